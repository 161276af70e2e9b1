import type { Distance } from '#lib/core/comparison/distance.ts';
import type { Observation } from '#lib/core/comparison/observation.ts';

/** A candidate as the screen has it. */
export interface ShownCandidate {
	readonly snapshot: string;
	readonly unit: number;
	readonly observation: Observation;
	readonly differences: readonly string[];
	readonly distance: Distance | null;
}
