import { fen, type Fen } from '../money/fen.ts';
import type { SnapshotInput } from '../snapshot/snapshot.ts';
import type { AnalysisContent, FrozenLine, FrozenSource } from './analysis-snapshot.ts';
import { BLANK_LINE, NO_LISTS } from './blank-line.ts';
import type { AnalysisDraft, CellSource, CostLine } from './line.ts';

/**
 * The draft a snapshot was made from, with indices for ids: the same calculation then serves both. A source names the
 * source table's snapshot instead of the file, because that is what a snapshot knows.
 */
export function thawAnalysis(content: AnalysisContent, inputs: readonly SnapshotInput[]): AnalysisDraft {
	const hashOf = (input: number) => inputs[input]?.hash ?? '';
	const { project, fiscalYear, periodMonths, basis } = content;
	return {
		project,
		fiscalYear,
		periodMonths,
		basis,
		lines: thawLines(content.lines, hashOf),
		units: content.units.map(({ lines, outputSource, ...unit }, position) => ({
			yearOutputs: {},
			...unit,
			...placed(position),
			outputSource: outputSource === null ? null : cellOf(outputSource, hashOf),
			lineIds: lines.map(String)
		})),
		indicators: content.indicators.map((indicator, position) => ({ ...indicator, ...placed(position) })),
		...NO_LISTS,
		...thawLists(content)
	};
}

type HashOf = (input: number) => string;

function thawLines(lines: readonly FrozenLine[], hashOf: HashOf): readonly CostLine[] {
	const counts = new Map<number | null, number>();
	return lines.map((line, index): CostLine => {
		const position = counts.get(line.parent) ?? 0;
		counts.set(line.parent, position + 1);
		const sources = Object.fromEntries(
			Object.entries(line.sources).flatMap(([field, source]) =>
				source === undefined ? [] : [[field, cellOf(source, hashOf)]]
			)
		);
		const { parent, recipe, ...rest } = line;
		const { input, ...use } = recipe ?? { input: -1, code: '', name: '', version: 0 };
		return {
			...BLANK_LINE,
			...rest,
			id: String(index),
			parentId: parent === null ? null : String(parent),
			position,
			statedAmount: fenOrNull(line.statedAmount),
			verifiedAmount: fenOrNull(line.verifiedAmount),
			recipe: recipe ? { ...use, hash: hashOf(input) } : null,
			sources
		};
	});
}

function thawLists({ parameters = [], pools = [], combined = [], allocationMethod }: AnalysisContent) {
	return {
		parameters: parameters.map((parameter, position) => ({ ...parameter, ...placed(position) })),
		pools: pools.map(({ lines, shares, ...pool }, position) => ({
			...pool,
			...placed(position),
			lineIds: lines.map(String),
			shares: shares.map(({ target, index, volume }) => ({ target, id: String(index), volume }))
		})),
		combined: combined.map(({ name, parts }, position) => ({
			name,
			...placed(position),
			parts: parts.map(({ unit, sign }) => ({ unitId: String(unit), sign }))
		})),
		...(allocationMethod === undefined ? {} : { allocationMethod })
	};
}

function cellOf({ input, address, factor }: FrozenSource, hashOf: HashOf): CellSource {
	return { file: hashOf(input), sheet: '', address, ...(factor === undefined ? {} : { factor }) };
}

function placed(position: number) {
	return { id: String(position), position };
}

function fenOrNull(text: string | null): Fen | null {
	return text === null ? null : fen(Number(text));
}
