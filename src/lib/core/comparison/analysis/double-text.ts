import { canonicalText } from '../../snapshot/canonical.ts';

/** A double as a snapshot keeps it: text of 12 significant digits; null where it is no finite number. */
export function doubleText(value: number): string | null {
	return Number.isFinite(value) ? canonicalText(value) : null;
}
