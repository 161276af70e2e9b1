import { multiply, type Decimal } from '../../decimal/decimal.ts';
import { isError } from '../../formula/value.ts';
import { LIMITS } from '../../limits.ts';
import { fenFromYuan } from '../../money/fen.ts';
import type { Problem } from '../../problem.ts';
import { FACTORS, type Layout } from './layout.ts';
import { roundToFen } from './scaled.ts';
import { BLANK, type Values } from './values.ts';

const LIMIT: number = LIMITS.amountFen;

/**
 * Quantity × price × the factors that are there of every line from `from` to before `end`, in 分 into `into`. Where
 * doubles cannot tell a product, or there is none, `exactly` is asked. Columns as locals, and those that nobody has
 * filled left out: this loop is what editing a large breakdown waits for.
 */
export function computeProducts(
	{ stride }: Layout,
	{ mantissa: m, scale: s, filled }: Values,
	into: Float64Array,
	from: number,
	end: number,
	exactly: (line: number) => number
): void {
	const [price, frequency, months, coefficient] = [stride, 2 * stride, 3 * stride, 4 * stride];
	const [hasFrequency, hasMonths, hasCoefficient] = [filled[2] === 1, filled[3] === 1, filled[4] === 1];
	for (let line = from; line < end; line += 1) {
		let product = (m[line] as number) * (m[line + price] as number);
		let scale = (s[line] as number) + (s[line + price] as number);
		if (hasFrequency) {
			product *= m[line + frequency] as number;
			scale += s[line + frequency] as number;
		}
		if (hasMonths) {
			product *= m[line + months] as number;
			scale += s[line + months] as number;
		}
		if (hasCoefficient) {
			product *= m[line + coefficient] as number;
			scale += s[line + coefficient] as number;
		}
		const amount = roundToFen(product, scale);
		into[line] = amount <= LIMIT && amount >= -LIMIT ? amount : exactly(line);
	}
}

/** The product of a line by its decimals; NaN where a number is missing, a problem beyond the limit of an amount. */
export function exactProduct(layout: Layout, values: Values, line: number): number | Problem {
	if (values.kind[layout.node(0, line)] === BLANK || values.kind[layout.node(1, line)] === BLANK) return NaN;
	let product: Decimal | null = null;
	for (let place = 0; place < FACTORS; place += 1) {
		const factor = values.read(layout.node(place, line));
		if (factor === null) continue;
		if (isError(factor)) return NaN;
		product = product === null ? factor : multiply(product, factor);
	}
	if (product === null) return NaN;
	const amount = fenFromYuan(product, 'half-up');
	return amount.ok ? amount.value : amount.problem;
}
