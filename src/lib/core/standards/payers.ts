import { apportion } from '../comparison/decomposition/apportion.ts';
import {
	compare,
	dec,
	decimal,
	divide,
	equals,
	isZero,
	maximum,
	minimum,
	multiply,
	ONE,
	round,
	subtract,
	sum,
	toText,
	ZERO,
	type Decimal
} from '../decimal/decimal.ts';
import { problem } from '../problem.ts';
import { ok, refuse, type Result } from '../result.ts';
import { readParameter } from './parameter.ts';
import { payment, type Payment, type PaymentTerms } from './payment.ts';
import {
	PAYERS,
	type ExpenditureContent,
	type ExpenditureResults,
	type Payer,
	type PayerId
} from './standard-snapshot.ts';

/** Who shares a cost in one region and tier, with the shares read: of a matching payer what its matching comes to. */
export interface SharedBy {
	readonly region: string;
	/** Index of the tier; null = all. */
	readonly tier: number | null;
	/** What the payers of the treasury bear together: the fiscal share. */
	readonly fiscalShare: Decimal;
	readonly payers: readonly ReadPayer[];
}

interface ReadPayer {
	readonly payer: PayerId;
	readonly share: Decimal;
	readonly floor: Decimal | null;
	readonly ceiling: Decimal | null;
}

const HIGHEST_RATIO = dec(100);
/** Enough that no 分 of a payment depends on it. */
const SCALE = 24;

/**
 * Reads who pays (分级负担), table by table. Refuses shares that do not add up to 100 %, a payer named twice, matching
 * (配套) of nobody, bounds that cannot all be kept, and a general table that is missing or says another fiscal share.
 */
export function readPayers(
	{ payers = [], ...content }: ExpenditureContent,
	tiers: number,
	terms: PaymentTerms
): Result<readonly SharedBy[]> {
	if (payers.length === 0) return ok([]);
	const tables = Map.groupBy(payers, ({ region, tier }) => JSON.stringify([region.trim(), tier.trim()]));
	const read: SharedBy[] = [];
	for (const rows of tables.values()) {
		const table = readTable(rows, tiers, content.rounding.places, terms);
		if (!table.ok) return table;
		read.push(table.value);
	}
	const general = read.find(({ region, tier }) => region === '' && tier === null);
	if (!general) return refuse(problem('standard/payers-general', {}));
	if (!equals(general.fiscalShare, terms.share))
		return refuse(
			bad('财政负担比例', percent(terms.share), `财政各方比例的合计 ${percent(general.fiscalShare)}`)
		);
	return ok(read);
}

function readTable(
	rows: readonly Payer[],
	tiers: number,
	places: number,
	terms: PaymentTerms
): Result<SharedBy> {
	const { region = '', tier: text = '' } = rows[0] ?? {};
	const tier = text.trim() === '' ? null : Number(text) - 1;
	if (tier !== null && !(Number.isInteger(tier) && tier >= 0 && tier < tiers))
		return refuse(bad('负担表的分档', text, tiers > 0 ? `1 到 ${tiers} 的档次` : '空着：成本定额没有分档'));
	const where = tableWords(region, tier);
	const payers: ReadPayer[] = [];
	for (const row of rows) {
		if (payers.some(({ payer }) => payer === row.payer))
			return refuse(bad(`${where}的负担主体`, PAYERS[row.payer], '每个主体只列一次'));
		const read = readPayer(row, rows, places, where);
		if (!read.ok) return read;
		payers.push(read.value);
	}
	const total = sum(payers.map(({ share }) => share));
	if (!equals(total, ONE)) return refuse(problem('standard/payer-shares', { where, total: percent(total) }));
	const fiscal = payers.filter(isFiscal);
	const least = sum(fiscal.map(({ floor }) => floor ?? ZERO));
	if (terms.ceiling !== null && compare(least, terms.ceiling) > 0)
		return refuse(
			bad(`${where}各方下限合计`, toText(least), `不高于支出标准上限 ${toText(terms.ceiling)} 元的金额`)
		);
	const fiscalShare = sum(fiscal.map(({ share }) => share));
	return ok({ region: region.trim(), tier, fiscalShare, payers });
}

