import { isPlainField, type PlainField } from '#lib/core/costing/edit-command.ts';
import { fieldRule } from '#lib/core/costing/line-fields.ts';
import { isFigureColumn, type FigureColumn, type SheetColumn } from './column-sets.ts';

/** How a column looks and is typed into; what may stand in it is decided by core/costing. */
export interface ColumnSpec {
	readonly width: number;
	/** `money` is shown in the chosen unit (元, 万元, 亿元), `number` never. */
	readonly kind: 'text' | 'number' | 'money' | 'choice';
	/** What the head says on hovering. */
	readonly hint?: string;
	/** Stands behind the label in the head, e.g. "元". */
	readonly measure?: string;
	/** What one chooses among, by stored key; "" empties the cell. */
	readonly choices?: { readonly [key: string]: string };
}

interface Look {
	readonly width: number;
	readonly hint?: string;
	readonly measure?: string;
}

const AMOUNT_HINT = '灰色由数量×单价×频次×月数×系数或下级合计得出；直接填写即以所填为准';

const LOOKS: { readonly [F in PlainField]: Look } = {
	code: { width: 64 },
	name: { width: 200 },
	grade: { width: 56 },
	element: { width: 104 },
	unit: { width: 60 },
	quantity: { width: 104, hint: '可填数字，或以 = 开头的公式，例如 =[8.1].数量*7' },
	unitPrice: { width: 92, measure: '元', hint: '可填数字，或以 = 开头的公式' },
	frequency: { width: 64, hint: '做几次；空着就不乘' },
	months: { width: 64, hint: '计几个月；空着就不乘' },
	coefficient: { width: 64, hint: '空着就不乘' },
	amountBasis: { width: 84 },
	statedAmount: { width: 128, hint: AMOUNT_HINT },
	verifiedAmount: { width: 128, hint: '灰色表示与申报相同；清空即恢复' },
	adjustment: { width: 128, hint: '核定比申报多出的数，审减填负数；清空即恢复' },
	reason: { width: 112 },
	periodMonths: { width: 84, hint: '这笔钱管几个月；只用来折算，不乘进金额' },
	recurrence: { width: 72, hint: '一次性支出计入合计，不进入单位成本' },
	nature: { width: 88 },
	timeBasis: { width: 120 },
	behaviour: { width: 120 },
	necessity: { width: 88 },
	costKind: { width: 104 },
	supply: { width: 112 },
	fundingSource: { width: 144, hint: '空着算财政项目支出' },
	fundType: { width: 136 },
	functionCode: { width: 88, hint: '功能分类科目，3、5 或 7 位' },
	economicCode: { width: 88, hint: '部门预算支出经济分类科目，3 或 5 位' },
	taxBasis: { width: 80, hint: '空着同整个分析的口径' },
	evidence: { width: 160 },
	evidenceLevel: { width: 128, hint: '1 级最硬，5 级最软' },
	remark: { width: 180 }
};

const FIGURES: { readonly [F in FigureColumn]: ColumnSpec } = {
	computed: { width: 128, kind: 'money', hint: '数量×单价×频次×月数×系数，按分四舍五入一次' },
	period: { width: 128, kind: 'money', hint: '核定金额折算到分析期间；一次性支出不计入' },
	fiscal: { width: 164, kind: 'money', hint: '核定金额中由财政承担的部分；核定金额本身就是全成本' },
	units: { width: 300, kind: 'text' }
};

const YEAR: Look = { width: 136, hint: '空白表示没有发生，不是零；可填公式' };

export function columnSpec(column: SheetColumn): ColumnSpec {
	if (isFigureColumn(column)) return FIGURES[column];
	const look = isPlainField(column) ? LOOKS[column] : YEAR;
	const rule = fieldRule(column);
	switch (rule.kind) {
		case 'choice':
			return {
				...look,
				kind: 'choice',
				choices: rule.blank ? { '': '（空）', ...rule.choices } : rule.choices
			};
		case 'money':
		case 'year':
			return { ...look, kind: 'money' };
		case 'formula':
		case 'whole':
			return { ...look, kind: 'number' };
		default:
			return { ...look, kind: 'text' };
	}
}

export function isNumericColumn(column: SheetColumn): boolean {
	const { kind } = columnSpec(column);
	return kind === 'number' || kind === 'money';
}
