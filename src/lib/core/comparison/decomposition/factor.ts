import type { Decimal } from '../../decimal/decimal.ts';

/** One factor of a product Y = Π xᵢ (因素): what it was in the base and what it is in the case that is explained. */
export interface Factor {
	readonly name: string;
	readonly base: Decimal;
	readonly actual: Decimal;
}

/** What one factor contributes to Y₁ − Y₀. The effects of all factors add up to it. */
export interface Effect {
	readonly name: string;
	readonly effect: Decimal;
}
