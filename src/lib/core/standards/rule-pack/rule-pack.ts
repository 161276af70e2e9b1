import type { RoundingMode } from '../../decimal/rounding.ts';

/**
 * A standard that is a rule rather than a number (条件规则, 分档, 超额累进): what is asked, and named steps that lead to the
 * amount, as data that people can read and the formula engine can carry out. A pack belongs to one region and one legal
 * basis; packs are never mixed (DOMAIN T8: the same system costs 1,213,603.27 元 by one and 925,440.00 元 by another).
 */
export type RulePack = {
	readonly code: string;
	readonly title: string;
	/** Where it has force, e.g. "山东省". */
	readonly region: string;
	readonly document: string;
	readonly inputs: readonly PackInput[];
	readonly steps: readonly PackStep[];
	/** Name of the step that is the result. */
	readonly result: string;
};

/** What the person who applies the rule says. Names are unique over inputs and steps; formulas read them by name. */
export type PackInput =
	| {
			readonly kind: 'number';
			readonly name: string;
			readonly unit: string;
			/** Bounds, both included; null = none. */
			readonly least: string | null;
			readonly most: string | null;
	  }
	| { readonly kind: 'choice'; readonly name: string; readonly choices: readonly string[] }
	| { readonly kind: 'yes-no'; readonly name: string };

type Stated = {
	readonly name: string;
	readonly unit: string;
	/** Clause of the document the step follows. */
	readonly clause: string;
	readonly rounding?: { readonly places: number; readonly mode: RoundingMode };
};

export type PackStep =
	/** A formula over inputs and earlier steps, by name: "=人数*天数*综合定额". Yes-no inputs read TRUE or FALSE. */
	| (Stated & { readonly kind: 'formula'; readonly formula: string })
	/** One value for each choice of an input. */
	| (Stated & {
			readonly kind: 'choices';
			readonly of: string;
			readonly values: { readonly [choice: string]: string };
	  })
	/** The value of the tier (分档) that an input or step falls into. */
	| (Stated & { readonly kind: 'tiers'; readonly of: string; readonly tiers: readonly PackTier[] })
	/** Progressive bands (超额累进): each part of the amount at the rate of its band. */
	| (Stated & { readonly kind: 'bands'; readonly of: string; readonly tiers: readonly PackTier[] });

/** From the lower bound to the upper: tiers include the lower and exclude the upper; null = without end. */
export type PackTier = { readonly from: string; readonly to: string | null; readonly value: string };
