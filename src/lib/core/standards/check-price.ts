import { dec, multiply, toText, type Decimal } from '../decimal/decimal.ts';
import { ok, refuse, type Result } from '../result.ts';
import { problem } from '../problem.ts';
import type { Snapshot } from '../snapshot/snapshot.ts';
import { claimedProduct } from './coefficients.ts';
import { isFiscal, readPayers, sharedPayment, tableFor } from './payers.ts';
import { payment, readTerms } from './payment.ts';
import type {
	BudgetCheckContent,
	ExpenditureContent,
	ExpenditureResults,
	PayerId
} from './standard-snapshot.ts';

/** What a budget line is held to, 元 per unit and year. */
export interface CheckPrice {
	readonly value: string;
	/** The most it may come to; null where the standard is a floor. */
	readonly most: string | null;
	/** The least it is to come to; null where nothing is asked. */
	readonly least: string | null;
	/** Parts of the treasury's payers in the most it may come to, by which an amount is divided; none where none is named. */
	readonly payers: readonly { readonly payer: PayerId; readonly weight: Decimal }[];
	/** How coefficients moved it, in words; "" where the line claims none. */
	readonly words: string;
}

type Standard = Snapshot<ExpenditureContent, ExpenditureResults>;

/**
 * The standard as it is for one line: its tier, its region and the coefficients it claims, which multiply the cost quota
 * before share, income, ceiling and floor apply. Refuses coefficients the standard does not offer and unknown regions.
 */
export function checkPrice(
	{ content, results }: Standard,
	tier: number | undefined,
	{ coefficients: claimed = [], region = '' }: Pick<BudgetCheckContent, 'coefficients' | 'region'>
): Result<CheckPrice> {
	const product = claimedProduct(content.coefficients ?? [], claimed);
	if (!product.ok) return product;
	const regions = [...new Set((content.payers ?? []).map((row) => row.region.trim()))];
	if (region !== '' && !regions.includes(region))
		return refuse(
			problem('standard/bad-parameter', {
				...{ name: '适用地区', text: region.slice(0, 40) },
				expected: regions.some(Boolean)
					? `${regions.filter(Boolean).join('、')}，其他地区空着`
					: '空着：这项标准各地一样'
			})
		);
	const own = (tier === undefined ? undefined : results.tiers?.[tier]) ?? results;
	const { form } = results;
	const bounds = (value: string, low = value, high = value) => ({
		value,
		most: form === 'floor' ? null : high,
		least: form === 'floor' || form === 'range' ? low : null
	});
	const { quota, quotaLow, quotaHigh } = own;
	if (quota === undefined || (claimed.length === 0 && content.payers === undefined))
		return ok({ ...bounds(own.value, own.low, own.high), payers: [], words: '' });
	const terms = readTerms(content);
	if (!terms.ok) return terms;
	const tables = readPayers(content, results.tiers?.length ?? 0, terms.value);
	if (!tables.ok) return tables;
	const table = tableFor(tables.value, region, tier ?? null);
	const pay = (cost: string) => {
		const moved = multiply(dec(cost), product.value);
		return table
			? sharedPayment(moved, table, terms.value, content.rounding)
			: { ...payment(moved, terms.value, content.rounding), payers: [] };
	};
	const paid = pay(quota);
	// A payer held to its own floor or ceiling has another part in the end of a range than in its middle.
	const { payers } = form === 'range' && quotaHigh !== undefined ? pay(quotaHigh) : paid;
	const end = (cost: string | undefined) => (cost === undefined ? undefined : toText(pay(cost).value));
	const price = toText(paid.value);
	const factors = claimed.map(({ name, value: factor }) => ` × ${name} ${factor}`).join('');
	const moved = `成本定额 ${quota}${factors} = ${toText(multiply(dec(quota), product.value))} 元，支出标准为 ${price} ${results.unit}；`;
	return ok({
		...bounds(price, end(quotaLow), end(quotaHigh)),
		payers: payers.filter(isFiscal).map(({ payer, value }) => ({ payer, weight: value })),
		words: claimed.length > 0 ? moved : ''
	});
}
