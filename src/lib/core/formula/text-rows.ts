import type { FormulaValue } from './value.ts';

/**
 * What is known of a column of texts. The first questions are answered by going over the column; who asks again gets an
 * index of all its texts, so that hundreds of SUMIF over one column cost one pass.
 */
interface Known {
	asked: number;
	index: TextIndex | null;
}

/** Rows by the hash of their text: `first` of each bucket, then the `next` of each row in rising order, until -1. */
interface TextIndex {
	readonly first: Int32Array;
	readonly next: Int32Array;
	readonly hashes: Int32Array;
}

/** Questions that are answered without an index, which takes as long as some of them. */
const ASKED_BEFORE = 4;

/** Columns are never changed, so that what is known of one stays true as long as it lives. Null: not only texts. */
const KNOWN = new WeakMap<readonly FormulaValue[], Known | null>();

/**
 * The rows in which a text (in lower case) stands, in order and without regard to case; undefined where the column holds
 * anything but texts and blanks.
 */
export function rowsOfText(column: readonly FormulaValue[], lower: string): readonly number[] | undefined {
	let known = KNOWN.get(column);
	if (known === undefined) KNOWN.set(column, (known = isOfTexts(column) ? { asked: 0, index: null } : null));
	if (known === null) return undefined;
	known.asked += 1;
	return known.asked <= ASKED_BEFORE
		? scanned(column, lower)
		: found(column, lower, (known.index ??= indexOf(column)));
}

function isOfTexts(column: readonly FormulaValue[]): boolean {
	return column.every((cell) => cell === null || typeof cell === 'string');
}

function scanned(column: readonly FormulaValue[], lower: string): readonly number[] {
	const rows: number[] = [];
	// Only \u0130 gets longer in lower case, by the sign \u0307: all other texts that are equal are equally long.
	const anyLength = lower.includes('\u0307');
	for (let row = 0; row < column.length; row += 1) {
		const cell = column[row];
		if (typeof cell !== 'string' || (cell.length !== lower.length && !anyLength)) continue;
		if (cell === lower || lowerOf(cell) === lower) rows.push(row);
	}
	return rows;
}

function found(column: readonly FormulaValue[], lower: string, index: TextIndex): readonly number[] {
	const { first, next, hashes } = index;
	const rows: number[] = [];
	const hash = hashOf(lower);
	for (let row = first[hash & (first.length - 1)] as number; row >= 0; row = next[row] as number) {
		const cell = column[row];
		if (hashes[row] !== hash || typeof cell !== 'string') continue;
		if (cell === lower || lowerOf(cell) === lower) rows.push(row);
	}
	return rows;
}

function indexOf(column: readonly FormulaValue[]): TextIndex {
	const buckets = 2 ** Math.ceil(Math.log2(column.length + 1));
	const first = new Int32Array(buckets).fill(-1);
	const next = new Int32Array(column.length);
	const hashes = new Int32Array(column.length);
	for (let row = column.length - 1; row >= 0; row -= 1) {
		const cell = column[row];
		if (typeof cell !== 'string') continue;
		const hash = hashOf(lowerOf(cell));
		const bucket = hash & (buckets - 1);
		hashes[row] = hash;
		next[row] = first[bucket] as number;
		first[bucket] = row;
	}
	return { first, next, hashes };
}

/** Characters at either end of a text that make its hash: long texts are told apart by comparing them. */
const HASHED = 24;

function hashOf(text: string): number {
	let hash = text.length;
	for (let at = 0; at < text.length; at += 1) {
		if (at === HASHED && text.length > 2 * HASHED) at = text.length - HASHED;
		hash = (Math.imul(hash, 31) + text.charCodeAt(at)) | 0;
	}
	return hash ^ (hash >>> 15);
}

/** As `toLowerCase`, which takes far longer on texts without any letter that has a case, such as Chinese ones. */
function lowerOf(text: string): string {
	for (let at = 0; at < text.length; at += 1) {
		const code = text.charCodeAt(at);
		if ((code >= 0x41 && code <= 0x5a) || (code > 0xb4 && code < 0x2e80) || code > 0xa63f)
			return text.toLowerCase();
	}
	return text;
}
