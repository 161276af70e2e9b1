import { add, dec, decimal, multiply, round, sum, toText, type Decimal } from '../decimal/decimal.ts';
import type { RecipeContent, RecipeGroup, RecipeLine } from './recipe.ts';

/** Every step of a build-up (定额测算), 元 per unit of output. All exact; only `price` is rounded. */
export interface BuildUp {
	/** In the order of the recipe's lines. */
	readonly lines: readonly Decimal[];
	readonly groups: { readonly [G in RecipeGroup]: Decimal };
	/** 直接费 = labour + material + machine. */
	readonly direct: Decimal;
	/** 管理费 = direct × rate. */
	readonly management: Decimal;
	/** 利润 = (direct + management) × rate. */
	readonly profit: Decimal;
	/** 税金 = (direct + management + profit) × rate. */
	readonly tax: Decimal;
	/** Direct + management + profit + tax, unrounded. */
	readonly exact: Decimal;
	/** The same, half-up to the places the recipe says. */
	readonly price: Decimal;
}

/** The steps as a snapshot holds them: decimals as text. */
export type RecipeResults = {
	readonly lines: readonly { readonly amount: string }[];
	readonly groups: { readonly [G in RecipeGroup]: string };
	readonly direct: string;
	readonly management: string;
	readonly profit: string;
	readonly tax: string;
	readonly exact: string;
	readonly price: string;
};

/**
 * Unit price by build-up (DOMAIN §2.8): [Σ consumption × price, by labour, material, machine] × (1 + management) ×
 * (1 + profit) × (1 + tax). The recipe's numbers are sound (`readRecipe`).
 */
export function buildUp(recipe: RecipeContent): BuildUp {
	const plain = { labour: decimal(0n), material: decimal(0n), machine: decimal(0n) };
	for (const line of recipe.lines)
		if (line.kind === 'consumption') plain[line.group] = add(plain[line.group], consumed(line));
	const lines = recipe.lines.map((line) =>
		line.kind === 'consumption' ? consumed(line) : percentOf(plain[line.base], line.percent)
	);
	const group = (wanted: RecipeGroup) =>
		sum(lines.filter((_, index) => recipe.lines[index]?.group === wanted));
	const groups = { labour: group('labour'), material: group('material'), machine: group('machine') };
	const direct = sum(Object.values(groups));
	const management = percentOf(direct, recipe.rates.management);
	const profit = percentOf(add(direct, management), recipe.rates.profit);
	const tax = percentOf(sum([direct, management, profit]), recipe.rates.tax);
	const exact = sum([direct, management, profit, tax]);
	return {
		lines,
		groups,
		direct,
		management,
		profit,
		tax,
		exact,
		price: round(exact, recipe.places, 'half-up')
	};
}

export function recipeResults(recipe: RecipeContent): RecipeResults {
	const { lines, groups, direct, management, profit, tax, exact, price } = buildUp(recipe);
	return {
		lines: lines.map((amount) => ({ amount: toText(amount) })),
		groups: {
			labour: toText(groups.labour),
			material: toText(groups.material),
			machine: toText(groups.machine)
		},
		direct: toText(direct),
		management: toText(management),
		profit: toText(profit),
		tax: toText(tax),
		exact: toText(exact),
		price: toText(price)
	};
}

function consumed({ consumption, price }: Extract<RecipeLine, { kind: 'consumption' }>): Decimal {
	return multiply(dec(consumption), dec(price));
}

function percentOf(base: Decimal, percent: string): Decimal {
	return multiply(base, multiply(dec(percent), decimal(1n, 2)));
}
