import * as v from 'valibot';
import { LIMITS } from '#lib/core/limits.ts';
import { problem } from '#lib/core/problem.ts';
import { ok, refuse, type Result } from '#lib/core/result.ts';
import { storableText } from '#lib/core/snapshot/storable-text.ts';
import type { StandardDraft } from '#lib/core/standards/draft.ts';
import { TIER_STATISTICS } from '#lib/core/standards/rules/tier-table.ts';
import {
	PAYERS,
	QUOTA_FORMS,
	QUOTA_RULES,
	type PayerId,
	type QuotaForm,
	type QuotaRule
} from '#lib/core/standards/standard-snapshot.ts';

const MOST_ITEMS = 200;
const MOST_PLACES = 6;

const name = v.pipe(v.string(), v.transform(storableText), v.trim(), v.maxLength(LIMITS.nameLength));
const remark = v.pipe(v.string(), v.transform(storableText), v.trim(), v.maxLength(LIMITS.remarkLength));
const rounding = v.strictObject({
	places: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(MOST_PLACES)),
	mode: v.picklist(['half-up', 'half-even'])
});

const standing = v.strictObject({
	tier: name,
	region: name,
	clauses: v.strictObject({ service: name, quota: name, expenditure: name }),
	nationalBase: v.nullable(v.strictObject({ document: name, clause: name, value: name, reason: remark })),
	derivedFrom: v.nullable(
		v.strictObject({
			code: name,
			title: name,
			organisation: name,
			document: name,
			value: name,
			hash: v.exactOptional(name)
		})
	)
});

// The keys of the table are exactly its payers.
const payerId = v.picklist(Object.keys(PAYERS) as PayerId[]);
const payer = v.strictObject({
	payer: payerId,
	...{ region: name, tier: name, share: name, floor: name, ceiling: name },
	matches: v.union([v.literal(''), payerId])
});

const draftSchema = v.strictObject({
	code: name,
	title: name,
	service: v.strictObject({
		grade: name,
		items: v.pipe(
			v.array(v.strictObject({ item: name, frequency: name, quality: remark, check: remark, basis: remark })),
			v.maxLength(MOST_ITEMS)
		)
	}),
	quota: v.strictObject({
		rule: v.picklist(Object.keys(QUOTA_RULES) as QuotaRule[]),
		parameters: v.strictObject({
			percentile: v.exactOptional(name),
			value: v.exactOptional(name),
			document: v.exactOptional(name),
			reason: v.exactOptional(remark),
			model: v.exactOptional(v.picklist(['linear', 'log'])),
			reference: v.exactOptional(name),
			quotes: v.exactOptional(
				v.pipe(v.array(v.strictObject({ source: name, date: name, price: name })), v.maxLength(MOST_ITEMS))
			),
			take: v.exactOptional(v.picklist(['mean', 'lowest'])),
			breaks: v.exactOptional(v.pipe(v.array(name), v.maxLength(MOST_ITEMS))),
			statistic: v.exactOptional(v.picklist(TIER_STATISTICS))
		}),
		buildUp: v.exactOptional(
			v.strictObject({
				code: name,
				name,
				version: v.pipe(v.number(), v.integer(), v.minValue(1)),
				times: name,
				hash: v.exactOptional(name)
			})
		),
		form: v.picklist(Object.keys(QUOTA_FORMS) as QuotaForm[]),
		composition: v.exactOptional(v.picklist(['set', 'build-up'])),
		rounding,
		crossCheck: remark,
		note: remark
	}),
	expenditure: v.strictObject({
		fiscalShare: name,
		ownIncome: name,
		ceiling: v.nullable(name),
		floor: v.exactOptional(name),
		payers: v.exactOptional(v.pipe(v.array(payer), v.maxLength(MOST_ITEMS))),
		force: v.picklist(['ceiling', 'fixed', 'reference', 'range']),
		conditions: v.pipe(v.array(v.pipe(remark, v.minLength(1))), v.maxLength(MOST_ITEMS)),
		coefficients: v.exactOptional(
			v.pipe(
				v.array(v.strictObject({ name, condition: remark, low: name, high: name })),
				v.maxLength(MOST_ITEMS)
			)
		),
		oldStandard: remark,
		rounding,
		standing: v.exactOptional(standing)
	})
});

const FIELD_WORDS: { readonly [field: string]: string } = {
	code: '标准编号',
	title: '标准名称',
	service: '公共服务标准',
	quota: '成本定额标准',
	expenditure: '财政支出标准'
};

/** Reads a draft as a page or a file sends it; numbers stay text and are judged by the methods that use them. */
export function parseDraft(input: unknown): Result<StandardDraft> {
	const parsed = v.safeParse(draftSchema, input);
	if (parsed.success) return ok(parsed.output);
	const top = String(parsed.issues[0].path?.[0]?.key ?? '');
	return refuse(problem('standard/draft-malformed', { field: FIELD_WORDS[top] ?? '全部' }));
}
