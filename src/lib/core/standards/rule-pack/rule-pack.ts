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
	/** 适用事项, e.g. "会议费": by it and its region a budget finds its rule. Omitted where the rule names none. */
	readonly matter?: string;
	/** How the amount binds; omitted = 不得超过, the ceiling it is for most rules. */
	readonly force?: 'floor' | 'fixed' | 'reference';
	readonly inputs: readonly PackInput[];
	readonly steps: readonly PackStep[];
	/** Name of the step that is the result. */
	readonly result: string;
	/** 适用条件: what must hold of the inputs for the rule to apply at all; omitted where nothing must. */
	readonly conditions?: readonly PackCondition[];
	/** 资金来源 (分级负担): who pays which step; together they are the result. Omitted where one payer pays all. */
	readonly payers?: readonly PackPayer[];
};

/** How the amount of a rule binds, in words. */
export const PACK_FORCE = {
	ceiling: '不得超过',
	floor: '不低于',
	fixed: '按此安排',
	reference: '参考'
} as const;

/** The unit of a number that has none, such as a factor; it is never shown behind the number. */
export const NO_UNIT = '系数';

/** A formula over the inputs that must be true, and what is said where it is not. */
export type PackCondition = {
	readonly formula: string;
	readonly words: string;
	readonly clause: string;
};

export type PackPayer = { readonly payer: string; readonly step: string };

/** What the person who applies the rule says. Names are unique over inputs and steps; formulas read them by name. */
export type PackInput =
	| (Asked & {
			readonly kind: 'number';
			readonly unit: string;
			/** Bounds, both included; null = none. */
			readonly least: string | null;
			readonly most: string | null;
			/** Counts of people, beds, buildings: whole numbers only. */
			readonly whole?: true;
	  })
	| (Asked & { readonly kind: 'choice'; readonly choices: readonly string[] })
	| (Asked & { readonly kind: 'yes-no' });

type Asked = {
	readonly name: string;
	/** 填写说明: what to fill in and where to find it. */
	readonly note?: string;
	/** What stands in the form at first; a rule that is applied still needs every answer said. */
	readonly default?: string;
};

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
