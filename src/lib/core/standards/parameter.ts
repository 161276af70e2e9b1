import { compare, parseDecimal, type Decimal } from '../decimal/decimal.ts';
import { problem } from '../problem.ts';
import { ok, refuse, type Result } from '../result.ts';

/** Reads a typed parameter and holds it against its bounds; the refusal names it in the user's words. */
export function readParameter(
	name: string,
	text: string,
	bounds: { readonly from: Decimal; readonly to?: Decimal; readonly words: string }
): Result<Decimal> {
	const value = parseDecimal(text);
	const good =
		value.ok &&
		compare(value.value, bounds.from) >= 0 &&
		(!bounds.to || compare(value.value, bounds.to) <= 0);
	if (!good)
		return refuse(
			problem('standard/bad-parameter', { name, text: text.slice(0, 40), expected: bounds.words })
		);
	return ok(value.value);
}
