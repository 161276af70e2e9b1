import { FIRST_LINE, UNVERIFIED, type Form, type FormValue } from './example-forms.ts';

/** One row of examples/data/cost_lines.csv or cases.csv, by column name. */
export type Row = { readonly [column: string]: string };

/** What the forms of the real cases are made from. */
export interface CaseData {
	readonly cases: readonly Row[];
	readonly lines: readonly Row[];
}

/** 鼎山街道: the whole tree, stated amounts where the page states them, a stated total that the lines do not reach. */
export function jiangjin(data: CaseData): Form {
	const { lines, total } = linesOf(data, 'JJ2021');
	const cells = (line: Row): FormValue[] => [
		text(line, 'line_no') === '0' ? '' : text(line, 'line_no'),
		text(line, 'item'),
		text(line, 'grade_or_spec'),
		text(line, 'quantity'),
		text(line, 'quantity_unit'),
		text(line, 'unit_price'),
		text(line, 'price_unit'),
		text(line, 'amount_yuan_stated'),
		text(line, 'amount_basis'),
		text(line, 'note')
	];
	return {
		sheet: '经费测算表',
		title: '鼎山街道市政日常维护经费测算表(2021年度)',
		organisation: '编制单位:鼎山街道办事处',
		unit: '单位:元',
		columns: [
			{ header: '序号', width: 6 },
			{ header: '项目名称', width: 30 },
			{ header: '等级/规格', width: 12 },
			{ header: '数量', width: 12, style: 'whole' },
			{ header: '计量单位', width: 10 },
			{ header: '单价', width: 10, style: 'number' },
			{ header: '单价单位', width: 12 },
			{ header: '金额', width: 16, style: 'money' },
			{ header: '计算依据', width: 26 },
			{ header: '备注', width: 30 }
		],
		lines: lines.map(cells),
		total: cells(total),
		notes: notesOf(data, 'JJ2021')
	};
}

/** 苏州: paid amounts of nine months; the months stand in the title, as they did. */
export function suzhou(data: CaseData): Form {
	const { lines } = linesOf(data, 'SZ2017');
	return {
		sheet: '支付明细',
		title: '市管绿地养护经费支付明细表(2017年1-9月)',
		organisation: '填报单位:苏州市园林和绿化管理局',
		unit: '单位:元',
		columns: [
			{ header: '序号', width: 6 },
			{ header: '项目名称', width: 30 },
			{ header: '支付金额', width: 18, style: 'money' },
			{ header: '备注', width: 30 }
		],
		lines: lines.map((line) => [
			text(line, 'line_no'),
			text(line, 'item'),
			text(line, 'amount_yuan_stated'),
			''
		]),
		total: ['', '合计', sumOf('C', lines.length, '27983000'), ''],
		notes: notesOf(data, 'SZ2017')
	};
}

/** 浙江: one line for three years; the area is the average of the three on the second sheet. */
export function zhejiang(data: CaseData): readonly [Form, Form] {
	const areas = data.cases.filter((row) => /^ZJ20\d\d$/.test(text(row, 'case_id')));
	const name = '城市道路和镇街道路保洁';
	const average = { formula: `AVERAGE(各年面积!B${FIRST_LINE}:B${FIRST_LINE + 2})`, value: '13376774' };
	const main: Form = {
		sheet: '三年支出',
		title: '城市道路和镇街道路保洁经费表(2019-2021年)',
		organisation: '填报单位:(网页隐去区名)',
		unit: '单位:元',
		columns: [
			{ header: '序号', width: 6 },
			{ header: '项目名称', width: 30 },
			{ header: '年均保洁面积', width: 16, style: 'whole' },
			{ header: '计量单位', width: 10 },
			{ header: '支出金额', width: 18, style: 'money' },
			{ header: '预算', width: 18, style: 'money' },
			{ header: '备注', width: 30 }
		],
		lines: [['1', name, average, '㎡', '709091900', '733872700', '三年合计']],
		total: ['', '合计', '', '', '709091900', '733872700', ''],
		notes: notesOf(data, 'ZJ2021')
	};
	const side: Form = {
		sheet: '各年面积',
		title: '各年保洁面积',
		organisation: '',
		unit: '单位:平方米',
		columns: [
			{ header: '年度', width: 12 },
			{ header: '保洁面积', width: 18, style: 'whole' }
		],
		lines: areas.map((row) => [text(row, 'period_start').slice(0, 4), text(row, 'output_qty')]),
		total: ['三年平均', { formula: `AVERAGE(B${FIRST_LINE}:B${FIRST_LINE + 2})`, value: '13376774' }],
		notes: [UNVERIFIED]
	};
	return [main, side];
}

/** 长沙: a contract of which only the first rows are visible, with a rounded unit price. */
export function changsha(data: CaseData): Form {
	const { lines, total } = linesOf(data, 'CS-LYH3');
	const cells = (line: Row): FormValue[] => [
		text(line, 'line_no') === '0' ? '' : text(line, 'line_no'),
		text(line, 'item'),
		text(line, 'quantity'),
		text(line, 'quantity_unit'),
		text(line, 'unit_price'),
		text(line, 'amount_yuan_stated'),
		[text(line, 'grade_or_spec'), text(line, 'note')].filter((part) => part !== '').join(';')
	];
	return {
		sheet: '合同价格明细',
		title: '浏阳河东岸风光带日常维护(三标段)合同价格明细',
		organisation: '(采购人名称被遮盖)',
		unit: '单位:元',
		columns: [
			{ header: '序号', width: 8 },
			{ header: '项目名称', width: 28 },
			{ header: '工程量', width: 14, style: 'number' },
			{ header: '计量单位', width: 10 },
			{ header: '综合单价(元)', width: 14, style: 'number' },
			{ header: '合价(元)', width: 18, style: 'money' },
			{ header: '备注', width: 40 }
		],
		lines: lines.map(cells),
		total: cells(total),
		notes: notesOf(data, 'CS-LYH3')
	};
}

