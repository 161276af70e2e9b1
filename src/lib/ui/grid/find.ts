import type { SheetColumn } from './column-sets.ts';

/** What is looked for. */
export interface Query {
	readonly text: string;
	readonly matchCase: boolean;
	/** The whole cell must be the text, not only contain it. */
	readonly wholeCell: boolean;
}

/** A cell that has it: by the index of its line in the tree. */
export interface Hit {
	readonly index: number;
	readonly column: SheetColumn;
}

/** Does a cell's text have what is looked for? An empty question finds nothing. */
export function matches(text: string, query: Query): boolean {
	if (query.text === '') return false;
	const inside = query.matchCase ? text : text.toLowerCase();
	const wanted = query.matchCase ? query.text : query.text.toLowerCase();
	return query.wholeCell ? inside === wanted : inside.includes(wanted);
}

/**
 * Every hit, line by line and from left to right: in the lines, whether they are on the screen or not. A cell may have
 * several texts, what it shows and what one edits.
 */
export function findHits(
	lines: number,
	columns: readonly SheetColumn[],
	query: Query,
	textsAt: (index: number, column: SheetColumn) => readonly string[]
): readonly Hit[] {
	if (query.text === '') return [];
	const hits: Hit[] = [];
	for (let index = 0; index < lines; index += 1)
		for (const column of columns)
			if (textsAt(index, column).some((text) => matches(text, query))) hits.push({ index, column });
	return hits;
}

/** The text with every occurrence replaced; "$" and other signs in the replacement mean themselves. */
export function replaced(text: string, query: Query, replacement: string): string {
	if (query.wholeCell) return matches(text, query) ? replacement : text;
	const pattern = new RegExp(escaped(query.text), query.matchCase ? 'g' : 'gi');
	return text.replace(pattern, () => replacement);
}

/** The hit to go to: the first behind (or before) a place, around the end; -1 without hits. */
export function nextHit(
	hits: readonly Hit[],
	columns: readonly SheetColumn[],
	from: Hit | null,
	step: 1 | -1
): number {
	if (hits.length === 0) return -1;
	if (from === null) return step === 1 ? 0 : hits.length - 1;
	const place = (hit: Hit) => hit.index * columns.length + columns.indexOf(hit.column);
	const here = place(from);
	if (step === 1) {
		const found = hits.findIndex((hit) => place(hit) > here);
		return found < 0 ? 0 : found;
	}
	const found = hits.findLastIndex((hit) => place(hit) < here);
	return found < 0 ? hits.length - 1 : found;
}

function escaped(text: string): string {
	return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
