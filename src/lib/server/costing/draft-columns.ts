import { columnsOfLines, type LineColumns } from '#lib/core/costing/line-columns.ts';
import type { AnalysisDraft } from '#lib/core/costing/line.ts';
import { ok, type Result } from '#lib/core/result.ts';
import { may } from '#lib/core/workflow/permission.ts';
import type { Context } from '../context.ts';
import { steadyDraft } from './analyses.ts';
import { prepare, rememberedLines } from './standing-draft.ts';

/** A whole draft at the revision it stands at, its lines as columns. */
export interface DraftColumns {
	readonly revision: number;
	/** Everything but the lines. */
	readonly draft: AnalysisDraft;
	readonly lines: LineColumns;
}

/** What a page with very many lines reads after it stands, instead of carrying the lines in itself. */
export async function draftColumns(context: Context, id: string): Promise<Result<DraftColumns>> {
	const head = await steadyDraft(context, id, 0);
	if (!head.ok) return head;
	const { row, draft } = head.value;
	const known = rememberedLines(context.db, id, row.revision);
	if (known) return ok(columnsOf(row.revision, draft, known));
	const read = await steadyDraft(context, id);
	if (!read.ok) return read;
	const { revision, path } = read.value.row;
	if (may(context.actor, 'analysis.edit', { path }).ok) prepare(context.db, id, revision, read.value.draft);
	return ok(columnsOf(revision, read.value.draft, read.value.draft.lines));
}

function columnsOf(revision: number, draft: AnalysisDraft, lines: AnalysisDraft['lines']): DraftColumns {
	return { revision, draft: { ...draft, lines: [] }, lines: columnsOfLines(lines) };
}
