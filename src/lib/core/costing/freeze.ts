import type { Hash } from '../address/value-ref.ts';
import { ID_MARK, isFormula, renameReferences } from '../formula/references.ts';
import { fen, type Fen } from '../money/fen.ts';
import { problem } from '../problem.ts';
import { ok, refuse, type Result } from '../result.ts';
import type { Snapshot, SnapshotInput } from '../snapshot/snapshot.ts';
import {
	ANALYSIS_METHOD_ID,
	type AnalysisContent,
	type AnalysisResults,
	type FrozenLine,
	type FrozenSource
} from './analysis-snapshot.ts';
import { analyse, resultsOf, type AnalysisFigures } from './figures.ts';
import { BLANK_LINE, NO_LISTS } from './blank-line.ts';
import type { FindingRecord } from './finding.ts';
import type { AnalysisDraft, CellSource, CostLine, CostUnit, SourcedField } from './line.ts';
import type { Tree } from './tree.ts';

export type AnalysisSnapshot = Snapshot<AnalysisContent, AnalysisResults>;

/** A source table that stands ready as a snapshot: one sheet of a stored original. */
export interface SourceTableAt {
	readonly hash: Hash;
	readonly file: Hash;
	readonly sheet: string;
}

/**
 * Makes the snapshot of a draft: lines in pre-order named by their index, only those source tables that a figure was
 * read from, in the order in which they are first met. Refuses drafts with findings that must be dealt with first.
 */
export function freezeAnalysis(
	draft: AnalysisDraft,
	sources: readonly SourceTableAt[]
): Result<AnalysisSnapshot> {
	const figures = analyse(draft);
	if (!figures.ok) return figures;
	const blocking = blockingFindings(figures.value);
	if (blocking.length > 0)
		return refuse(
			problem('analysis/not-ready', { findings: blocking.map(({ code, values }) => ({ code, values })) })
		);
	const results = resultsOf(figures.value);
	if (!results.ok) return results;
	const inputs = new UsedSources(sources);
	const content = contentOf(draft, figures.value.tree, inputs);
	if (!content.ok) return content;
	return ok({
		kind: 'analysis',
		schema: 1,
		method: ANALYSIS_METHOD_ID,
		inputs: inputs.used,
		content: content.value,
		results: results.value
	});
}

export function blockingFindings(figures: AnalysisFigures): readonly FindingRecord[] {
	return figures.findings.filter((finding) => finding.severity === 'error');
}

/**
 * The draft a snapshot was made from, with indices for ids: the same calculation then serves both. A source names the
 * source table's snapshot instead of the file, because that is what a snapshot knows.
 */
export function thawAnalysis(content: AnalysisContent, inputs: readonly SnapshotInput[]): AnalysisDraft {
	const cellOf = ({ input, address, factor }: FrozenSource): CellSource => {
		const file = inputs[input]?.hash ?? '';
		return { file, sheet: '', address, ...(factor === undefined ? {} : { factor }) };
	};
	const counts = new Map<number | null, number>();
	const lines = content.lines.map((line, index): CostLine => {
		const position = counts.get(line.parent) ?? 0;
		counts.set(line.parent, position + 1);
		const sources = Object.fromEntries(
			Object.entries(line.sources).map(([field, source]) => [field, cellOf(source)])
		);
		const { parent, ...rest } = line;
		return {
			...BLANK_LINE,
			...rest,
			id: String(index),
			parentId: parent === null ? null : String(parent),
			position,
			statedAmount: fenOrNull(line.statedAmount),
			verifiedAmount: fenOrNull(line.verifiedAmount),
			sources
		};
	});
	const units = content.units.map((unit, position): CostUnit => {
		const { lines: counted, outputSource, ...rest } = unit;
		const source = outputSource === null ? null : cellOf(outputSource);
		return {
			...rest,
			id: String(position),
			position,
			outputSource: source,
			yearOutputs: {},
			lineIds: counted.map(String)
		};
	});
	const indicators = content.indicators.map((indicator, position) => ({
		...indicator,
		id: String(position),
		position
	}));
	const { project, fiscalYear, periodMonths, basis } = content;
	return { project, fiscalYear, periodMonths, basis, lines, units, indicators, ...NO_LISTS };
}

