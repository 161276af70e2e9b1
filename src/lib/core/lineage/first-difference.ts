import { pointer } from '../address/value-ref.ts';
import { canonicalText, type Json } from '../snapshot/canonical.ts';

export interface Difference {
	/** JSON pointer below the two values. */
	readonly pointer: string;
	/** Canonical text on either side; "(无)" where that side has nothing. */
	readonly stored: string;
	readonly recomputed: string;
}

/** The first place, in canonical order, where two values differ; null when their canonical texts are equal. */
export function firstDifference(
	stored: Json | undefined,
	recomputed: Json | undefined,
	path: readonly (string | number)[] = []
): Difference | null {
	if (shown(stored) === shown(recomputed)) return null;
	for (const key of commonKeys(stored, recomputed)) {
		const found = firstDifference(member(stored, key), member(recomputed, key), [...path, key]);
		if (found) return found;
	}
	return { pointer: pointer(path), stored: shown(stored), recomputed: shown(recomputed) };
}

/** Keys to descend into: of both sides when both are objects or both arrays, else none. */
function commonKeys(a: Json | undefined, b: Json | undefined): string[] {
	if (!isContainer(a) || !isContainer(b) || Array.isArray(a) !== Array.isArray(b)) return [];
	const keys = new Set([...Object.keys(a), ...Object.keys(b)]);
	return Array.isArray(a) ? [...keys].sort((x, y) => Number(x) - Number(y)) : [...keys].sort();
}

function member(value: Json | undefined, key: string): Json | undefined {
	return isContainer(value) && Object.hasOwn(value, key) ? value[key] : undefined;
}

// Arrays and objects alike, seen by their keys.
function isContainer(value: Json | undefined): value is { readonly [key: string]: Json } {
	return typeof value === 'object' && value !== null;
}

function shown(value: Json | undefined): string {
	return value === undefined ? '（无）' : canonicalText(value);
}
