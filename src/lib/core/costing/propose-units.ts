import { isNegative, isZero, sum, toText, ONE, equals, type Decimal } from '../decimal/decimal.ts';
import { isFormula } from '../formula/references.ts';
import { findUnit, type Unit } from '../quantity/units.ts';
import type { AnalysisFigures } from './figures.ts';
import type { CostLine, CostUnit } from './line.ts';
import { isLeaf } from './tree.ts';

/** A cost unit somebody may take over; it has no id and no place yet. */
export type ProposedUnit = Omit<CostUnit, 'id' | 'position'>;

/** The grade of a unit that stands for several grades together. */
export const COMBINED_GRADE = '综合';

/** Counting "一项" or "一批" says nothing about how much was done. */
const NOT_OUTPUTS: readonly string[] = ['item', 'set', 'time'];

/**
 * Cost units an analysis suggests by itself: every recurring line with a quantity in a known unit, and where one service
 * has several grades (一级, 二级), all of them together.
 */
export function proposeUnits(figures: Pick<AnalysisFigures, 'tree' | 'lines'>): readonly ProposedUnit[] {
	const measured = measuredLines(figures);
	const groups = new Map<string, Measured[]>();
	for (const item of measured) {
		const group = groups.get(item.key);
		if (group) group.push(item);
		else groups.set(item.key, [item]);
	}
	return [...groups.values()].flatMap((group) => {
		const grades = new Set(group.map(({ line }) => line.grade));
		return grades.size > 1 ? [...group.map(single), combined(group)] : group.map(single);
	});
}

interface Measured {
	readonly key: string;
	readonly line: CostLine;
	readonly unit: Unit;
	readonly output: Decimal;
}

function measuredLines({ tree, lines }: Pick<AnalysisFigures, 'tree' | 'lines'>): readonly Measured[] {
	return tree.lines.flatMap((line, index) => {
		const output = lines[index]?.quantity ?? null;
		const unit = findUnit(line.unit);
		const usable =
			isLeaf(tree, index) && line.recurrence === 'recurring' && output !== null && unit !== undefined;
		if (!usable || isZero(output) || isNegative(output) || !measures(unit, output)) return [];
		return [{ key: `${line.name}|${unit.id}`, line, unit, output }];
	});
}

function measures(unit: Unit, output: Decimal): boolean {
	if (unit.dimension === 'money' || unit.dimension === 'ratio' || NOT_OUTPUTS.includes(unit.id)) return false;
	return !(unit.dimension.startsWith('count:') && equals(output, ONE));
}

function single({ line, unit, output }: Measured): ProposedUnit {
	const outputSource = isFormula(line.quantity) ? null : (line.sources.quantity ?? null);
	return {
		name: line.name,
		grade: line.grade,
		unit: unit.name,
		output: toText(output),
		outputSource,
		yearOutputs: {},
		lineIds: [line.id]
	};
}

function combined(group: readonly Measured[]): ProposedUnit {
	const [first] = group as [Measured];
	return {
		name: first.line.name,
		grade: COMBINED_GRADE,
		unit: first.unit.name,
		output: toText(sum(group.map(({ output }) => output))),
		outputSource: null,
		yearOutputs: {},
		lineIds: group.map(({ line }) => line.id)
	};
}