class UsedSources {
	readonly used: SnapshotInput[] = [];
	readonly #tables: readonly SourceTableAt[];

	constructor(tables: readonly SourceTableAt[]) {
		this.#tables = tables;
	}

	frozen(source: CellSource): Result<FrozenSource> {
		const table = this.#tables.find(
			(candidate) => candidate.file === source.file && candidate.sheet === source.sheet
		);
		if (!table)
			return refuse(problem('analysis/source-missing', { place: `${source.sheet}!${source.address}` }));
		let input = this.used.findIndex((used) => used.hash === table.hash);
		if (input < 0) input = this.used.push({ role: 'source', hash: table.hash }) - 1;
		const { address, factor } = source;
		return ok({ input, address, ...(factor === undefined ? {} : { factor }) });
	}
}

function contentOf(draft: AnalysisDraft, tree: Tree, inputs: UsedSources): Result<AnalysisContent> {
	const lines: FrozenLine[] = [];
	for (const [index, line] of tree.lines.entries()) {
		const frozen = frozenLine(line, tree.parents[index] ?? -1, tree, inputs);
		if (!frozen.ok) return frozen;
		lines.push(frozen.value);
	}
	const units: AnalysisContent['units'][number][] = [];
	for (const { name, grade, unit, output, outputSource, lineIds } of draft.units) {
		const source = outputSource === null ? ok(null) : inputs.frozen(outputSource);
		if (!source.ok) return source;
		const counted = lineIds.flatMap((id) => tree.indexOf.get(id) ?? []).sort((a, b) => a - b);
		units.push({ name, grade, unit, output, outputSource: source.value, lines: counted });
	}
	const indicators = draft.indicators.map(({ level1, level2, level3, benchmark, actual }) => ({
		level1,
		level2,
		level3,
		benchmark,
		actual
	}));
	const { project, fiscalYear, periodMonths, basis } = draft;
	return ok({ project, fiscalYear, periodMonths, basis, lines, units, indicators });
}

function frozenLine(line: CostLine, parent: number, tree: Tree, inputs: UsedSources): Result<FrozenLine> {
	const sources: { [F in SourcedField]?: FrozenSource } = {};
	for (const [field, source] of Object.entries(line.sources)) {
		const frozen = inputs.frozen(source);
		if (!frozen.ok) return frozen;
		sources[field as SourcedField] = frozen.value;
	}
	const {
		code,
		name,
		grade,
		element,
		unit,
		coefficient,
		amountBasis,
		reason,
		periodMonths,
		recurrence,
		evidence,
		remark
	} = line;
	return ok({
		parent: parent < 0 ? null : parent,
		code,
		name,
		grade,
		element,
		unit,
		quantity: byIndex(line.quantity, tree),
		unitPrice: byIndex(line.unitPrice, tree),
		coefficient,
		amountBasis,
		statedAmount: textOrNull(line.statedAmount),
		verifiedAmount: textOrNull(line.verifiedAmount),
		reason,
		periodMonths,
		recurrence,
		evidence,
		remark,
		sources
	});
}

/** Formulas of a snapshot name lines by their index, as everything in it does. */
function byIndex(text: string | null, tree: Tree): string | null {
	if (!isFormula(text)) return text;
	const renamed = renameReferences(text, (key) => {
		const index = key.startsWith(ID_MARK) ? tree.indexOf.get(key.slice(ID_MARK.length)) : undefined;
		return index === undefined ? undefined : `${ID_MARK}${index}`;
	});
	return renamed.ok ? renamed.value : text;
}

function textOrNull(amount: Fen | null): string | null {
	return amount === null ? null : String(amount);
}

function fenOrNull(text: string | null): Fen | null {
	return text === null ? null : fen(Number(text));
}
