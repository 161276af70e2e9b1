/** A number with a Chinese name that formulas of the analysis may read, e.g. 道路面积 or 管理费率. */
export type NamedParameter = {
	readonly id: string;
	readonly position: number;
	/** Unique in the analysis; letters, digits and "_" only, and no digit first. */
	readonly name: string;
	/** Canonical decimal, or a formula over other parameters and lines. */
	readonly value: string;
	/** Measure unit as written; "" when none. */
	readonly unit: string;
	/** Where the value comes from. */
	readonly source: string;
};
