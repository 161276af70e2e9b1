import type { Observation } from '#lib/core/comparison/observation.ts';

/** A member as the screen has it: with what was just tried and is not yet saved. */
export interface ShownMember {
	/** "snapshot/unit": names the member in forms, rows and the picture. */
	readonly key: string;
	readonly snapshot: string;
	readonly unit: number;
	readonly included: boolean;
	readonly reason: string;
	readonly observation: Observation;
	/** Set where the reader may not know whose it is. */
	readonly hidden?: true;
}
