import type { Hash } from '#lib/core/address/value-ref.ts';
import type { AnalysisContent, AnalysisResults } from '#lib/core/costing/analysis-snapshot.ts';
import { yearOf, type DateText } from '#lib/core/period/date.ts';
import { unitById } from '#lib/core/quantity/units.ts';
import type { OutturnEntry } from '#lib/core/standards/drift.ts';
import { outturnQuantity, outturnYears, type OutturnYearFigure } from '#lib/core/standards/outturn-years.ts';
import { may } from '#lib/core/workflow/permission.ts';
import type { Context } from '../context.ts';
import { getSnapshot } from '../snapshots/service.ts';
import type { LibraryLine } from './facts.ts';
import { selectConfirmedAnalyses, type ConfirmedAnalysisRow } from './upkeep-store.ts';

/** What one cost unit of a confirmed analysis really cost in a year, for a standard it falls under. */
export interface MeasuredOutturn extends OutturnEntry {
	readonly project: string;
	/** Whether this person may read the project; its name and its chain of sources are closed otherwise. */
	readonly readable: boolean;
	readonly snapshot: Hash;
	/** Where the unit cost of that year stands in the snapshot. */
	readonly pointer: string;
}

type Measured = Pick<LibraryLine, 'category' | 'grade' | 'unitId' | 'effectiveFrom'>;

/**
 * 执行结果 as confirmed breakdowns say it, for every standard asked: cost units of its category and grade, in years it has
 * had force, whose lines state what was spent. Of several analyses of a project that know a year, the newest counts.
 */
export async function measuredOutturn(
	context: Context,
	at: DateText
): Promise<(line: Measured) => Promise<readonly MeasuredOutturn[]>> {
	const rows = await selectConfirmedAnalyses(context.db);
	return async (line) => {
		const found = new Map<string, MeasuredOutturn[]>();
		for (const row of rows) {
			if (row.category !== line.category && !row.category.startsWith(`${line.category}/`)) continue;
			const own = Map.groupBy(
				entriesOf(context, row, await figuresOf(context, row), line, at),
				({ year }) => year
			);
			for (const [year, entries] of own) found.set(JSON.stringify([row.project, year]), entries);
		}
		return [...found.values()].flat();
	};
}

function entriesOf(
	context: Context,
	row: ConfirmedAnalysisRow,
	figures: readonly OutturnYearFigure[],
	line: Measured,
	at: DateText
): readonly MeasuredOutturn[] {
	const unit = unitById(line.unitId);
	return figures.flatMap((figure) => {
		const { year, grade, cost, unit: index, at: place } = figure;
		if (year < yearOf(line.effectiveFrom) || year > yearOf(at)) return [];
		const quantity = outturnQuantity(figure, unit);
		if (quantity === null || (line.grade !== '' && line.grade !== grade)) return [];
		return [
			{
				...{ year, quantity, amount: cost, project: row.name, snapshot: row.snapshot },
				readable: may(context.actor, 'project.read', { path: row.path }).ok,
				pointer: `/results/units/${index}/years/${place}/unitCost`
			}
		];
	});
}

/** Named by content, so never out of date; kept because the library asks for it on every search. */
const kept = new Map<Hash, readonly OutturnYearFigure[]>();
const MOST_KEPT = 20_000;

async function figuresOf(
	context: Context,
	{ snapshot }: ConfirmedAnalysisRow
): Promise<readonly OutturnYearFigure[]> {
	const known = kept.get(snapshot);
	if (known) return known;
	const read = await getSnapshot(context.db, snapshot);
	if (!read.ok) return [];
	// An analysis names a snapshot of that kind.
	const { content, results } = read.value;
	const figures = outturnYears(content as AnalysisContent, results as AnalysisResults);
	if (kept.size >= MOST_KEPT) kept.clear();
	kept.set(snapshot, figures);
	return figures;
}
