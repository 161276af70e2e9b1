import type { DateText } from '#lib/core/period/date.ts';
import { ok, type Result } from '#lib/core/result.ts';
import {
	facetsOf,
	searchLibrary,
	type LibraryFacets,
	type LibraryFilter
} from '#lib/core/standards/library-search.ts';
import { applies } from '#lib/core/standards/look-up.ts';
import { mayAnywhere } from '#lib/core/workflow/permission.ts';
import type { Context } from '../context.ts';
import { driftFor, type Drift } from './drift.ts';
import { libraryLines, type LibraryLine } from './facts.ts';
import { revisionsUnderWay, type Revision } from './revisions.ts';
import { usesOf, type Uses } from './uses.ts';

export interface SearchInput {
	readonly date: DateText;
	readonly filter: LibraryFilter;
	/** Only those with a drift alarm (漂移提醒). */
	readonly drifting: boolean;
	/** From 1. */
	readonly page: number;
}

export interface FoundLine extends LibraryLine {
	readonly uses: Uses;
	readonly drift: Drift;
	/** 修订中: a new version of it is under signature; null where none is. */
	readonly revision: Revision | null;
}

export interface SearchResult {
	readonly lines: readonly FoundLine[];
	readonly found: number;
	readonly total: number;
	readonly page: number;
	readonly pages: number;
	readonly facets: LibraryFacets;
	/** Of everything that applies on the date. */
	readonly overdue: number;
	readonly drifting: number;
}

const PAGE = 50;

/** 标准库: the standards that match on a date, a page at a time, with how often each is used and what drifted. */
export async function searchStandards(context: Context, input: SearchInput): Promise<Result<SearchResult>> {
	const allowed = mayAnywhere(context.actor, 'standard.read');
	if (!allowed.ok) return allowed;
	const all = await libraryLines(context, input.date);
	const driftOn = await driftFor(context, all, input.date);
	const matching = searchLibrary(all, input.filter).filter((line) => !input.drifting || driftOn(line).alarm);
	const pages = Math.max(1, Math.ceil(matching.length / PAGE));
	const page = Math.min(Math.max(1, input.page), pages);
	const shown = matching.slice((page - 1) * PAGE, page * PAGE);
	const uses = await usesOf(context, shown);
	const revisions = await revisionsUnderWay(context);
	const current = all.filter(({ status }) => applies(status));
	return ok({
		lines: shown.map((line) => ({
			...line,
			uses: uses(line),
			drift: driftOn(line),
			revision: applies(line.status) ? (revisions.get(line.series) ?? null) : null
		})),
		found: matching.length,
		total: all.length,
		page,
		pages,
		facets: facetsOf(all),
		overdue: current.filter(({ overdue }) => overdue).length,
		drifting: current.filter((line) => driftOn(line).alarm).length
	});
}
