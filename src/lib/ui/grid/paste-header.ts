import { FIELD_LABELS, type EditField, type PlainField } from '#lib/core/costing/edit-command.ts';
import { isYearColumn } from '#lib/core/costing/year-column.ts';
import { columnOfWord } from '#lib/core/formula/columns.ts';
import { halfWidth, moneyFactor, readNumberText } from '#lib/core/intake/number-text.ts';
import type { PastedTable } from './clipboard-read.ts';

/** A column of a pasted table whose first row names it. */
export interface NamedColumn {
	/** The head as pasted. */
	readonly head: string;
	/** What it goes into; null where no column of ours is called so. */
	readonly field: EditField | null;
	/** The money word in the head, such as 万元; "" when there is none. */
	readonly unit: string;
}

/** The head of a pasted table. */
export interface TableHead {
	readonly columns: readonly NamedColumn[];
	/** How many rows it takes from the top, with the title and the unit that stand above it. */
	readonly rows: number;
}

/** A title, a line of remarks, the unit: rows that may stand above a head. */
const MOST_ABOVE = 4;

/** Other names that budgets and cost tables have for our columns. */
const OTHER_NAMES: { readonly [name: string]: PlainField | undefined } = {
	序号: 'code',
	编号: 'code',
	项目名称: 'name',
	费用名称: 'name',
	费用明细: 'name',
	明细: 'name',
	项目: 'name',
	计量单位: 'unit',
	工程量: 'quantity',
	工作量: 'quantity',
	综合单价: 'unitPrice',
	次数: 'frequency',
	月份数: 'months',
	金额: 'statedAmount',
	合价: 'statedAmount',
	总价: 'statedAmount',
	预算金额: 'statedAmount',
	申报数: 'statedAmount',
	核定数: 'verifiedAmount',
	审定金额: 'verifiedAmount',
	审定数: 'verifiedAmount',
	调整数: 'adjustment',
	成本要素: 'element',
	规格: 'grade',
	说明: 'remark'
};

const BY_LABEL: ReadonlyMap<string, PlainField> = new Map(
	(Object.entries(FIELD_LABELS) as [PlainField, string][]).map(([field, label]) => [bare(label), field])
);

/**
 * The head of a pasted table, or null where it begins with data: its first row, or one below a title and the unit of the
 * whole table ("单位：万元"), which then holds for every column of money whose head says none.
 */
export function readHead(table: PastedTable): TableHead | null {
	for (let above = 0; above <= MOST_ABOVE && above < table.length - 1; above += 1) {
		const columns = headIn(table[above] ?? []);
		const named = columns?.filter(({ field }) => field !== null).length ?? 0;
		// Words above a single known one are as likely data.
		if (columns && (above === 0 || named >= 2)) {
			const unit = unitAbove(table.slice(0, above));
			return {
				columns: columns.map((column) => ({ ...column, unit: column.unit || unit })),
				rows: above + 1
			};
		}
		if (!isAboveHead(table[above] ?? [])) return null;
	}
	return null;
}

/** At most a title or a remark with the unit beside it, and no number. */
function isAboveHead(row: PastedTable[number]): boolean {
	const written = row.filter(({ text }) => text.trim() !== '');
	return written.length <= 2 && written.every(({ text }) => !isNumber(text.trim()));
}

function unitAbove(rows: PastedTable): string {
	for (const { text } of rows.flat()) {
		const [, word = ''] =
			/单位:?(?:人民币)?([万亿千百]+元|元)/.exec(halfWidth(text).replace(/\s/g, '')) ?? [];
		if (moneyFactor(word) !== undefined && word !== '') return word;
	}
	return '';
}

/**
 * The columns that a row names, or null where it holds data: it is a head when every word in it is known, or at least two
 * and half of them and no number stands among them.
 */
function headIn(row: PastedTable[number]): readonly NamedColumn[] | null {
	const columns = row.map(({ text }) => namedColumn(text));
	const written = columns.filter(({ head }) => head !== '');
	const known = written.filter(({ field }) => field !== null);
	const holdsNumber = written.some(({ head, field }) => field === null && isNumber(head));
	if (known.length === 0 || holdsNumber) return null;
	const isHead = known.length === written.length || (known.length >= 2 && known.length * 2 >= written.length);
	return isHead ? withoutRepeats(columns) : null;
}

function isNumber(text: string): boolean {
	return readNumberText(text).kind === 'number';
}

function namedColumn(text: string): NamedColumn {
	const head = text.trim();
	return { head, field: fieldNamed(head), unit: unitIn(head) };
}

function fieldNamed(head: string): EditField | null {
	const name = bare(head);
	const known = BY_LABEL.get(name) ?? (Object.hasOwn(OTHER_NAMES, name) ? OTHER_NAMES[name] : undefined);
	if (known) return known;
	const column = columnOfWord(name);
	return column !== undefined && isYearColumn(column) ? column : null;
}

/** "金额（万元）" → 金额: what stands in brackets is a unit or a remark. */
function bare(text: string): string {
	return halfWidth(text)
		.replace(/[([【][^)\]】]*[)\]】]/g, '')
		.replace(/[\s*:]/g, '');
}

function unitIn(head: string): string {
	const [, word = ''] =
		/[([【](?:金额)?(?:单位:?)?(?:人民币)?([万亿千百]+元|元|万|亿)/.exec(halfWidth(head)) ?? [];
	return moneyFactor(word) === undefined ? '' : word;
}

/** Where two heads mean the same column, the first one has it. */
function withoutRepeats(columns: readonly NamedColumn[]): readonly NamedColumn[] {
	const taken = new Set<EditField>();
	return columns.map((column) => {
		if (column.field === null || !taken.has(column.field)) {
			if (column.field !== null) taken.add(column.field);
			return column;
		}
		return { ...column, field: null };
	});
}
