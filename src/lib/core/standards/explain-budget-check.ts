import type { Step } from '../address/step.ts';
import type { Hash, ValueRef } from '../address/value-ref.ts';
import { fen, fenText } from '../money/fen.ts';
import { atPointer, type Snapshot } from '../snapshot/snapshot.ts';
import { inputHash } from './inputs.ts';
import { PAYERS, type BudgetCheckContent, type BudgetCheckResults } from './standard-snapshot.ts';
import { typedFigure, type FigureLabel } from './typed-figure.ts';

/** Explains a figure of a budget check: what is allowed, over or missing, what each payer bears, or what was typed. */
export function explainCheck(snapshot: Snapshot, hash: Hash, pointer: string): Step | undefined {
	const content = snapshot.content as BudgetCheckContent;
	const results = snapshot.results as BudgetCheckResults;
	const own = (at: string): ValueRef => ({ kind: 'frozen', snapshot: hash, pointer: at });
	const step = (label: string, words: string, inputs: readonly ValueRef[]): Step => ({
		ref: own(pointer),
		label: `${content.line} ${label}`,
		value: fenText(fen(Number(atPointer(snapshot, pointer)))),
		unit: '元',
		method: { id: snapshot.method ?? '', words },
		inputs
	});
	const standard = (pointer: string): ValueRef => ({
		kind: 'frozen',
		snapshot: inputHash(snapshot, 'standard'),
		pointer
	});
	const { form, below, least, payers = [], table } = results;
	const line = [
		...(content.coefficients ?? []).map((_, i) => own(`/content/coefficients/${i}/value`)),
		own('/content/quantity'),
		own('/content/months')
	];
	if (pointer === '/results/allowed')
		return form === 'floor'
			? step('核定金额', results.words, [own('/content/requested'), own('/results/least')])
			: step(form === 'range' ? '核定上限' : '核定金额', results.words, [
					standard(priceAt(content, results, form === 'range' ? 'high' : 'value')),
					...line
				]);
	if (pointer === '/results/least' && least !== undefined)
		return step('下限金额', results.words, [
			standard(priceAt(content, results, form === 'range' ? 'low' : 'value')),
			...line
		]);
	if (pointer === '/results/below' && below !== undefined)
		return step('低于下限的金额', results.words, [own('/results/least'), own('/content/requested')]);
	const at = payers.findIndex((_, i) => pointer === `/results/payers/${i}/amount`);
	const payer = payers[at];
	if (payer)
		return step(`${PAYERS[payer.payer]}负担`, results.words, [
			own('/results/allowed'),
			standard(`/results/payers/${table ?? 0}/payers/${at}/value`)
		]);
	if (pointer === '/results/over')
		return step('超标准金额', results.words, [own('/content/requested'), own('/results/allowed')]);
	if (pointer === '/content/requested')
		return {
			ref: own(pointer),
			label: `${content.line} 申报金额`,
			value: fenText(fen(Number(content.requested))),
			unit: '元',
			method: null,
			inputs: [],
			end: 'typed'
		};
	const coefficients = (content.coefficients ?? []).map(({ name }, i): [string, FigureLabel] => [
		`/content/coefficients/${i}/value`,
		{ label: `${content.line} 调整系数“${name}”`, unit: null }
	]);
	return typedFigure(snapshot, hash, pointer, {
		...Object.fromEntries(coefficients),
		'/content/quantity': { label: `${content.line} 数量`, unit: content.unit },
		'/content/months': { label: `${content.line} 服务月数`, unit: '个月' },
		'/content/region': { label: `${content.line} 适用地区`, unit: null },
		'/content/date': { label: `${content.line} 适用日期`, unit: null }
	});
}

/** Where the standard states what a line is held to: the table of its region and tier, the end of a range, or the one value. */
function priceAt(
	{ region }: BudgetCheckContent,
	{ table, tier }: BudgetCheckResults,
	part: 'value' | 'low' | 'high'
): string {
	const ofTable = table !== undefined && (region !== undefined || part === 'value');
	if (ofTable) return `/results/payers/${table}/value`;
	return tier === undefined ? `/results/${part}` : `/results/tiers/${tier}/${part}`;
}
