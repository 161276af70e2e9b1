import type { AnalysisContent, AnalysisResults } from '../costing/analysis-snapshot.ts';
import { dec, toText } from '../decimal/decimal.ts';
import { fen, type Fen } from '../money/fen.ts';
import { convertQuantity } from '../quantity/convert.ts';
import { findUnit, type Unit } from '../quantity/units.ts';

/** What a cost unit really cost in one year, as a confirmed breakdown says: only what was spent, no budget among it. */
export interface OutturnYearFigure {
	/** Index of the unit, and of the year in its list of unit costs by year. */
	readonly unit: number;
	readonly at: number;
	readonly year: number;
	readonly name: string;
	readonly grade: string;
	readonly measure: string;
	readonly output: string;
	readonly cost: Fen;
}

/**
 * 实际执行成本 of every cost unit and year of a confirmed analysis whose counted lines all state what was spent. A year that
 * takes a budget for a line that has no actual amount is none: it says what was planned.
 */
export function outturnYears(
	content: AnalysisContent,
	results: AnalysisResults
): readonly OutturnYearFigure[] {
	return content.units.flatMap((unit, index) => {
		const leaves = countedLeaves(content, unit.lines);
		return (results.units[index]?.years ?? []).flatMap(({ year, cost }, at) => {
			const spent = leaves.every((line) => {
				const years: Readonly<Record<string, string>> = results.lines[line]?.years ?? {};
				return years[`${year}:actual`] !== undefined || years[`${year}:budget`] === undefined;
			});
			const output = unit.yearOutputs?.[year];
			if (!spent || output === undefined) return [];
			const { name, grade, unit: measure } = unit;
			return [{ unit: index, at, year: Number(year), name, grade, measure, output, cost: fen(Number(cost)) }];
		});
	});
}

/** Lines without children below the counted ones, one-off lines left out. Lines stand in pre-order, parents first. */
function countedLeaves({ lines }: AnalysisContent, counted: readonly number[]): readonly number[] {
	const chosen = new Set(counted);
	const inside = lines.map(() => false);
	const parents = new Set(lines.map(({ parent }) => parent));
	return lines.flatMap(({ parent, recurrence }, i) => {
		inside[i] = chosen.has(i) || (parent !== null && inside[parent] === true);
		return inside[i] === true && !parents.has(i) && recurrence !== 'once' ? [i] : [];
	});
}

/** The output in the unit of a standard; null where the unit cannot be turned into it. */
export function outturnQuantity({ measure, output }: OutturnYearFigure, unit: Unit): string | null {
	const own = findUnit(measure);
	const converted = own && convertQuantity(dec(output), own, unit);
	return converted?.ok ? toText(converted.value) : null;
}
