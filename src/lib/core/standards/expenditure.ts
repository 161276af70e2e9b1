import type { Step } from '../address/step.ts';
import type { Hash, ValueRef } from '../address/value-ref.ts';
import {
	compare,
	dec,
	isNegative,
	multiply,
	ONE,
	round,
	subtract,
	toFixedText,
	toText,
	ZERO,
	type Decimal
} from '../decimal/decimal.ts';
import { problem } from '../problem.ts';
import { unitById } from '../quantity/units.ts';
import { ok, refuse, type Result } from '../result.ts';
import type { Json } from '../snapshot/canonical.ts';
import type { InputSnapshots, Method } from '../snapshot/method.ts';
import type { Snapshot } from '../snapshot/snapshot.ts';
import { checkCoefficients } from './coefficients.ts';
import { inputHash, inputOf } from './inputs.ts';
import { readParameter } from './parameter.ts';
import type {
	ExpenditureContent,
	ExpenditureResults,
	QuotaContent,
	QuotaResults
} from './standard-snapshot.ts';
import { tierWords } from './tiers.ts';
import { typedFigure } from './typed-figure.ts';
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

function computeExpenditure(inputs: InputSnapshots, json: Json): Result<Json> {
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
		calculation(toFixedText(dec(value), places), quota.unit, parameters.value, made, content);
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

export type PaymentTerms = {
	readonly share: Decimal;
	readonly income: Decimal;
	readonly ceiling: Decimal | null;
};

/** Share, income and ceiling of an expenditure standard as numbers within their bounds. */
export function readTerms(content: ExpenditureContent): Result<PaymentTerms> {
	const amount = { from: ZERO, words: '不小于 0 的金额（元）' };
	const share = readParameter('财政负担比例', content.fiscalShare, {
		from: ZERO,
		to: ONE,
		words: '0 到 1 之间的比例（即 0% 到 100%）'
	});
	if (!share.ok) return share;
	const income = readParameter('单位自有收入', content.ownIncome, amount);
	if (!income.ok) return income;
	if (content.ceiling === null) return ok({ share: share.value, income: income.value, ceiling: null });
	const ceiling = readParameter('上限', content.ceiling, amount);
	return ceiling.ok ? ok({ share: share.value, income: income.value, ceiling: ceiling.value }) : ceiling;
}

export type Payment = {
	readonly net: Decimal;
	readonly value: Decimal;
	readonly bound: 'floor' | 'ceiling' | null;
};

/** 元 per unit and year: exact until the one rounding at the end; never below zero, never above the ceiling. */
export function payment(
	quota: Decimal,
	{ share, income, ceiling }: PaymentTerms,
	rounding: ExpenditureContent['rounding']
): Payment {
	const net = subtract(multiply(quota, share), income);
	const rounded = (value: Decimal) => round(value, rounding.places, rounding.mode);
	if (isNegative(net)) return { net, value: ZERO, bound: 'floor' };
	if (!ceiling || compare(net, ceiling) <= 0) return { net, value: rounded(net), bound: null };
	// Rounding a ceiling up would pay more than the ceiling: it is cut, not rounded.
	return { net, value: round(ceiling, rounding.places, 'down'), bound: 'ceiling' };
}

function calculation(
	quota: string,
	unit: string,
	{ share, income, ceiling }: PaymentTerms,
	{ net, value, bound }: Payment,
	{ rounding }: ExpenditureContent
): string {
	const deduction = income.coefficient === 0n ? '' : ` − 单位自有收入 ${toText(income)} 元`;
	const formula = `成本定额 ${quota} ${unit} × 财政负担比例 ${toText(multiply(share, dec(100)))}%${deduction}`;
	const shown = `${toFixedText(value, rounding.places)} ${unit}`;
	if (bound === 'floor')
		return `${formula} = ${toText(net)} 元，自有收入已超过财政应负担部分，财政支出标准为 ${shown}`;
	if (bound === 'ceiling')
		return `${formula} = ${toText(net)} 元，高于上限 ${ceiling ? toText(ceiling) : ''} 元，财政支出标准取上限 ${shown}`;
	const within = ceiling ? `，不超过上限 ${toText(ceiling)} 元` : '';
	const exact = compare(net, value) === 0 ? '' : ` = ${toText(net)} 元，取整`;
	return `${formula}${exact} = ${shown}${within}`;
}

function explainExpenditure(snapshot: Snapshot, hash: Hash, pointer: string): Step | undefined {
	const content = snapshot.content as ExpenditureContent;
	const results = snapshot.results as ExpenditureResults;
	const own = (at: string): ValueRef => ({ kind: 'frozen', snapshot: hash, pointer: at });
	if (pointer === '/results/value') {
		const parameters = [
			'/content/fiscalShare',
			'/content/ownIncome',
			...(content.ceiling === null ? [] : ['/content/ceiling'])
		];
		return {
			ref: own(pointer),
			label: `${content.title} 财政支出标准`,
			value: results.value,
			unit: results.unit,
			method: { id: expenditureStandard.id, words: results.words },
			inputs: [
				{ kind: 'frozen', snapshot: inputHash(snapshot, 'quota'), pointer: '/results/value' },
				...parameters.map(own)
			]
		};
	}
	const at = /^\/results\/tiers\/(\d+)\/value$/.exec(pointer)?.[1];
	const tier = results.tiers?.[Number(at)];
	if (tier)
		return {
			ref: own(pointer),
			label: `${content.title} 财政支出标准（${tierWords(tier, unitById(results.unitId).name)}）`,
			value: tier.value,
			unit: results.unit,
			method: { id: expenditureStandard.id, words: tier.words },
			inputs: [
				{
					kind: 'frozen',
					snapshot: inputHash(snapshot, 'quota'),
					pointer: `/results/tiers/${at ?? ''}/value`
				},
				own('/content/fiscalShare'),
				own('/content/ownIncome'),
				...(content.ceiling === null ? [] : [own('/content/ceiling')])
			]
		};
	return typedFigure(snapshot, hash, pointer, {
		'/content/fiscalShare': { label: '财政负担比例', unit: null },
		'/content/ownIncome': { label: '单位自有收入', unit: results.unit },
		'/content/ceiling': { label: '上限', unit: results.unit },
		'/content/oldStandard': { label: '原支出标准', unit: null },
		'/content/standing/nationalBase/value': {
			label: '国家基础标准',
			unit: results.unit,
			document: content.standing?.nationalBase?.document ?? ''
		},
		'/content/rounding/places': { label: '保留小数位数', unit: '位' }
	});
}
