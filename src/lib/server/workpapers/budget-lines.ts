import type { Hash } from '#lib/core/address/value-ref.ts';
import { dec, sum, toText } from '#lib/core/decimal/decimal.ts';
import { convertQuantity, sameDimension } from '#lib/core/quantity/convert.ts';
import { findUnit, unitById, type Unit } from '#lib/core/quantity/units.ts';
import type { BudgetedLine } from '#lib/core/standards/budget-back-test.ts';
import type { WorkpaperContent } from '#lib/core/standards/workpaper/review-workpaper.ts';
import { may } from '#lib/core/workflow/permission.ts';
import { everyConfirmedUnit } from '../comparison/costed-units.ts';
import type { Context } from '../context.ts';
import { selectWorkpapers } from './store.ts';

/** Lines of one year's budgets that a standard of a category and unit would apply to, and the snapshots they stand in. */
export interface YearBudgets {
	readonly year: number;
	readonly lines: readonly BudgetedLine[];
	readonly sources: readonly Hash[];
	/** Lines of organisations this person may not read; told as a number only. */
	readonly hidden: number;
}

/** What a standard applies to; grade "" = every grade. */
export interface BudgetKind {
	readonly category: string;
	readonly unitId: string;
	readonly grade: string;
}

type Found = {
	readonly year: number;
	readonly source: Hash;
	readonly path: string;
	readonly line: Omit<BudgetedLine, 'input'>;
};

/**
 * The latest year's budgets of a kind: what units asked for in review workpapers, and, of projects that are in none of
 * them, the cost units of confirmed analyses of that year. Null where there are none.
 */
export async function latestBudgets(
	context: Context,
	kind: BudgetKind,
	scope: 'readable' | 'all'
): Promise<YearBudgets | null> {
	const unit = unitById(kind.unitId);
	const ofGrade = ({ line: { grade } }: Found) => kind.grade === '' || grade === '' || grade === kind.grade;
	const asked = (await askedLines(context, kind.category, unit)).filter(ofGrade);
	const analysed = (await analysedLines(context, kind.category, unit)).filter(ofGrade);
	const years = [...asked, ...analysed].map(({ year }) => year);
	if (years.length === 0) return null;
	const year = Math.max(...years);
	const ofYear = asked.filter((found) => found.year === year);
	const known = new Set(ofYear.map(nameOf));
	const all = [...ofYear, ...analysed.filter((found) => found.year === year && !known.has(nameOf(found)))];
	const shown =
		scope === 'all' ? all : all.filter(({ path }) => may(context.actor, 'project.read', { path }).ok);
	const sources = [...new Set(shown.map(({ source }) => source))];
	return {
		year,
		// Input 0 of the back-test is the standard itself.
		lines: shown.map(({ line, source }) => ({ ...line, input: 1 + sources.indexOf(source) })),
		sources,
		hidden: all.length - shown.length
	};
}

/** Units that the latest budgets of a kind pay for, all organisations together, in the unit of the kind. */
export async function latestVolume(context: Context, kind: BudgetKind): Promise<string | null> {
	const budgets = await latestBudgets(context, kind, 'all');
	const unit = unitById(kind.unitId);
	const quantities = (budgets?.lines ?? []).flatMap(({ quantity, unit: written }) => {
		const own = findUnit(written);
		const converted = own && convertQuantity(dec(quantity), own, unit);
		return converted?.ok ? [converted.value] : [];
	});
	return quantities.length === 0 ? null : toText(sum(quantities));
}

function nameOf({ line }: Found): string {
	return `${line.organisation}\n${line.line}`;
}

async function askedLines(context: Context, category: string, unit: Unit): Promise<readonly Found[]> {
	const found = new Map<string, Found>();
	for (const { body, snapshot, path, year } of await selectWorkpapers(context.db)) {
		// A workpaper names a snapshot of that method.
		const { content } = JSON.parse(body) as { content: WorkpaperContent };
		for (const [i, line] of content.lines.entries()) {
			if (line.category !== category || !measures(line.unit, unit)) continue;
			const { organisation, grade, quantity, months, requested } = line;
			const own = { organisation, line: line.line, grade, quantity, unit: line.unit, months, requested };
			const entry = {
				year,
				source: snapshot,
				path,
				line: { ...own, pointer: `/content/lines/${i}/requested` }
			};
			// The latest workpaper stands first: an earlier one of the same line was replaced by it.
			const key = `${year}\n${nameOf(entry)}`;
			if (!found.has(key)) found.set(key, entry);
		}
	}
	return [...found.values()];
}

async function analysedLines(context: Context, category: string, unit: Unit): Promise<readonly Found[]> {
	const units = await everyConfirmedUnit(context);
	if (!units.ok) return [];
	return units.value.flatMap(({ snapshot, unit: index, path, cost, observation }): readonly Found[] => {
		const { organisation, projectName, name, grade, output, fiscalYear, periodMonths } = observation;
		if (observation.category !== category || !measures(observation.unit, unit)) return [];
		const line = {
			organisation,
			line: `${projectName} ${name}`,
			grade,
			quantity: output,
			unit: observation.unit
		};
		const pointer = `/results/units/${index}/cost`;
		return [
			{
				year: fiscalYear,
				source: snapshot,
				path,
				line: { ...line, months: periodMonths, requested: cost, pointer }
			}
		];
	});
}

function measures(text: string, unit: Unit): boolean {
	const own = findUnit(text);
	return own !== undefined && sameDimension(own, unit);
}
