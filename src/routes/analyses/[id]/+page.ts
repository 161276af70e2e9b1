import { error } from '@sveltejs/kit';
import { browser } from '$app/environment';
import { linesOfColumns } from '#lib/core/costing/line-columns.ts';
import { fetchGridCode } from '#lib/ui/grid/grid-code.ts';
import type { PageLoad } from './$types';

/**
 * An analysis of many lines comes without them: the page is there at once, and the lines follow as columns. On the
 * server the page is drawn without them.
 */
export const load: PageLoad = async ({ data, fetch, params }) => {
	const { analysis } = data;
	if (analysis.lineCount === analysis.draft.lines.length || !browser) return data;
	// The grid's code comes while the lines do, not after them.
	void fetchGridCode();
	const response = await fetch(`/analyses/${params.id}/lines`);
	const read = await response.json();
	if (!response.ok) error(response.status, { message: read.problem, code: read.code });
	const draft = { ...read.draft, lines: linesOfColumns(read.lines) };
	return {
		...data,
		analysis: { ...analysis, draft, revision: read.revision, lineCount: draft.lines.length }
	};
};
