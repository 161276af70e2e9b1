import type { Step } from '../address/step.ts';
import type { Hash, ValueRef } from '../address/value-ref.ts';
import type { Snapshot } from '../snapshot/snapshot.ts';
import { explainExpenditure } from './explain-expenditure.ts';
import { inputHash } from './inputs.ts';
import { tableWords } from './payers.ts';
import { PAYERS, type ExpenditureContent, type ExpenditureResults } from './standard-snapshot.ts';
import { typedFigure, type FigureLabel } from './typed-figure.ts';

const PAYER_FIGURE = /^\/results\/payers\/(\d+)\/(?:value|payers\/(\d+)\/value)$/;
const END_FIGURE = /^\/results\/(?:tiers\/(\d+)\/)?(low|high)$/;
const ENDS = { low: '区间下限', high: '区间上限' } as const;

/** Explains the parts that a shared expenditure standard adds: what each payer bears, and the ends of a range. */
export function explainSharedExpenditure(snapshot: Snapshot, hash: Hash, pointer: string): Step | undefined {
	const content = snapshot.content as ExpenditureContent;
	const results = snapshot.results as ExpenditureResults;
	const own = (at: string): ValueRef => ({ kind: 'frozen', snapshot: hash, pointer: at });
	const quota = (at: string): ValueRef => ({
		kind: 'frozen',
		snapshot: inputHash(snapshot, 'quota'),
		pointer: at
	});
	const terms = [
		own('/content/ownIncome'),
		...(content.ceiling === null ? [] : [own('/content/ceiling')]),
		...(content.floor === undefined ? [] : [own('/content/floor')])
	];
	const step = (label: string, value: string, words: string, inputs: readonly ValueRef[]): Step => ({
		ref: own(pointer),
		label: `${content.title} ${label}`,
		value,
		unit: results.unit,
		method: { id: snapshot.method ?? '', words },
		inputs
	});
	const [, at = '', of] = PAYER_FIGURE.exec(pointer) ?? [];
	const table = results.payers?.[Number(at)];
	if (at !== '' && table) {
		const where = tableWords(table.region, table.tier);
		const cost = quota(table.tier === null ? '/results/value' : `/results/tiers/${table.tier}/value`);
		const shares = sharesOf(content, table).map(own);
		if (of === undefined)
			return step(`${where}财政支出标准`, table.value, table.words, [cost, ...shares, ...terms]);
		const part = table.payers[Number(of)];
		return (
			part &&
			step(`${where}${PAYERS[part.payer]}负担`, part.value, table.words, [
				own(`/results/payers/${at}/value`),
				...shares
			])
		);
	}
	const [, tier, end] = END_FIGURE.exec(pointer) ?? [];
	if (end === 'low' || end === 'high') {
		const value = (tier === undefined ? results : results.tiers?.[Number(tier)])?.[end];
		if (value === undefined) return undefined;
		const words = `成本定额的${ENDS[end]}按同一公式计算`;
		const path = tier === undefined ? `/results/${end}` : `/results/tiers/${tier}/${end}`;
		return step(`支出标准${ENDS[end]}`, value, words, [quota(path), own('/content/fiscalShare'), ...terms]);
	}
	return explainExpenditure(snapshot, hash, pointer) ?? typedFigure(snapshot, hash, pointer, labels(content));
}

/** Pointers to the typed shares of the table that was used: its region's, its tier's, or the general one. */
function sharesOf(
	{ payers = [] }: ExpenditureContent,
	table: { readonly region: string; readonly tier: number | null }
): readonly string[] {
	const tier = table.tier === null ? '' : String(table.tier + 1);
	const wanted = [
		[table.region, tier],
		[table.region, ''],
		['', tier],
		['', '']
	];
	const rowsOf = ([region, own]: readonly string[]) =>
		payers.flatMap((row, i) =>
			row.region.trim() === region && row.tier.trim() === own ? [`/content/payers/${i}/share`] : []
		);
	return wanted.map(rowsOf).find((rows) => rows.length > 0) ?? [];
}

function labels({ payers = [] }: ExpenditureContent): { readonly [pointer: string]: FigureLabel } {
	const found: { [pointer: string]: FigureLabel } = {};
	payers.forEach(({ payer, region, tier, matches }, i) => {
		const name = `${region}${tier === '' ? '' : `第 ${tier} 档`}${PAYERS[payer]}`;
		found[`/content/payers/${i}/share`] = {
			label: `${name}${matches === '' ? '负担比例' : `为${PAYERS[matches]}配套的比例`}`,
			unit: null
		};
		found[`/content/payers/${i}/floor`] = { label: `${name}负担下限`, unit: '元' };
		found[`/content/payers/${i}/ceiling`] = { label: `${name}负担上限`, unit: '元' };
	});
	return found;
}
