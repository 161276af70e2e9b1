import type { Hash } from '../address/value-ref.ts';

/** Which version of which build-up (定额测算) a unit price was taken from. */
export type RecipeUse = {
	/** The recipe's own code, e.g. "YH-001". */
	readonly code: string;
	readonly name: string;
	readonly version: number;
	/** The recipe's snapshot. */
	readonly hash: Hash;
};
