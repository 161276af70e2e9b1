import { dec, toFixedText, toText } from '../decimal/decimal.ts';
import { problem } from '../problem.ts';
import { ok, refuse, type Result } from '../result.ts';
import type { Json } from '../snapshot/canonical.ts';
import type { InputSnapshots, Method } from '../snapshot/method.ts';
import type { Snapshot } from '../snapshot/snapshot.ts';
import { checkCoefficients } from './coefficients.ts';
import { explainExpenditure } from './explain-expenditure.ts';
import { inputOf } from './inputs.ts';
import { payment, paymentWords, readTerms, type Payment } from './payment.ts';
import type {
	ExpenditureContent,
	ExpenditureResults,
	QuotaContent,
	QuotaResults
} from './standard-snapshot.ts';
import { VERDICTS } from './verdict.ts';

/** 执行口径 of an expenditure standard, in the words of budget documents. */
export const FORCES: { readonly [F in ExpenditureContent['force']]: string } = {
	ceiling: '不得超过',
	fixed: '按此安排',
	reference: '参考',
	range: '区间内安排'
};

/** 财政支出标准: min(定额 × 财政负担比例 − 自有收入, 上限), DOMAIN §2.9, rounded once by the stored rule. */
export const expenditureStandard: Method = {
	id: 'standard/expenditure@1',
	kind: 'standard',
	words: '财政支出标准 = min（成本定额 × 财政负担比例 − 单位自有收入，上限）。',
	source: '成本预算绩效管理“三个标准”中的财政支出标准',
	compute: computeExpenditure,
	explain: explainExpenditure
};

/** The first version of the rule; what it is told beyond it is the business of the second (`sharedExpenditure`). */
export function computeExpenditure(inputs: InputSnapshots, json: Json): Result<Json> {
	// The content of an expenditure snapshot, and its input, have these types (schema 1).
	const content = json as ExpenditureContent;
	const quotaSnapshot = inputOf(inputs, 'quota').snapshot as Snapshot<QuotaContent, QuotaResults>;
	const quota = quotaSnapshot.results;
	if (quota.value === null)
		return refuse(problem('standard/no-quota-value', { verdict: VERDICTS[quota.verdict.kind] }));
	const parameters = readTerms(content);
	if (!parameters.ok) return parameters;
	const { coefficients = [] } = content;
	const sound = checkCoefficients(coefficients);
	if (!sound.ok) return sound;
	const adjustable = coefficients.length > 0;
	const paid = payment(dec(quota.value), parameters.value, content.rounding);
	const { places } = quotaSnapshot.content.rounding;
	const written = (value: string, made: Payment) =>
		paymentWords(toFixedText(dec(value), places), quota.unit, parameters.value, made, content);
	const tiers = quota.tiers?.map((tier) => {
		// A table whose quota has a value has one in every tier.
		const own = tier.value ?? '0';
		const made = payment(dec(own), parameters.value, content.rounding);
		const { from, to } = tier;
		const quotaOf = adjustable ? { quota: own } : {};
		return { from, to, value: toText(made.value), words: written(own, made), ...quotaOf };
	});
	const results: ExpenditureResults = {
		value: toText(paid.value),
		unit: quota.unit,
		unitId: quota.unitId,
		priceYear: quota.priceYear,
		category: quota.category,
		words: written(quota.value, paid),
		...(tiers ? { tiers } : {}),
		...(adjustable ? { quota: quota.value } : {})
	};
	return ok(results);
}
