/**
 * A unit cost made of stages with different outputs, such as collecting and disposing of waste (DOMAIN T2): the sum of the
 * parts' unit costs, never total ÷ total.
 */
export type CombinedUnit = {
	readonly id: string;
	readonly position: number;
	readonly name: string;
	/** Cost units of the same analysis; `subtract` takes an income offset (抵扣) away. */
	readonly parts: readonly { readonly unitId: string; readonly sign: 'add' | 'subtract' }[];
};
