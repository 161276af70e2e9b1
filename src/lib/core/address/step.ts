import type { ValueRef } from './value-ref.ts';

/** One step of an explanation: a value, the rule that made it in words with the numbers filled in, and what it read. */
export interface Step {
	readonly ref: ValueRef;
	/** What the figure is, e.g. "一级清扫保洁 单位成本". */
	readonly label: string;
	/** The exact text of the value; never rounded for show. */
	readonly value: string;
	/** Unit of the value, e.g. "元/平方米·年"; null for plain text and ratios. */
	readonly unit: string | null;
	/** The rule applied; null where nothing was computed (a cell, a typed number). `id` is "name@version". */
	readonly method: { readonly id: string; readonly words: string } | null;
	readonly inputs: readonly ValueRef[];
	/** Where a chain ends: in a cell of a file, a typed-in figure, a dated parameter or a cited document. */
	readonly end?: 'cell' | 'typed' | 'parameter' | 'document';
	readonly source?: StepSource;
	/** Who put their name to it; filled in by the server from the workflow record, never part of a snapshot. */
	readonly confirmed?: { readonly who: string; readonly role: string; readonly when: string };
}

export interface StepSource {
	readonly document: string;
	readonly number?: string;
	readonly date?: string;
	/** Place inside the document: "Sheet1!F7", "第12页". */
	readonly place?: string;
}
