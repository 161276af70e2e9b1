import { dec, round, toFixedText, toText } from '#lib/core/decimal/decimal.ts';
import { LIMITS } from '#lib/core/limits.ts';
import { groupThousands } from '#lib/core/money/fen.ts';

/** A unit cost on the screen: four decimals, as golden tables and reviewers' sheets carry. */
export function shownCost(text: string): string {
	return groupThousands(toFixedText(dec(text), 4));
}

/** A unit cost with all its decimals, where the figures shown are parts of one that they must add up to. */
export function shownWhole(text: string): string {
	return groupThousands(toFixedText(dec(text), LIMITS.unitCostScale));
}

/** A factor on the screen: as many decimals as it has, at most six. */
export function shownFactor(text: string): string {
	return toText(round(dec(text), 6, 'half-up'));
}

/** An output on the screen: at most two decimals. */
export function shownOutput(text: string): string {
	return groupThousands(toText(round(dec(text), 2, 'half-up')));
}
