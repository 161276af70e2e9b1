import { fen, fenText } from '#lib/core/money/fen.ts';
import { ok, type Result } from '#lib/core/result.ts';
import { may } from '#lib/core/workflow/permission.ts';
import { everyConfirmedUnit, type CostedUnit } from '../comparison/costed-units.ts';
import type { Context } from '../context.ts';

/** Years of confirmed analyses this person may read, the latest first. */
export async function analysedYears(context: Context): Promise<Result<readonly number[]>> {
	const units = await readableUnits(context);
	if (!units.ok) return units;
	const years = new Set(units.value.map(({ observation }) => observation.fiscalYear));
	return ok([...years].sort((a, b) => b - a));
}

/** Cost units of one year's confirmed analyses as requested lines, in the columns in which people paste them. */
export async function linesOfAnalyses(context: Context, year: number): Promise<Result<string>> {
	const units = await readableUnits(context);
	if (!units.ok) return units;
	const rows = units.value
		.filter(({ observation }) => observation.fiscalYear === year)
		.map(({ observation, cost }) => {
			const { organisation, projectName, name, category, grade, output, unit, periodMonths } = observation;
			const cells = [organisation, `${projectName} ${name}`, category, grade, output, unit, periodMonths];
			// A tab or a line break inside a name would move the columns.
			return [...cells, fenText(fen(Number(cost))), '']
				.map((cell) => String(cell).replace(/\s+/g, ' '))
				.join('\t');
		});
	return ok(rows.join('\n'));
}

async function readableUnits(context: Context): Promise<Result<readonly CostedUnit[]>> {
	const units = await everyConfirmedUnit(context);
	if (!units.ok) return units;
	return ok(units.value.filter(({ path }) => may(context.actor, 'project.read', { path }).ok));
}
