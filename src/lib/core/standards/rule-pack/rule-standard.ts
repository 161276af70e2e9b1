import type { Step } from '../../address/step.ts';
import type { Hash } from '../../address/value-ref.ts';
import { dec, multiply, parseDecimal, toText } from '../../decimal/decimal.ts';
import { ok, type Result } from '../../result.ts';
import type { Json } from '../../snapshot/canonical.ts';
import type { Method } from '../../snapshot/method.ts';
import type { Snapshot } from '../../snapshot/snapshot.ts';
import { typedFigure, type FigureLabel } from '../typed-figure.ts';
import { checkPack } from './check-pack.ts';
import { formulaReading } from './formula-reading.ts';
import { NO_UNIT, type PackStep, type PackTier, type RulePack } from './rule-pack.ts';

/** 条件规则标准: a rule pack that is, or will be, issued. No inputs; method `standard/rule-pack@1`. */
export type RuleContent = RulePack & { readonly standard: 'rule' };
export type RuleResults = { readonly steps: number };

/** A rule as a standard: nothing to compute but that it is sound, so that whoever applies it can rely on it. */
export const ruleStandard: Method = {
	id: 'standard/rule-pack@1',
	kind: 'standard',
	words: '把文件规定的条件、分档和公式逐条写成可以套用的规则；只在一个地区、依一份文件有效。',
	source: '规则所列的文件和条款',
	compute(_inputs, json): Result<Json> {
		// The content of a rule snapshot has this one type (schema 1).
		const content = json as RuleContent;
		const sound = checkPack(content);
		return sound.ok ? ok({ steps: content.steps.length } satisfies RuleResults) : sound;
	},
	explain: explainRule
};

function explainRule(snapshot: Snapshot, hash: Hash, pointer: string): Step | undefined {
	const content = snapshot.content as RuleContent;
	if (pointer === '/results/steps')
		return {
			ref: { kind: 'frozen', snapshot: hash, pointer },
			label: `${content.title} 步骤数`,
			value: String((snapshot.results as RuleResults).steps),
			unit: '步',
			method: { id: ruleStandard.id, words: `规则共 ${content.steps.length} 步，每步写明条款` },
			inputs: content.steps.map((_, i) => ({
				kind: 'frozen',
				snapshot: hash,
				pointer: `/content/steps/${i}/clause`
			}))
		};
	return typedFigure(snapshot, hash, pointer, labels(content));
}

function labels(content: RuleContent): { readonly [pointer: string]: FigureLabel } {
	const { document } = content;
	const found: { [pointer: string]: FigureLabel } = {
		'/content/region': { label: '适用地区', unit: null, document }
	};
	content.conditions?.forEach(({ words }, i) => {
		found[`/content/conditions/${i}/formula`] = { label: `适用条件：${words}`, unit: null, document };
	});
	content.steps.forEach((step, i) => {
		found[`/content/steps/${i}/clause`] = { label: `${step.name} 的条款`, unit: null, document };
		if (step.kind === 'formula')
			found[`/content/steps/${i}/formula`] = { label: `${step.name} 的公式`, unit: null, document };
	});
	return found;
}

/** What a step says, in words without any answers: what people read before they agree to the rule. */
export function stepRule(step: PackStep, pack: Pick<RulePack, 'inputs' | 'steps'>): string {
	const unit = unitOf(step.kind === 'formula' ? '' : step.of, pack);
	switch (step.kind) {
		case 'formula':
			return formulaReading(step.formula);
		case 'choices':
			return Object.entries(step.values)
				.map(([choice, value]) => `${step.of}为“${choice}”：${value}`)
				.join('；');
		case 'tiers':
			return step.tiers.map((tier) => `${step.of} ${tierWords(tier, unit)}：${tier.value}`).join('；');
		case 'bands':
			return `超额累进：${step.tiers
				.map((tier) => {
					const rate = unit === step.unit ? percent(tier.value) : tier.value;
					return `${step.of} ${tierWords(tier, unit)}的部分 × ${rate}`;
				})
				.join('；')}`;
	}
}

function tierWords({ from, to }: PackTier, unit: string): string {
	const shown = unit === '' || unit === NO_UNIT ? '' : ` ${unit}`;
	if (to === null) return `${from}${shown}及以上`;
	return `${from} 至 ${to}${shown}（不含 ${to}）`;
}

function percent(rate: string): string {
	const read = parseDecimal(rate);
	return read.ok ? `${toText(multiply(read.value, dec(100)))}%` : rate;
}

function unitOf(name: string, { inputs, steps }: Pick<RulePack, 'inputs' | 'steps'>): string {
	const input = inputs.find((candidate) => candidate.name === name);
	if (input?.kind === 'number') return input.unit;
	return steps.find((candidate) => candidate.name === name)?.unit ?? '';
}
