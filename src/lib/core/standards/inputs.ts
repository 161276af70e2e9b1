import type { ComparisonContent, ComparisonResults } from '../comparison/comparison-snapshot.ts';
import type { InputSnapshots } from '../snapshot/method.ts';
import type { Snapshot } from '../snapshot/snapshot.ts';
import type { Hash } from '../address/value-ref.ts';

export type ComparisonSnapshot = Snapshot<ComparisonContent, ComparisonResults>;

/** The input that plays `role`. A standard without it was never written by this product: a broken invariant. */
export function inputOf(inputs: InputSnapshots, role: string): InputSnapshots[number] {
	const found = inputs.find((input) => input.role === role);
	if (!found) throw new Error(`A standard snapshot lacks its input "${role}"`);
	return found;
}

/** The frozen comparison a quota is derived from. */
export function comparisonOf(inputs: InputSnapshots): ComparisonSnapshot {
	// The role "comparison" only ever names a snapshot of that kind, whose shape its own method fixed.
	return inputOf(inputs, 'comparison').snapshot as ComparisonSnapshot;
}

/** Hash of the input that plays `role`, for addresses into it. */
export function inputHash(snapshot: Snapshot, role: string): Hash {
	const found = snapshot.inputs.find((input) => input.role === role);
	if (!found) throw new Error(`A standard snapshot lacks its input "${role}"`);
	return found.hash;
}
