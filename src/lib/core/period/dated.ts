import type { DateText } from './date.ts';

/**
 * A value with force: from when, until when (exclusive; null = open), and by which document.
 * Correcting is adding a version with a later `version` number, never an edit.
 */
export interface Dated<T> {
	readonly value: T;
	readonly validFrom: DateText;
	readonly validTo: DateText | null;
	readonly version: number;
	readonly document: string;
}

/** The value in force at a date: among those covering it, the latest `validFrom`, then the highest version. */
export function inForce<T>(values: readonly Dated<T>[], at: DateText): Dated<T> | undefined {
	let best: Dated<T> | undefined;
	for (const candidate of values) {
		if (candidate.validFrom > at) continue;
		if (candidate.validTo !== null && candidate.validTo <= at) continue;
		if (!best || later(candidate, best)) best = candidate;
	}
	return best;
}

function later<T>(a: Dated<T>, b: Dated<T>): boolean {
	return a.validFrom === b.validFrom ? a.version > b.version : a.validFrom > b.validFrom;
}