/** 鄂州: three years of columns in 万元; the published total of 2020 is 0.10 above its parts. */
export function ezhou(data: CaseData): Form {
	const rows: readonly (readonly string[])[] = [
		['1', '保安服务', '191', '191', '191', '招标文件'],
		['2', '保洁服务', '99', '99', '99', '招标文件'],
		['3', '水电气、维修维护', '372.88', '504.55', '524', '据实结算']
	];
	return {
		sheet: '成本构成',
		title: '办公大楼运行保障项目预算成本构成表',
		organisation: '填报单位:市机关事务服务中心',
		unit: '单位:万元',
		columns: [
			{ header: '序号', width: 6 },
			{ header: '成本构成项目', width: 28 },
			{ header: '2020年实际执行数', width: 18, style: 'money' },
			{ header: '2021年实际执行数', width: 18, style: 'money' },
			{ header: '2022年预算数', width: 18, style: 'money' },
			{ header: '测算依据', width: 20 }
		],
		lines: rows,
		total: ['', '合计', '662.98', '794.55', '814', ''],
		notes: notesOf(data, 'EZ2022')
	};
}

/** 银川: 万元 with one decimal; shipped as GBK text, as statistics offices send it. */
export function yinchuan(data: CaseData): Form {
	return {
		sheet: '成本指标',
		title: '初中公用经费支出表(2021年度)',
		organisation: '填报单位:银川市第六中学',
		unit: '单位:万元',
		columns: [
			{ header: '序号', width: 6 },
			{ header: '支出项目', width: 24 },
			{ header: '保障人数(人)', width: 14, style: 'whole' },
			{ header: '金额', width: 14, style: 'money' },
			{ header: '备注', width: 20 }
		],
		lines: [
			['1', '办公', '', '15', ''],
			['2', '维修(维护)', '', '35', ''],
			['3', '绿化、水电等', '', '14.8', '']
		],
		total: ['', '合计', '2370', '64.8', '每生 273.42 元'],
		notes: notesOf(data, 'YC2021')
	};
}

/** 棠溪镇: 申请 and 执行 side by side; in B the parts applied for do not reach the total applied for. */
export function tangxi(data: CaseData, id: 'TX2022A' | 'TX2022B'): Form {
	const b = id === 'TX2022B';
	const { lines, total } = linesOf(data, id);
	const rows = lines.map((line) => {
		const [applied, spent] = b
			? [appliedIn(line), text(line, 'amount_yuan_stated')]
			: [text(line, 'amount_yuan_stated'), spentIn(line)];
		return [text(line, 'line_no'), text(line, 'item'), applied, spent, ''];
	});
	const project = data.cases.find((row) => text(row, 'case_id') === id) ?? {};
	const spent = b ? text(total, 'amount_yuan_stated') : text(project, 'actual_yuan');
	return {
		sheet: '资金明细',
		title: `${text(project, 'project')}资金申请与执行表(2022年度)`,
		organisation: '填报单位:棠溪镇人民政府',
		unit: '单位:元',
		columns: [
			{ header: '序号', width: 6 },
			{ header: '项目名称', width: 30 },
			{ header: '申请金额', width: 18, style: 'money' },
			{ header: '执行金额', width: 18, style: 'money' },
			{ header: '备注', width: 24 }
		],
		lines: rows,
		total: ['', '合计', text(project, 'budget_yuan'), spent, ''],
		notes: notesOf(data, id)
	};
}

/** The amount applied for, which the excerpt keeps in the note: "申请400000". */
function appliedIn(line: Row): string {
	return /申请(\d+)/.exec(text(line, 'note'))?.[1] ?? '';
}

/** The amount spent, in 万元 in the note: "执行29.99万" is 299,900 元 (the total of 899,740 was published rounded). */
function spentIn(line: Row): string {
	const wan = /执行(\d+)(?:\.(\d{1,2}))?万/.exec(text(line, 'note'));
	return wan ? `${wan[1]}${(wan[2] ?? '').padEnd(4, '0')}` : '';
}

function linesOf(data: CaseData, id: string): { lines: readonly Row[]; total: Row } {
	const own = data.lines.filter((row) => text(row, 'case_id') === id);
	const total = own.find((row) => text(row, 'line_no') === '0');
	if (!total) throw new Error(`No total line for ${id}`);
	return { lines: own.filter((row) => row !== total), total };
}

function notesOf(data: CaseData, id: string): readonly string[] {
	const row = data.cases.find((candidate) => text(candidate, 'case_id') === id);
	if (!row) throw new Error(`No case ${id}`);
	const said = text(row, 'note');
	return [
		`数据来源:${text(row, 'source_url')}`,
		...(said === '' ? [] : [`说明:${said}`]),
		`注:${UNVERIFIED}`
	];
}

function sumOf(column: string, lines: number, value: string): FormValue {
	return { formula: `SUM(${column}${FIRST_LINE}:${column}${FIRST_LINE + lines - 1})`, value };
}

export function text(row: Row, column: string): string {
	return row[column] ?? '';
}
