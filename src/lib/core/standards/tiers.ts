import { compare, dec, toText, type Decimal } from '../decimal/decimal.ts';
import { groupThousands } from '../money/fen.ts';

/** A span of scale: lower bound included, upper bound excluded; null = without end. */
export interface Span {
	readonly from: string;
	readonly to: string | null;
}

/** Index of the tier a scale falls into. Tiers begin at zero and follow each other without gap, so every scale has one. */
export function tierAt(tiers: readonly Span[], scale: Decimal): number {
	return tiers.findIndex(({ from, to }) => holds(scale, from, to));
}

function holds(scale: Decimal, from: string, to: string | null): boolean {
	return compare(scale, dec(from)) >= 0 && (to === null || compare(scale, dec(to)) < 0);
}

/** "50,000 平方米以下", "50,000 至 200,000 平方米（不含）", "200,000 平方米及以上". */
export function tierWords({ from, to }: Span, unit: string): string {
	const low = dec(from);
	if (to === null) return low.coefficient === 0n ? '各种规模' : `${shown(low)} ${unit}及以上`;
	return low.coefficient === 0n
		? `${shown(dec(to))} ${unit}以下`
		: `${shown(low)} 至 ${shown(dec(to))} ${unit}（不含）`;
}

function shown(value: Decimal): string {
	return groupThousands(toText(value));
}
