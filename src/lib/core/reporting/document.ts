import type { ValueRef } from '../address/value-ref.ts';
import type { Picture } from './picture.ts';

/**
 * A report as a neutral document: what stands in it, in which order, and which figure each number is. Word, a web page
 * or a disclosure edition are made from the same blocks; none of them knows where a number comes from but by its address.
 */
export interface ReportDocument {
	readonly title: string;
	/** Lines under the title: who, which year, made from which snapshot. */
	readonly subtitle: readonly string[];
	readonly blocks: readonly Block[];
}

export type Block = Heading | Paragraph | Table | Picture;

export interface Heading {
	readonly kind: 'heading';
	/** 1 = 一、 2 = (一) 3 = 1. */
	readonly level: 1 | 2 | 3;
	/** Without its number, which the document counts. */
	readonly text: string;
}

export interface Paragraph {
	readonly kind: 'paragraph';
	readonly runs: readonly Run[];
}

/** Words, or a number that knows which figure it is. */
export type Run = string | BoundNumber;

export interface BoundNumber {
	readonly text: string;
	readonly ref: ValueRef;
}

export interface Table {
	readonly kind: 'table';
	/** Without "表1", which the document counts. */
	readonly caption: string;
	/** "单位:元" above the table on the right; null where columns differ. */
	readonly unit: string | null;
	readonly columns: readonly Column[];
	readonly rows: readonly Row[];
	/** Lines below the table, each after "注:". */
	readonly notes: readonly string[];
	/** Wide tables stand on a landscape page of their own. */
	readonly landscape: boolean;
}

export interface Column {
	readonly head: string;
	/** Share of the table's width. */
	readonly width: number;
	readonly align: 'left' | 'right' | 'centre';
}

export interface Row {
	readonly cells: readonly Run[];
	/** Level of indentation of the first cell. */
	readonly indent: number;
	/** Sums stand out. */
	readonly strong: boolean;
}

export function heading(level: Heading['level'], text: string): Heading {
	return { kind: 'heading', level, text };
}

export function paragraph(...runs: readonly Run[]): Paragraph {
	return { kind: 'paragraph', runs };
}

/** Every bound number of a document in reading order: the annex lists their addresses. */
export function boundNumbers(blocks: readonly Block[]): readonly BoundNumber[] {
	return blocks.flatMap((block) => {
		if (block.kind === 'heading' || block.kind === 'picture') return [];
		const runs = block.kind === 'paragraph' ? block.runs : block.rows.flatMap((row) => row.cells);
		return runs.filter((run) => typeof run !== 'string');
	});
}
