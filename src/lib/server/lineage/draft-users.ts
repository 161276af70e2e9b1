import { refText, type ValueRef } from '#lib/core/address/value-ref.ts';
import { SOURCED_FIELDS, type CellSource } from '#lib/core/costing/line.ts';
import { LIMITS } from '#lib/core/limits.ts';
import { may } from '#lib/core/workflow/permission.ts';
import type { Context } from '../context.ts';
import {
	selectDraftComparisonsWith,
	selectDraftLinesFrom,
	selectDraftUnitsWith
} from './draft-users-store.ts';
import { Figures } from './figures.ts';
import type { RestingThing } from './forward.ts';

export type DraftUser = RestingThing & { readonly readable: boolean };

/**
 * What people still work on and took a figure into: of a cell the analyses not confirmed yet with the lines read from it
 * and the cost units those belong to, of a dated parameter the comparisons not frozen yet that are set to its series.
 */
export async function draftUsers(context: Context, ref: ValueRef): Promise<readonly DraftUser[]> {
	if (ref.kind === 'cell') return draftAnalyses(context, ref);
	return ref.kind === 'parameter' ? draftComparisons(context, ref.series) : [];
}

async function draftAnalyses(
	context: Context,
	cell: Extract<ValueRef, { kind: 'cell' }>
): Promise<readonly DraftUser[]> {
	const found: DraftUser[] = [];
	const rows = (await selectDraftLinesFrom(context.db, cell.file, cell.address)).flatMap((row) => {
		const fields = fieldsFrom(row.sources, cell);
		return fields.length > 0 ? [{ ...row, fields }] : [];
	});
	for (const [id, lines] of Map.groupBy(rows, (row) => row.analysis_id)) {
		const [first] = lines;
		if (!first) continue;
		const readable = may(context.actor, 'project.read', { path: first.path }).ok;
		const refs: ValueRef[] = lines.flatMap(({ line_id, fields }) =>
			fields.map((field) => ({ kind: 'draft', table: 'cost_line', id: line_id, field }))
		);
		for (const unit of await selectDraftUnitsWith(
			context.db,
			id,
			lines.map(({ line_id }) => line_id)
		))
			refs.push({ kind: 'draft', table: 'cost_unit', id: unit, field: 'unitCost' });
		found.push({
			kind: 'analysis',
			title: `${first.name} ${first.fiscal_year} 年`,
			state: first.state,
			href: `/analyses/${id}`,
			figures: readable ? await shown(context, refs) : [],
			more: Math.max(0, refs.length - LIMITS.forwardFigures),
			whole: false,
			readable
		});
	}
	return found;
}

/** Columns of a line that were read from the cell. */
function fieldsFrom(sources: string, cell: Extract<ValueRef, { kind: 'cell' }>): readonly string[] {
	// Written by the service that keeps lines, from this type.
	const known = JSON.parse(sources) as { readonly [field: string]: CellSource | undefined };
	return SOURCED_FIELDS.filter((field) => {
		const source = known[field];
		return source?.file === cell.file && source.sheet === cell.sheet && source.address === cell.address;
	});
}

async function shown(context: Context, refs: readonly ValueRef[]): Promise<RestingThing['figures']> {
	const figures = new Figures(context);
	const found: RestingThing['figures'][number][] = [];
	for (const ref of refs.slice(0, LIMITS.forwardFigures)) {
		const step = await figures.explain(ref);
		if (!step.ok) continue;
		const { label, value, unit } = step.value;
		found.push({ ref: refText(ref), label, value, unit });
	}
	return found;
}

async function draftComparisons(context: Context, series: string): Promise<readonly DraftUser[]> {
	return (await selectDraftComparisonsWith(context.db, series)).map(({ id, title, state, path }) => ({
		kind: 'comparison',
		title,
		state,
		href: `/comparisons/${id}`,
		figures: [],
		more: 0,
		whole: false,
		readable: may(context.actor, 'comparison.read', { path }).ok
	}));
}
