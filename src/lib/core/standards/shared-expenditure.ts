import { dec, toFixedText, toText, equals, type Decimal } from '../decimal/decimal.ts';
import { problem } from '../problem.ts';
import { ok, refuse, type Result } from '../result.ts';
import type { Json } from '../snapshot/canonical.ts';
import type { InputSnapshots, Method } from '../snapshot/method.ts';
import type { Snapshot } from '../snapshot/snapshot.ts';
import { computeExpenditure, expenditureStandard } from './expenditure.ts';
import { explainSharedExpenditure } from './explain-shared-expenditure.ts';
import { inputOf } from './inputs.ts';
import { readPayers, sharedPayment, tableFor, type SharedBy } from './payers.ts';
import { payment, paymentWords, readTerms, type PaymentTerms } from './payment.ts';
import {
	PAYERS,
	type ExpenditureContent,
	type ExpenditureResults,
	type ExpenditureTier,
	type PayerTable,
	type QuotaContent,
	type QuotaForm,
	type QuotaResults
} from './standard-snapshot.ts';

/** The expenditure standard with a floor, the range or bound of its quota, and what each payer bears (分级负担). */
export const sharedExpenditure: Method = {
	id: 'standard/expenditure@2',
	kind: 'standard',
	words:
		'财政支出标准 = max（下限，min（成本定额 × 财政负担比例 − 单位自有收入，上限））；由几方负担的，财政各方按比例分担、合计一分不差，触及自身下限或上限的一方按其下限或上限，其余各方按比例分担余下部分。',
	source: '成本预算绩效管理“三个标准”中的财政支出标准；财政事权和支出责任划分中的分级负担和配套',
	compute: computeShared,
	explain: explainSharedExpenditure
};

/** The first version says all there is to say of one value that one payer pays; whatever says more is frozen by the second. */
export function expenditureMethod(content: ExpenditureContent, form: QuotaForm): Method {
	const more = content.floor !== undefined || content.payers !== undefined || form !== 'point';
	return more ? sharedExpenditure : expenditureStandard;
}

function computeShared(inputs: InputSnapshots, json: Json): Result<Json> {
	// The content of an expenditure snapshot, and its input, have these types (schema 1).
	const content = json as ExpenditureContent;
	const quota = inputOf(inputs, 'quota').snapshot as Snapshot<QuotaContent, QuotaResults>;
	const { form } = quota.content;
	// What may not be undercut cannot be what may not be exceeded.
	if (form === 'floor' && content.force === 'ceiling')
		return refuse(problem('standard/floor-as-ceiling', {}));
	const plain = computeExpenditure(inputs, json);
	if (!plain.ok) return plain;
	const terms = readTerms(content);
	if (!terms.ok) return terms;
	const tables = readPayers(content, quota.results.tiers?.length ?? 0, terms.value);
	if (!tables.ok) return tables;
	// The first version has this one type of results.
	const results = plain.value as ExpenditureResults;
	const pay = payer(quota, content, terms.value, tables.value);
	const main = pay('', quota.results.mainTier ?? null, quota.results.value ?? '0');
	const tiers = results.tiers?.map((tier, i): ExpenditureTier => {
		const own = quota.results.tiers?.[i];
		const { value, words } = pay('', i, own?.value ?? '0');
		return {
			...tier,
			value,
			words,
			quota: own?.value ?? '0',
			...ends(own ?? null, (cost) => pay('', i, cost).value)
		};
	});
	return ok({
		...results,
		...{ value: main.value, words: main.words, quota: quota.results.value ?? '0' },
		...(tiers ? { tiers } : {}),
		...(form === 'point' ? {} : { form }),
		...ends(quota.results, (cost) => pay('', quota.results.mainTier ?? null, cost).value),
		...(tables.value.length > 0 ? { payers: payerTables(quota.results, tables.value, pay) } : {})
	} satisfies ExpenditureResults);
}

type Paid = Pick<PayerTable, 'value' | 'payers' | 'words'>;
type Pay = (region: string, tier: number | null, quota: string) => Paid;

/** What is paid of a cost in a region and tier, and by whom. */
function payer(
	quota: Snapshot<QuotaContent, QuotaResults>,
	content: ExpenditureContent,
	terms: PaymentTerms,
	tables: readonly SharedBy[]
): Pay {
	const { rounding } = content;
	return (region, tier, text) => {
		const cost = dec(text);
		const table = tableFor(tables, region, tier);
		const share = table?.fiscalShare ?? terms.share;
		const own = payment(cost, { ...terms, share }, rounding);
		const shown = toFixedText(cost, quota.content.rounding.places);
		const words = paymentWords(shown, quota.results.unit, { ...terms, share }, own, content);
		if (!table) return { value: toText(own.value), payers: [], words };
		const { value, payers } = sharedPayment(cost, table, terms, rounding);
		const parts = payers.map(
			(part) => `${PAYERS[part.payer]} ${toFixedText(part.value, rounding.places)} 元`
		);
		const moved = movedWords(own.value, value, rounding.places);
		return {
			value: toText(value),
			payers: payers.map((part) => ({ ...part, share: toText(part.share), value: toText(part.value) })),
			words: `${words}${moved}；其中 ${parts.join('、')}`
		};
	};
}

function movedWords(own: Decimal, value: Decimal, places: number): string {
	return equals(own, value) ? '' : `；按各方的下限、上限合计为 ${toFixedText(value, places)} 元`;
}

/** The ends of a range as they are paid; nothing where the quota is one value. */
function ends(
	quota: Pick<QuotaResults, 'low' | 'high'> | null,
	pay: (cost: string) => string
): Pick<ExpenditureTier, 'low' | 'high' | 'quotaLow' | 'quotaHigh'> {
	if (quota === null || quota.low === null || quota.high === null) return {};
	const { low, high } = quota;
	return { low: pay(low), high: pay(high), quotaLow: low, quotaHigh: high };
}

/** A table for every region that payers are given for, and every tier of the quota. */
function payerTables(quota: QuotaResults, tables: readonly SharedBy[], pay: Pay): readonly PayerTable[] {
	const regions = [...new Set(['', ...tables.map(({ region }) => region)])];
	const tiers: readonly { readonly tier: number | null; readonly value: string | null }[] = quota.tiers?.map(
		({ value }, tier) => ({ tier, value })
	) ?? [{ tier: null, value: quota.value }];
	return regions.flatMap((region) =>
		tiers.map(({ tier, value }) => ({ region, tier, ...pay(region, tier, value ?? '0') }))
	);
}
