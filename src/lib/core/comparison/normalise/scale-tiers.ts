import { compare, equals, parseDecimal, type Decimal } from '../../decimal/decimal.ts';
import { problem } from '../../problem.ts';
import { ok, refuse, type Result } from '../../result.ts';
import type { ParameterSetContent } from '../comparison-snapshot.ts';
import { entryFor } from './entry.ts';

/** A tier (分档): from the lower bound, included, to the upper, excluded; null = without end. */
export interface Tier {
	readonly key: string;
	readonly from: Decimal;
	readonly to: Decimal | null;
	readonly factor: Decimal;
	readonly pointer: string;
}

const KEY = /^(\d+(?:\.\d+)?)-(\d+(?:\.\d+)?)?$/;

/** The bounds in "0-10000" or "100000-" (and above); undefined for any other text. */
export function tierBounds(key: string): { from: Decimal; to: Decimal | null } | undefined {
	const match = KEY.exec(key);
	const from = match && parseDecimal(match[1] ?? '');
	if (!from?.ok) return undefined;
	if (match?.[2] === undefined) return { from: from.value, to: null };
	const to = parseDecimal(match[2]);
	return to.ok && compare(from.value, to.value) < 0 ? { from: from.value, to: to.value } : undefined;
}

/** The tiers of a series, ascending. Refuses tiers that overlap or leave a gap between them, naming the two. */
export function readTiers(series: ParameterSetContent): Result<readonly Tier[]> {
	const keys = [...new Set(series.entries.map(({ key }) => key))];
	const tiers = keys.flatMap((key): Tier[] => {
		const bounds = tierBounds(key);
		const entry = entryFor(series, key);
		return bounds && entry && entry.value.coefficient > 0n
			? [{ key, ...bounds, factor: entry.value, pointer: entry.pointer }]
			: [];
	});
	tiers.sort((a, b) => compare(a.from, b.from));
	for (const [i, tier] of tiers.entries()) {
		const next = tiers[i + 1];
		if (next && !(tier.to !== null && equals(tier.to, next.from)))
			return refuse(
				problem('comparison/tiers-broken', { series: series.name, first: tier.key, second: next.key })
			);
	}
	return ok(tiers);
}
