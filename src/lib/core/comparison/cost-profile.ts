import type { AnalysisContent, AnalysisResults } from '../costing/analysis-snapshot.ts';
import { COST_ELEMENTS, type CostElement } from '../costing/line.ts';
import { dec, decimal, divide, isZero, multiply, type Decimal } from '../decimal/decimal.ts';

/** One leaf line of a cost unit, per unit of its output and comparable apart from the grade. */
export interface ProfileLine {
	/** What it is matched by between two projects: name and measure unit, in one spelling. */
	readonly key: string;
	readonly label: string;
	/** Index of the line in its analysis. */
	readonly line: number;
	readonly element: CostElement | null;
	/** 元 per unit of output. */
	readonly cost: Decimal;
	/** 元 per unit of consumption at comparable prices; null where the line has no quantity × price. */
	readonly price: Decimal | null;
	/** Consumption per unit of output at grade 1; null likewise. */
	readonly quantity: Decimal | null;
}

/** A cost unit taken apart: its lines, and by what its grade makes it dearer. */
export interface CostProfile {
	readonly label: string;
	readonly lines: readonly ProfileLine[];
	/** Workload of its grade against grade 1; 1 where grades are not compared. */
	readonly grade: Decimal;
}

/** Elements that are borne by all the others and belong to overhead (间接费用). */
export const OVERHEAD: ReadonlySet<CostElement> = new Set([
	'management',
	'finance',
	'profit',
	'tax',
	'safety'
]);

/** What is known of the cost unit from its comparison. */
export interface ProfiledUnit {
	readonly label: string;
	/** Output in the unit of the set. */
	readonly output: Decimal;
	/** 元 per unit of the set after all steps but the grade. */
	readonly comparable: Decimal;
	/** Grade factor; 1 where grades are not compared. */
	readonly grade: Decimal;
}

/** Decimals carried per unit of output. */
export const CARRIED = 30;

/**
 * Takes cost unit `unit` of a confirmed analysis apart. Every line is scaled by the same factor, so that the lines add up to
 * the comparable unit cost (up to `CARRIED` decimals), and its price by what normalisation did to prices.
 */
export function profileOf(
	{ content, results }: { readonly content: AnalysisContent; readonly results: AnalysisResults },
	unit: number,
	{ label, output, comparable, grade }: ProfiledUnit
): CostProfile {
	const counted = new Set(content.units[unit]?.lines ?? []);
	const inside: boolean[] = [];
	const elements: (CostElement | null)[] = [];
	const parents = new Set(content.lines.map(({ parent }) => parent));
	const leaves: number[] = [];
	content.lines.forEach(({ parent, element }, i) => {
		inside[i] = counted.has(i) || (parent !== null && inside[parent] === true);
		elements[i] = element ?? (parent === null ? null : (elements[parent] ?? null));
		if (inside[i] && !parents.has(i)) leaves.push(i);
	});
	const total = leaves.reduce((sum, i) => sum + BigInt(results.lines[i]?.period ?? '0'), 0n);
	const scale = total === 0n ? dec(0) : divide(comparable, decimal(total), 'half-up', CARRIED * 2);
	const lines = leaves.map((i): ProfileLine => {
		const { name, unit: measure, recurrence } = content.lines[i] as (typeof content.lines)[number];
		const figures = results.lines[i] as AnalysisResults['lines'][number];
		const cost = multiply(decimal(BigInt(figures.period)), scale);
		const price = recurrence === 'once' ? null : comparablePrice(figures, multiply(scale, output));
		// The consumption is what the cost says at that price, so that factors and cost agree to the last digit.
		const quantity = price === null ? null : divide(cost, multiply(price, grade), 'half-up', CARRIED * 2);
		return {
			key: `${spelled(name)}|${spelled(measure)}`,
			label: name === '' ? `第 ${i + 1} 行` : name,
			line: i,
			element: elements[i] ?? null,
			cost,
			price: quantity === null ? null : price,
			quantity
		};
	});
	return { label, lines, grade };
}

/** Unit price in 元 at comparable prices: 分 per 分 of cost, times the output, is what normalisation did to money. */
function comparablePrice(figures: AnalysisResults['lines'][number], perFen: Decimal): Decimal | null {
	if (figures.quantity === null || figures.unitPrice === null || figures.computed === null) return null;
	const price = dec(figures.unitPrice);
	return isZero(price) || isZero(dec(figures.quantity)) || BigInt(figures.period) <= 0n
		? null
		: multiply(price, multiply(perFen, decimal(100n)));
}

/** Names that differ only in spaces, brackets or width are one name. */
function spelled(text: string): string {
	return text
		.normalize('NFKC')
		.toLowerCase()
		.replace(/[\s()（）、，,.·]/g, '');
}

/** The Chinese word of a line's element. */
export function elementWord(element: CostElement | null): string {
	return element === null ? '未分要素' : COST_ELEMENTS[element];
}
