/**
 * Many alike rows as one short text, for pages that show thousands of them. A page carries its data as JavaScript source,
 * where every key and every sentence would stand again for each row: 10 MB for 10,000 members of a comparison. Here what
 * is the same in all rows is written once, and of sentences that differ in their figures only the figures are.
 */
export type Packed<Row> = string & { readonly [ROWS]: Row };
declare const ROWS: unique symbol;

type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** What one place of all rows holds. Numbers name other columns, which stand before. */
type Column =
	| { readonly same: Json; readonly length: number }
	| { readonly each: readonly Json[] }
	/** Few distinct values, and which of them each row has. */
	| { readonly values: readonly Json[]; readonly of: readonly number[] }
	| { readonly object: readonly (readonly [key: string, column: number])[]; readonly length: number }
	| { readonly list: readonly number[]; readonly length: number }
	/** Text between which the figures of each row stand. */
	| { readonly words: readonly string[]; readonly figures: readonly number[]; readonly length: number }
	/** Rows of different kinds: the column of each kind, and which kind each row is. */
	| { readonly kinds: readonly number[]; readonly of: readonly number[] };

/** Fewer rows stay as they are: nothing is won, and the page can be read. */
const FEWEST = 100;
/** A value, or the words of a sentence, must occur this often on average before it is written once only. */
const OFTEN = 4;

/** Rows of JSON values; what is undefined is left out, as JSON does. */
export function packRows<Row>(rows: readonly Row[]): Packed<Row> {
	const packer = new Packer();
	// What the rows are made of is the caller's type, and JSON knows no more than this of it.
	const values = rows as readonly Json[];
	if (rows.length < FEWEST) packer.columns.push({ each: values });
	else packer.add(values);
	return JSON.stringify(packer.columns) as Packed<Row>;
}

export function unpackRows<Row>(packed: Packed<Row>): readonly Row[] {
	const columns: (readonly Json[])[] = [];
	for (const column of JSON.parse(packed) as Column[]) columns.push(valuesOf(column, columns));
	return columns.at(-1) as readonly Row[];
}

class Packer {
	readonly columns: Column[] = [];
	/** The same figures often stand in several places: raw and comparable, and again in the sentence about them. */
	readonly #known = new Map<string, number>();

	add(values: readonly Json[]): number {
		const kinds = Map.groupBy(values, kindOf);
		if (kinds.size > 1) return this.#mixed([...kinds.values()], values, kindOf);
		const [first = null] = values;
		if (Array.isArray(first)) {
			const list = first.map((_, i) =>
				this.add(values.map((value) => (value as readonly Json[])[i] as Json))
			);
			return this.#put({ list, length: values.length });
		}
		if (typeof first === 'object' && first !== null) {
			const object = keysOf(first as JsonObject).map((key) => {
				const column = this.add(values.map((value) => (value as JsonObject)[key] as Json));
				return [key, column] as const;
			});
			return this.#put({ object, length: values.length });
		}
		const written = JSON.stringify(values);
		const known = this.#known.get(written) ?? this.#plain(values);
		this.#known.set(written, known);
		return known;
	}

	#plain(values: readonly Json[]): number {
		const distinct = [...new Set(values)];
		if (distinct.length === 1) return this.#put({ same: distinct[0] ?? null, length: values.length });
		if (distinct.length * OFTEN <= values.length) {
			const places = new Map(distinct.map((value, i) => [value, i]));
			return this.#put({ values: distinct, of: values.map((value) => places.get(value) ?? 0) });
		}
		return values.every((value) => typeof value === 'string')
			? this.#text(values)
			: this.#put({ each: values });
	}

	#text(values: readonly string[]): number {
		const kinds = Map.groupBy(values, wordsOf);
		if (kinds.size * OFTEN > values.length) return this.#put({ each: values });
		if (kinds.size > 1) return this.#mixed([...kinds.values()], values, wordsOf);
		const split = values.map((value) => value.split(FIGURE));
		const words = split[0]?.filter((_, i) => i % 2 === 0) ?? [];
		// Nothing but a figure: there are no words to write once.
		if (words.every((word) => word === '')) return this.#put({ each: values });
		const figures = words.slice(1).map((_, i) => this.add(split.map((parts) => parts[2 * i + 1] ?? '')));
		return this.#put({ words, figures, length: values.length });
	}

	#mixed<V extends Json>(
		groups: readonly (readonly V[])[],
		values: readonly V[],
		kind: (value: V) => string
	): number {
		const kinds = groups.map((group) => this.add(group));
		const places = new Map(groups.map((group, i) => [kind(group[0] as V), i]));
		return this.#put({ kinds, of: values.map((value) => places.get(kind(value)) ?? 0) });
	}

	#put(column: Column): number {
		return this.columns.push(column) - 1;
	}
}

type JsonObject = { readonly [key: string]: Json };

const FIGURE = /(\d+(?:\.\d+)?)/;
const FIGURES = new RegExp(FIGURE, 'g');

function wordsOf(text: string): string {
	return text.replace(FIGURES, '0');
}

function kindOf(value: Json): string {
	if (Array.isArray(value)) return `list ${value.length}`;
	if (typeof value !== 'object' || value === null) return typeof value === 'string' ? 'text' : 'plain';
	return `object ${keysOf(value as JsonObject).join('\n')}`;
}

function keysOf(value: JsonObject): readonly string[] {
	return Object.keys(value).filter((key) => value[key] !== undefined);
}

function valuesOf(column: Column, before: readonly (readonly Json[])[]): readonly Json[] {
	const at = (place: number) => before[place] ?? [];
	if ('each' in column) return column.each;
	if ('values' in column) return column.of.map((place) => column.values[place] ?? null);
	if ('kinds' in column) {
		const left = column.kinds.map((kind) => at(kind).values());
		return column.of.map((kind) => left[kind]?.next().value ?? null);
	}
	const rows = Array.from({ length: column.length }, (_, row) => row);
	if ('same' in column) return rows.map(() => column.same);
	if ('list' in column) return rows.map((row) => column.list.map((part) => at(part)[row] ?? null));
	if ('words' in column) {
		const figures = column.figures.map(at);
		return rows.map((row) => column.words.reduce((text, word, i) => text + figures[i - 1]?.[row] + word));
	}
	const parts = column.object.map(([key, part]) => [key, at(part)] as const);
	return rows.map((row) => Object.fromEntries(parts.map(([key, part]) => [key, part[row] ?? null])));
}