function readPayer(row: Payer, rows: readonly Payer[], places: number, where: string): Result<ReadPayer> {
	const name = `${where}${PAYERS[row.payer]}`;
	const share = readShare(row, rows, name);
	if (!share.ok) return share;
	const bounded = row.floor.trim() !== '' || row.ceiling.trim() !== '';
	const matched = row.matches !== '' || rows.some(({ matches }) => matches === row.payer);
	if (bounded && (matched || row.payer === 'beneficiary'))
		return refuse(
			bad(`${name}的下限和上限`, row.floor || row.ceiling, '空着：受益者和配套的双方不另设下限、上限')
		);
	const floor = readBound(`${name}的下限`, row.floor, places);
	if (!floor.ok) return floor;
	const ceiling = readBound(`${name}的上限`, row.ceiling, places);
	if (!ceiling.ok) return ceiling;
	if (floor.value && ceiling.value && compare(floor.value, ceiling.value) > 0)
		return refuse(bad(`${name}的上限`, row.ceiling, `不小于下限 ${row.floor} 的金额`));
	return ok({ payer: row.payer, share: share.value, floor: floor.value, ceiling: ceiling.value });
}

/** A share of the cost as typed, or so many 元 for each 元 of the payer that is matched. */
function readShare(row: Payer, rows: readonly Payer[], name: string): Result<Decimal> {
	if (row.matches === '')
		return readParameter(`${name}负担比例`, row.share, {
			from: ZERO,
			to: ONE,
			words: '0 到 1 之间的比例（即 0% 到 100%）'
		});
	const ratio = readParameter(`${name}配套比例`, row.share, {
		from: ZERO,
		to: HIGHEST_RATIO,
		words: '0 到 100 之间的倍数（1 即一比一）'
	});
	if (!ratio.ok) return ratio;
	const other = rows.find(({ payer }) => payer === row.matches);
	if (!other || other.payer === row.payer || other.matches !== '' || other.payer === 'beneficiary')
		return refuse(bad(`${name}的配套对象`, PAYERS[row.matches], '本表中自己填写负担比例的财政主体'));
	const share = readShare(other, rows, name);
	return share.ok ? ok(multiply(ratio.value, share.value)) : share;
}

/** A bound is paid as it stands, so it has no more decimals than the standard. */
function readBound(name: string, text: string, places: number): Result<Decimal | null> {
	if (text.trim() === '') return ok(null);
	const read = readParameter(name, text, { from: ZERO, words: '不小于 0 的金额（元）' });
	if (!read.ok || equals(read.value, round(read.value, places, 'down'))) return read;
	return refuse(bad(name, text, `最多 ${places} 位小数的金额（元）`));
}

/** What the payers of the treasury bear together where no region or tier says otherwise; null while that is unreadable. */
export function generalShare(payers: readonly Payer[]): string | null {
	const rows = payers.filter(({ region, tier }) => region.trim() === '' && tier.trim() === '');
	const shares = rows.filter(isFiscal).map((row) => readShare(row, rows, ''));
	const read = shares.flatMap((share) => (share.ok ? share.value : []));
	return read.length > 0 && read.length === shares.length ? toText(sum(read)) : null;
}

/** The table for a region and tier: that of both, else of the region, else of the tier, else the general one. */
export function tableFor(
	tables: readonly SharedBy[],
	region: string,
	tier: number | null
): SharedBy | undefined {
	const at = (own: string, index: number | null) =>
		tables.find((table) => table.region === own && table.tier === index);
	return at(region, tier) ?? at(region, null) ?? at('', tier) ?? at('', null);
}

export interface SharedPayment extends Payment {
	readonly payers: readonly { readonly payer: PayerId; readonly share: Decimal; readonly value: Decimal }[];
}

/**
 * What each payer comes to of one unit and year. The treasury's payers add up to the expenditure standard exactly (largest
 * remainders); one whose own floor or ceiling binds pays that, the others share what is left by their shares. Those who
 * benefit pay the rest of the net cost, or their share of the cost where a bound moved the treasury's part.
 */
