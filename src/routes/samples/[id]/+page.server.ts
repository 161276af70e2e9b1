import { redirect } from '@sveltejs/kit';
import { columnLetters, parseCellAddress } from '#lib/core/address/cell-address.ts';
import { LEFT_OUT, type SampleResults } from '#lib/core/comparison/samples/sample-table.ts';
import { mightEver } from '#lib/core/workflow/permission.ts';
import { confirmSample, describeSample, viewSample, type SampleView } from '#lib/server/samples/service.ts';
import { problemText } from '#lib/text/zh-CN.ts';
import { readForm } from '../../read-request.ts';
import { contextOf, refuseForm, refusePage } from '../../refusal.ts';
import { sampleInput } from './sample-input.ts';
import type { Actions, PageServerLoad } from './$types';

/** Rows and columns of the original that the page shows, and observations. */
const SHOWN_ROWS = 8;
const SHOWN_COLUMNS = 60;
const SHOWN_OBSERVATIONS = 50;

export const load: PageServerLoad = async ({ locals, params }) => {
	const context = contextOf(locals);
	const view = await viewSample(context, params.id);
	if (!view.ok) refusePage(view.problem);
	const { table, results, problem, ...sample } = view.value;
	return {
		...sample,
		head: headOf(table),
		problem: problem && problemText(problem),
		found: results && shownResults(results),
		mayCompare: mightEver(context.actor, 'comparison.edit')
	};
};

export const actions: Actions = {
	describe: async ({ locals, params, request }) => {
		const input = sampleInput(await readForm(request));
		const changed = await describeSample(contextOf(locals), { id: params.id, ...input });
		return changed.ok ? { problem: null } : refuseForm(changed.problem);
	},
	confirm: async ({ locals, params, request }) => {
		const context = contextOf(locals);
		const input = sampleInput(await readForm(request));
		const changed = await describeSample(context, { id: params.id, ...input });
		if (!changed.ok) return refuseForm(changed.problem);
		const confirmed = await confirmSample(context, params.id);
		if (!confirmed.ok) return refuseForm(confirmed.problem);
		redirect(303, `/samples/${params.id}`);
	}
};

/** The first rows of the sheet as it was sent, by column. */
function headOf({ cells }: SampleView['table']) {
	const rows = new Map<number, Record<string, string>>();
	let widest = 0;
	for (const cell of cells) {
		const at = parseCellAddress(cell.at);
		if (!at || at.column > SHOWN_COLUMNS) continue;
		widest = Math.max(widest, at.column);
		if (rows.size >= SHOWN_ROWS && !rows.has(at.row)) continue;
		const row = rows.get(at.row) ?? {};
		row[columnLetters(at.column)] = cell.raw;
		rows.set(at.row, row);
	}
	return {
		columns: Array.from({ length: widest }, (_, i) => columnLetters(i + 1)),
		rows: [...rows].map(([row, texts]) => ({ row, texts }))
	};
}

function shownResults({ rows, left, unreadable }: SampleResults) {
	const reasons = Map.groupBy(left, ({ why }) => why);
	return {
		count: rows.length,
		rows: rows.slice(0, SHOWN_OBSERVATIONS),
		left: [...reasons].map(([why, some]) => ({
			text: LEFT_OUT[why],
			count: some.length,
			cells: some.slice(0, 5).map(({ cell }) => cell)
		})),
		unreadable: { count: unreadable.length, cells: unreadable.slice(0, 5) }
	};
}
