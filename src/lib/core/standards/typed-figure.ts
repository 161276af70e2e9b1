import type { Step } from '../address/step.ts';
import type { Hash } from '../address/value-ref.ts';
import { atPointer, type Snapshot } from '../snapshot/snapshot.ts';

export type FigureLabel = {
	readonly label: string;
	readonly unit: string | null;
	readonly document?: string;
};

/**
 * Explains a parameter of a standard's content, where a chain ends honestly: typed in by a person, or set by a cited
 * document. Undefined where the pointer leads to no such figure.
 */
export function typedFigure(
	snapshot: Snapshot,
	hash: Hash,
	pointer: string,
	labels: { readonly [pointer: string]: FigureLabel }
): Step | undefined {
	const found = Object.hasOwn(labels, pointer) ? labels[pointer] : undefined;
	const value = atPointer(snapshot, pointer);
	if (!found || (typeof value !== 'string' && typeof value !== 'number')) return undefined;
	const { label, unit, document } = found;
	const step = {
		ref: { kind: 'frozen', snapshot: hash, pointer } as const,
		label,
		value: String(value),
		unit,
		method: null,
		inputs: []
	};
	return document ? { ...step, end: 'document', source: { document } } : { ...step, end: 'typed' };
}
