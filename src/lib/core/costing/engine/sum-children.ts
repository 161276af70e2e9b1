import { isError, type FormulaError } from '../../formula/value.ts';
import { LIMITS } from '../../limits.ts';
import { BLANK, BOXED, SMALL, type Values } from './values.ts';

/**
 * Sums the children of one line in one column (`base`), for formulas that read the sum before all sums are made: the
 * first error stands, blanks are passed over, and all blank is blank.
 */
export function sumChildren(values: Values, base: number, line: number, children: readonly number[]): void {
	const { mantissa, kind, boxed } = values;
	let sum = 0;
	let volume = 0;
	let filled = false;
	let error: FormulaError | undefined;
	for (const child of children) {
		const amount = mantissa[base + child] as number;
		sum += amount;
		volume += Math.abs(amount);
		filled ||= kind[base + child] !== BLANK;
		const value = kind[base + child] === BOXED ? boxed.get(base + child) : undefined;
		if (value && isError(value)) error ??= value;
	}
	if (volume > LIMITS.amountFen)
		sum = Number(children.reduce((all, child) => all + BigInt(mantissa[base + child] as number), 0n));
	mantissa[base + line] = sum;
	kind[base + line] = error ? BOXED : filled ? SMALL : BLANK;
	if (error) boxed.set(base + line, error);
	else boxed.delete(base + line);
}
