import type { Step } from '../address/step.ts';
import type { Hash } from '../address/value-ref.ts';
import { explainParameter } from '../comparison/parameters.ts';
import type { Snapshot } from '../snapshot/snapshot.ts';
import { METHODS } from './registry.ts';
import { explainSourceTable } from './source-cell.ts';

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
