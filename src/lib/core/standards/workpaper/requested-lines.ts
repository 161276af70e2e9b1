import { dec, isNegative, multiply, parseDecimal, toText, type Decimal } from '../../decimal/decimal.ts';
import { LIMITS } from '../../limits.ts';
import { fenFromYuan } from '../../money/fen.ts';
import { problem } from '../../problem.ts';
import { findUnit } from '../../quantity/units.ts';
import { ok, refuse, type Result } from '../../result.ts';
import type { RequestedLine } from './review-workpaper.ts';

/**
 * A requested line with the code of a standard or rule, "" where one is to be found by category, unit and grade, and what is
 * said for it: 填报要素 of a rule or 调整系数 of a standard, by name.
 */
export type TypedLine = RequestedLine & { readonly code: string; readonly said: readonly SaidValue[] };

export type SaidValue = { readonly name: string; readonly value: string };

/** What stands for the quantity of a line that only a rule measures. */
const ONE_ITEM = { quantity: '1', unit: '项' };

export const COLUMNS = [
	'单位',
	'预算项目',
	'类别',
	'等级',
	'数量',
	'计量单位',
	'月数',
	'申报金额（元）',
	'标准编号',
	'规则要素或调整系数'
] as const;

type Field =
	| 'organisation'
	| 'line'
	| 'category'
	| 'grade'
	| 'quantity'
	| 'unit'
	| 'months'
	| 'requested'
	| 'code'
	| 'said';
const FIELDS: readonly Field[] = [
	'organisation',
	'line',
	'category',
	'grade',
	'quantity',
	'unit',
	'months',
	'requested',
	'code',
	'said'
];

/** Words by which a heading names each column, the most telling first; a bare "单位" means who asks, unless somebody else does. */
const HEADINGS: readonly (readonly [Field, RegExp])[] = [
	['unit', /计量/],
	['organisation', /申报单位|预算单位|单位名称|部门/],
	['unit', /^单位$/],
	['organisation', /^单位/],
	['category', /类别|分类/],
	['grade', /等级|级别/],
	['quantity', /数量|工程量|面积/],
	['months', /月/],
	['said', /要素|系数/],
	['requested', /申报|金额|预算数/],
	['code', /标准/],
	['line', /项目|名称|内容/]
];

const MOST_MONTHS = 120;

/**
 * Reads requested budget lines as they are pasted from a sheet: one line each, columns separated by tabs, in the stated
 * order or under a row of headings. 万元 in the heading of the amount is turned into 元. Refuses with the row and what is
 * wrong with it.
 */
export function readRequestedLines(text: string): Result<readonly TypedLine[]> {
	const rows = text
		.split(/\r?\n/)
		.map((row) => row.split('\t').map((cell) => cell.trim()))
		.filter((cells) => cells.some((cell) => cell !== ''));
	const [first] = rows;
	const headings = first && isHeading(first) ? first : null;
	const order = headings ? orderOf(headings) : FIELDS.map((field, i) => [field, i] as const);
	const places = new Map(order);
	const wan = headings?.some((heading) => heading.includes('万元')) ?? false;
	const body = (headings ? rows.slice(1) : rows).filter((cells) => !isSum(cells));
	if (body.length === 0) return refuse(problem('workpaper/empty', { title: '审核工作底稿' }));
	if (body.length > LIMITS.workpaperLines)
		return refuse(
			problem('workpaper/too-many', { lines: String(body.length), most: String(LIMITS.workpaperLines) })
		);
	const lines: TypedLine[] = [];
	for (const [i, cells] of body.entries()) {
		const cell = (field: Field) => cells[places.get(field) ?? -1] ?? '';
		const line = readLine(i + 1, cell, wan);
		if (!line.ok) return line;
		lines.push(line.value);
	}
	return ok(lines);
}