export function sharedPayment(
	quota: Decimal,
	table: SharedBy,
	terms: PaymentTerms,
	rounding: ExpenditureContent['rounding']
): SharedPayment {
	const paid = payment(quota, { ...terms, share: table.fiscalShare }, rounding);
	const fiscal = table.payers.filter(isFiscal);
	const value = withinBounds(paid.value, fiscal);
	const bound = equals(value, paid.value)
		? paid.bound
		: compare(value, paid.value) > 0
			? 'minimum'
			: 'ceiling';
	const fiscalParts = apportion(filled(value, fiscal), value, rounding.places);
	const others = table.payers.filter((payer) => !isFiscal(payer));
	const rounded = (exact: Decimal) => round(exact, rounding.places, rounding.mode);
	const rest = multiply(quota, sum(others.map(({ share }) => share)));
	const borne = bound === null ? subtract(rounded(subtract(quota, terms.income)), value) : rounded(rest);
	const otherParts = apportion(byShare(borne, others), borne, rounding.places);
	const amounts = new Map([
		...fiscal.map(({ payer }, i) => [payer, fiscalParts[i] ?? ZERO] as const),
		...others.map(({ payer }, i) => [payer, otherParts[i] ?? ZERO] as const)
	]);
	return {
		...{ net: paid.net, value, bound },
		payers: table.payers.map(({ payer, share }) => ({ payer, share, value: amounts.get(payer) ?? ZERO }))
	};
}

/** What the bounds of all payers together leave possible. */
function withinBounds(value: Decimal, payers: readonly ReadPayer[]): Decimal {
	const least = sum(payers.map(({ floor }) => floor ?? ZERO));
	const most = payers.flatMap(({ ceiling }) => ceiling ?? []);
	const raised = maximum(value, least);
	return most.length === payers.length && most.length > 0 ? minimum(raised, sum(most)) : raised;
}

/**
 * Divides an amount by shares within bounds: as long as a part breaks its bound, those that break it on the side that
 * weighs more are fixed there and the others share the rest anew. The bounds leave room for the amount.
 */
function filled(amount: Decimal, payers: readonly ReadPayer[]): readonly Decimal[] {
	const fixed = new Map<ReadPayer, Decimal>();
	for (;;) {
		const open = payers.filter((payer) => !fixed.has(payer));
		const left = subtract(amount, sum([...fixed.values()]));
		const parts = byShare(left, open).map((part, i) => ({ part, ...bounded(part, open[i]), own: open[i] }));
		const moved = sum(parts.map(({ part, to }) => subtract(to, part)));
		const side = compare(moved, ZERO);
		const broken = parts.filter(({ way }) => way !== 0 && (side === 0 || way === side));
		if (broken.length === 0) {
			const free = new Map(parts.map(({ own, part }) => [own, part]));
			return payers.map((payer) => fixed.get(payer) ?? free.get(payer) ?? ZERO);
		}
		for (const { own, to } of broken) if (own) fixed.set(own, to);
	}
}

function bounded(
	part: Decimal,
	payer: ReadPayer | undefined
): { readonly to: Decimal; readonly way: -1 | 0 | 1 } {
	const { floor = null, ceiling = null } = payer ?? {};
	if (floor && compare(part, floor) < 0) return { to: floor, way: 1 };
	if (ceiling && compare(part, ceiling) > 0) return { to: ceiling, way: -1 };
	return { to: part, way: 0 };
}

/** Parts by share; alike where none of them has a share. */
function byShare(amount: Decimal, payers: readonly { readonly share: Decimal }[]): readonly Decimal[] {
	const whole = sum(payers.map(({ share }) => share));
	return payers.map(({ share }) =>
		isZero(whole)
			? divide(amount, decimal(BigInt(payers.length)), 'floor', SCALE)
			: divide(multiply(amount, share), whole, 'floor', SCALE)
	);
}

export function isFiscal({ payer }: { readonly payer: PayerId }): boolean {
	return payer !== 'beneficiary';
}

/** "山区县第 2 档", "" for the general table. */
export function tableWords(region: string, tier: number | null): string {
	return `${region.trim()}${tier === null ? '' : `第 ${tier + 1} 档`}`;
}

/** "省级 4.34 元（50%）、县区级 4.33 元（50%）" for each region and tier. */
export function payerTableWords({ payers = [] }: Pick<ExpenditureResults, 'payers'>): string {
	const words = payers.map(({ region, tier, payers: parts }) => {
		const where = tableWords(region, tier);
		const shares = parts.map(
			({ payer, share, value }) => `${PAYERS[payer]} ${value} 元（${percent(dec(share))}）`
		);
		return `${where === '' ? '' : `${where}：`}${shares.join('、')}`;
	});
	return words.join('；');
}

function percent(share: Decimal): string {
	return `${toText(multiply(share, dec(100)))}%`;
}

function bad(name: string, text: string, expected: string) {
	return problem('standard/bad-parameter', { name, text: text.slice(0, 40), expected });
}
