import { applies, STATUS_WORDS, type StatusOnDate } from '../look-up.ts';
import { coversRegion, regionDepth } from './region.ts';

/** As much of an issued rule as decides whether it applies to a budget. */
export interface MatchableRule {
	readonly code: string;
	readonly title: string;
	readonly region: string;
	/** 适用事项; "" where the rule names none. */
	readonly matter: string;
	/** On the day of the review. */
	readonly status: StatusOnDate;
}

/**
 * The one rule in force that applies to a matter in a region: of those that cover the region the most specific one. A text
 * says why there is none, or between which a person has to choose. `matter` is the matter itself or the code of a rule.
 */
export function matchRule<R extends MatchableRule>(
	{ matter, region }: { readonly matter: string; readonly region: string },
	rules: readonly R[]
): R | string {
	const asked = rules.filter((rule) => rule.code === matter || (matter !== '' && rule.matter === matter));
	if (asked.length === 0) return `没有适用于“${matter}”的条件规则；`;
	const current = asked.filter(({ status }) => applies(status));
	if (current.length === 0)
		return `规则 ${asked[0]?.code ?? matter} 当日的状态是“${STATUS_WORDS[asked[0]?.status ?? 'expired']}”，不能套用；`;
	const regions = [...new Set(current.map((rule) => rule.region))].join('、');
	if (region.trim() === '') return `“${matter}”的规则只在${regions}有效，没有填写项目所在地区，不能判断；`;
	const covering = current.filter((rule) => coversRegion(rule.region, region));
	if (covering.length === 0)
		return `“${matter}”的规则只在${regions}有效，项目在“${region.trim()}”，不能套用；`;
	const depth = Math.max(...covering.map((rule) => regionDepth(rule.region)));
	const [only, ...others] = covering.filter((rule) => regionDepth(rule.region) === depth);
	if (only && others.length === 0) return only;
	const codes = [only, ...others].flatMap((rule) => (rule ? [rule.code] : [])).join('、');
	return `“${matter}”在${region.trim()}有 ${1 + others.length} 套规则适用（${codes}），请写明用哪一套的编号；`;
}

/** Why this rule was taken and no other that covers the place; "" where no other does. */
export function nearestRuleWords<R extends MatchableRule>(
	chosen: R,
	region: string,
	rules: readonly R[]
): string {
	const wider = rules.filter(
		(rule) =>
			rule !== chosen &&
			rule.matter !== '' &&
			rule.matter === chosen.matter &&
			applies(rule.status) &&
			coversRegion(rule.region, region)
	);
	if (wider.length === 0) return '';
	return `${chosen.region}的规则优先于${wider.map((rule) => rule.region).join('、')}的规则；`;
}