/** A row that names an amount and a quantity and holds no number. */
function isHeading(cells: readonly string[]): boolean {
	const named = new Set(orderOf(cells).map(([field]) => field));
	return named.has('requested') && named.has('quantity') && !cells.some((cell) => number(cell) !== null);
}

function orderOf(headings: readonly string[]): readonly (readonly [Field, number])[] {
	const places = new Map<Field, number>();
	for (const [field, words] of HEADINGS) {
		const at = headings.findIndex((heading, i) => ![...places.values()].includes(i) && words.test(heading));
		if (at >= 0 && !places.has(field)) places.set(field, at);
	}
	return [...places];
}

/** Sums of the sheet are computed anew, so rows that hold one are not lines. */
function isSum(cells: readonly string[]): boolean {
	return cells.some((cell) => /^(合计|小计|总计)$/.test(cell.replace(/\s/g, '')));
}

function readLine(row: number, cell: (field: Field) => string, wan: boolean): Result<TypedLine> {
	const bad = (name: string, text: string, expected: string) =>
		refuse(problem('workpaper/line', { row: String(row), name, text: text.slice(0, 40), expected }));
	const name = cell('line');
	if (name === '' || name.length > LIMITS.nameLength)
		return bad('预算项目', name, `1 到 ${LIMITS.nameLength} 字的名称`);
	const said = readSaid(cell('said'));
	if (!said)
		return bad('规则要素或调整系数', cell('said'), '“名称=数值”，几项之间用分号隔开，例如 人数=100；天数=2');
	const bare = said.length > 0 && cell('quantity') === '' && cell('unit') === '';
	const quantity = number(bare ? ONE_ITEM.quantity : cell('quantity'));
	const unit = bare ? ONE_ITEM.unit : cell('unit');
	if (!quantity) return bad('数量', cell('quantity'), '不小于 0 的数字');
	if (!findUnit(unit)) return bad('计量单位', unit, '系统认识的计量单位，例如 平方米、座、吨');
	const months = cell('months') === '' ? 12 : Number(cell('months'));
	if (!Number.isInteger(months) || months < 1 || months > MOST_MONTHS)
		return bad('月数', cell('months'), `1 到 ${MOST_MONTHS} 的整数`);
	const asked = number(cell('requested'));
	if (!asked) return bad('申报金额', cell('requested'), '不小于 0 的金额');
	const yuan = wan ? multiply(asked, dec(10_000)) : asked;
	if (yuan.scale > 2) return bad('申报金额', cell('requested'), '最多精确到分的金额');
	const requested = fenFromYuan(yuan, 'half-up');
	if (!requested.ok) return requested;
	return ok({
		organisation: cell('organisation').slice(0, LIMITS.nameLength),
		line: name,
		category: cell('category').slice(0, LIMITS.nameLength),
		grade: cell('grade').slice(0, LIMITS.nameLength),
		quantity: toText(quantity),
		unit,
		months,
		requested: String(requested.value),
		code: cell('code').slice(0, LIMITS.nameLength),
		said
	});
}

/** "人数=100；天数=2" as names with their values; null where a part is not one name and one value, or a name stands twice. */
function readSaid(text: string): readonly SaidValue[] | null {
	const parts = text
		.split(/[\uff1b;]/)
		.map((part) => part.trim())
		.filter((part) => part !== '');
	const said = parts.map((part) => part.split(/[=\uff1d]/).map((side) => side.trim()));
	if (said.some((sides) => sides.length !== 2 || sides.includes(''))) return null;
	if (new Set(said.map(([name]) => name)).size < said.length) return null;
	return said.map(([name = '', value = '']) => ({ name, value }));
}

function number(text: string): Decimal | null {
	const read = parseDecimal(plain(text));
	return read.ok && !isNegative(read.value) ? read.value : null;
}

/** Thousands separators and full-width digits as people paste them. */
function plain(text: string): string {
	return text.normalize('NFKC').replace(/,/g, '').trim();
}
