import type { Step } from '../../address/step.ts';
import type { Hash, ValueRef } from '../../address/value-ref.ts';
import { unitById } from '../../quantity/units.ts';
import type { Snapshot } from '../../snapshot/snapshot.ts';
import { inputHash } from '../inputs.ts';
import { QUOTA_RULES, type QuotaContent, type QuotaResults } from '../standard-snapshot.ts';
import { tierWords } from '../tiers.ts';
import { typedFigure } from '../typed-figure.ts';
import { explainQuota, roundingWords } from './explain-quota.ts';

const TIER_FIGURE = /^\/results\/tiers\/(\d+)\/(value|unrounded)$/;

/** Explains a figure of a tier table: a tier's value from its own samples, the main tier's for the whole, a break point. */
export function explainTierTable(snapshot: Snapshot, hash: Hash, pointer: string): Step | undefined {
	const content = snapshot.content as QuotaContent;
	const results = snapshot.results as QuotaResults;
	const own = (at: string): ValueRef => ({ kind: 'frozen', snapshot: hash, pointer: at });
	const unit = unitById(results.unitId).name;
	const step = (label: string, value: string, words: string, inputs: readonly ValueRef[]): Step => ({
		ref: own(pointer),
		label: `${content.title} ${label}`,
		value,
		unit: results.unit,
		method: { id: snapshot.method ?? '', words },
		inputs
	});
	const main = results.tiers?.[results.mainTier ?? 0];
	if ((pointer === '/results/value' || pointer === '/results/unrounded') && main) {
		const field = pointer === '/results/value' ? 'value' : 'unrounded';
		const value = results[field];
		if (value === null) return undefined;
		const words = `样本最多的一档（${tierWords(main, unit)}，${main.n} 个样本）= ${value} ${results.unit}；其他档另列`;
		return step('成本定额', value, words, [own(`/results/tiers/${results.mainTier ?? 0}/${field}`)]);
	}
	const [, at, field] = TIER_FIGURE.exec(pointer) ?? [];
	const tier = results.tiers?.[Number(at)];
	if (tier && field === 'value' && tier.value !== null) {
		const words = `测算值 ${tier.unrounded ?? ''} 按${roundingWords(content.rounding)} = ${tier.value} ${results.unit}`;
		return step(`${tierWords(tier, unit)} 定额`, tier.value, words, [
			own(`/results/tiers/${at ?? ''}/unrounded`),
			own('/content/rounding/places')
		]);
	}
	if (tier && field === 'unrounded' && tier.unrounded !== null) {
		const rule = QUOTA_RULES[content.parameters.statistic ?? 'median'];
		const words = `规模在“${tierWords(tier, unit)}”的 ${tier.n} 个样本的${rule} = ${tier.unrounded} ${results.unit}`;
		const members = tier.members.flatMap((i): ValueRef[] =>
			['comparable', 'output'].map((name) => ({
				kind: 'frozen',
				snapshot: inputHash(snapshot, 'comparison'),
				pointer: `/results/members/${i}/${name}`
			}))
		);
		const breaks = (content.parameters.breaks ?? []).map((_, i) => own(`/content/parameters/breaks/${i}`));
		return step(`${tierWords(tier, unit)} 测算值`, tier.unrounded, words, [...breaks, ...members]);
	}
	const labels = (content.parameters.breaks ?? []).map((_, i): [string, { label: string; unit: string }] => [
		`/content/parameters/breaks/${i}`,
		{ label: `第 ${i + 1} 个分界点`, unit }
	]);
	return (
		typedFigure(snapshot, hash, pointer, Object.fromEntries(labels)) ?? explainQuota(snapshot, hash, pointer)
	);
}
