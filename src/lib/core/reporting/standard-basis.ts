import { compositionWords } from '../standards/composition.ts';
import { payerTableWords } from '../standards/payers.ts';
import {
	QUOTA_FORMS,
	type ExpenditureResults,
	type QuotaContent,
	type QuotaResults
} from '../standards/standard-snapshot.ts';
import { ruleLabel } from '../standards/rules/quota-rule.ts';
import { tierWords } from '../standards/tiers.ts';
import { VERDICTS } from '../standards/verdict.ts';
import { unitById } from '../quantity/units.ts';

export interface DerivedQuota {
	readonly content: QuotaContent;
	readonly results: QuotaResults;
}

/** "回归测算，2025年价格"; a quota that is more or less than one value says so. */
export function standardBasis({ content, results }: DerivedQuota): string {
	return `${ruleLabel(content.rule, content.parameters)}，${results.priceYear}年价格${formWords({ content, results })}`;
}

function formWords({ content: { form }, results: { low, high } }: DerivedQuota): string {
	if (low !== null && high !== null) return `，区间 ${low} 至 ${high} 元`;
	return form === 'floor' || form === 'ceiling' ? `，${QUOTA_FORMS[form]}` : '';
}

/**
 * What a report says of how a quota was derived (DOMAIN §2.8): the conclusion with its reasons, the line and how well it fits
 * where it is a regression, and how the second method agrees with the first.
 */
export function derivationWords(title: string, { content, results }: DerivedQuota): readonly string[] {
	const { verdict, regression, crossCheck, unit } = results;
	const words = [`“${title}”成本定额的结论：${VERDICTS[verdict.kind]}。${verdict.reasons.join('')}`];
	if (regression)
		words.push(
			`回归检验：样本 ${regression.n} 个，R²=${regression.rSquared ?? '无法计算'}，斜率 ${regression.slope}（标准误 ${regression.slopeError}），残差标准差 ${regression.residualDeviation}。`
		);
	if (crossCheck) {
		const other = content.rule === 'engineering' || content.rule === 'market' ? '样本中位数' : '定额测算';
		words.push(`两法互验：${other}为 ${crossCheck.other} ${unit}，与测算值相差 ${crossCheck.percent}%。`);
	}
	const parts = compositionWords(results);
	if (parts !== '') words.push(`费用构成：${parts}；合计 ${results.value ?? ''} ${unit}。`);
	if (content.crossCheck !== '') words.push(`复核情况：${content.crossCheck}`);
	return words;
}

/** What each payer bears of an expenditure standard, for the report; nothing where one payer pays all. */
export function payerSentence(title: string, results: ExpenditureResults): readonly string[] {
	const words = payerTableWords(results);
	return words === '' ? [] : [`“${title}”的分级负担（${results.unit}）：${words}。`];
}

/** The rows of an expenditure standard in a report's table: one for each tier of scale, else one. */
export function standardRows(
	results: ExpenditureResults
): readonly { readonly tier: string; readonly value: string; readonly pointer: string }[] {
	const { tiers, value, unitId } = results;
	if (!tiers) return [{ tier: '', value, pointer: '/results/value' }];
	return tiers.map((tier, i) => ({
		tier: tierWords(tier, unitById(unitId).name),
		value: tier.value,
		pointer: `/results/tiers/${i}/value`
	}));
}
