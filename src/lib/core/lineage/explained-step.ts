import type { Step, StepSource } from '../address/step.ts';
import type { Hash } from '../address/value-ref.ts';

/** A step as screens, endpoints and the command line get it: addresses as text, people and files named. */
export interface ExplainedStep {
	readonly ref: string;
	readonly label: string;
	readonly value: string;
	readonly unit: string | null;
	readonly method: Step['method'];
	readonly end: NonNullable<Step['end']> | null;
	readonly source: StepSource | null;
	/** The snapshot or original the figure stands in; null for a draft. */
	readonly hash: Hash | null;
	/** Everybody who put their name to that snapshot, oldest first. */
	readonly signatures: readonly Signature[];
	/** Who typed the figure, where the chain ends in a typed one and the record names a person. */
	readonly typed: { readonly who: string; readonly when: string } | null;
	/** The cell whose picture can be shown. */
	readonly cell: { readonly file: Hash; readonly sheet: string; readonly address: string } | null;
	/** What the figure was computed from, each with its own value so that the list can be read before it is opened. */
	readonly inputs: readonly ExplainedInput[];
	/** Inputs beyond those listed. */
	readonly more: number;
}

export interface ExplainedInput {
	readonly ref: string;
	readonly label: string;
	readonly value: string;
	readonly unit: string | null;
	readonly end: NonNullable<Step['end']> | null;
}

export interface Signature {
	readonly who: string;
	readonly role: string;
	readonly organisation: string;
	/** What was done, in Chinese. */
	readonly action: string;
	readonly when: string;
	readonly opinion: string;
}

/** A whole chain, as an outline. */
export interface ExplainedOutline {
	readonly step: ExplainedStep;
	readonly children: readonly ExplainedOutline[];
	readonly cut: 'repeated' | 'depth' | 'size' | null;
}
