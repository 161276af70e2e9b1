import { columnsOfLines, type LineColumns } from '#lib/core/costing/line-columns.ts';
import type { AnalysisDraft } from '#lib/core/costing/line.ts';
import { ok, type Result } from '#lib/core/result.ts';
import type { Context } from '../context.ts';
import { steadyDraft } from './analyses.ts';

/** A whole draft at the revision it stands at, its lines as columns. */
export interface DraftColumns {
	readonly revision: number;
	/** Everything but the lines. */
	readonly draft: AnalysisDraft;
	readonly lines: LineColumns;
}

/** What a page with very many lines reads after it stands, instead of carrying the lines in itself. */
export async function draftColumns(context: Context, id: string): Promise<Result<DraftColumns>> {
	const read = await steadyDraft(context, id);
	if (!read.ok) return read;
	const { row, draft } = read.value;
	return ok({
		revision: row.revision,
		draft: { ...draft, lines: [] },
		lines: columnsOfLines(draft.lines)
	});
}
