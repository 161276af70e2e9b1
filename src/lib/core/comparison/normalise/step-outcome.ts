import { round, toText, type Decimal } from '../../decimal/decimal.ts';
import type { StepId } from '../comparison-snapshot.ts';

/** What one normalisation step did to one value. */
export interface StepOutcome {
	readonly step: StepId;
	/** "normalise/…@version" */
	readonly method: string;
	readonly factor: Decimal;
	readonly value: Decimal;
	/** Pointers of the parameter entries read. */
	readonly read: readonly string[];
	readonly words: string;
}

/** A number inside a sentence: six decimals are enough to follow it; the exact value stands beside the sentence. */
export function shown(value: Decimal): string {
	return toText(round(value, 6, 'half-up'));
}
