import type { Step } from '../address/step.ts';
import type { Hash, ValueRef } from '../address/value-ref.ts';
import { explainParameter } from '../comparison/parameters.ts';
import type { Snapshot } from '../snapshot/snapshot.ts';
import { METHODS } from './registry.ts';
import { explainCell, explainSourceTable, sourceTable } from './source-cell.ts';

/** Snapshots at hand, by full hash: what a chain is followed through. */
export type Snapshots = ReadonlyMap<Hash, Snapshot>;

/**
 * The one explanation of a frozen figure, whoever asks (screen, report, command line): given by the method that computed
 * the snapshot, from the same structure it computed. Undefined where the pointer names no figure.
 */
export function explainFrozen(snapshot: Snapshot, hash: Hash, pointer: string): Step | undefined {
	if (snapshot.kind === 'source-table') return explainSourceTable(snapshot, pointer);
	if (snapshot.kind === 'parameter-set') return explainParameter(snapshot, hash, pointer);
	return snapshot.method === null
		? undefined
		: METHODS.get(snapshot.method)?.explain(snapshot, hash, pointer);
}

/** Explains a frozen figure or a cell from the snapshots at hand; undefined where they do not hold it. */
export function explainFrom(snapshots: Snapshots, ref: ValueRef): Step | undefined {
	if (ref.kind === 'frozen') {
		const snapshot = snapshots.get(ref.snapshot);
		return snapshot && explainFrozen(snapshot, ref.snapshot, ref.pointer);
	}
	if (ref.kind !== 'cell') return undefined;
	for (const snapshot of snapshots.values()) {
		const table = sourceTable(snapshot);
		if (table?.file === ref.file && table.sheet === ref.sheet) {
			const step = explainCell(snapshot, ref.address);
			if (step) return step;
		}
	}
	return undefined;
}
