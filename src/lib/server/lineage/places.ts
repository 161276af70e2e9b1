import type { Hash, ValueRef } from '#lib/core/address/value-ref.ts';
import type { ParameterSetContent } from '#lib/core/comparison/comparison-snapshot.ts';
import type { AnalysisContent } from '#lib/core/costing/analysis-snapshot.ts';
import { LINE_FIGURES } from '#lib/core/costing/explain-step.ts';
import type { AnalysisDraft } from '#lib/core/costing/line.ts';
import type { Place } from '#lib/core/lineage/forward.ts';
import { sourceTable } from '#lib/core/lineage/source-cell.ts';
import { readStoredText } from '#lib/core/lineage/stored-text.ts';
import { ok, type Result } from '#lib/core/result.ts';
import type { Context } from '../context.ts';
import { confirmedVersions, draftBehind, readableAnalysis } from '../costing/analyses.ts';
import { resolveFile } from '../files/service.ts';
import { sha256 } from '../hash.ts';
import { getSnapshot, resolveHash } from '../snapshots/service.ts';
import { selectFrozenPlaces, selectSeriesSnapshots, selectSourceTablesOf } from './store.ts';

/**
 * Where in snapshots a figure stands: a cell in the sheets read from its file, a dated parameter in every frozen copy of
 * its series, a draft figure in what was frozen of its analysis.
 */
export async function placesOf(context: Context, ref: ValueRef): Promise<Result<readonly Place[]>> {
	switch (ref.kind) {
		case 'frozen': {
			const hash = await resolveHash(context.db, ref.snapshot);
			return hash.ok ? ok(await frozenPlaces(context, hash.value, ref.pointer)) : hash;
		}
		case 'cell':
			return cellPlaces(context, ref);
		case 'draft':
			return draftPlaces(context, ref);
		case 'parameter':
			return ok(await parameterPlaces(context, ref));
	}
}

/** An entry of a frozen series is the same parameter in every other copy of that series. */
async function frozenPlaces(context: Context, hash: Hash, pointer: string): Promise<readonly Place[]> {
	const own = { snapshot: hash, pointer };
	const at = /^\/content\/entries\/(\d+)\/value$/.exec(pointer)?.[1];
	const snapshot = at === undefined ? undefined : await getSnapshot(context.db, hash);
	if (!snapshot?.ok || snapshot.value.kind !== 'parameter-set') return [own];
	// Snapshots of this kind have this content.
	const { code, entries } = snapshot.value.content as ParameterSetContent;
	const entry = entries[Number(at)];
	if (!entry) return [own];
	const { key, version } = entry;
	const copies = await parameterPlaces(context, { kind: 'parameter', series: code, at: key, version });
	return [own, ...copies.filter((copy) => copy.snapshot !== hash)];
}

async function parameterPlaces(
	{ db }: Context,
	ref: Extract<ValueRef, { kind: 'parameter' }>
): Promise<readonly Place[]> {
	return (await selectSeriesSnapshots(db, ref.series)).flatMap(({ hash, body }) => {
		const read = readStoredText(hash, body, sha256);
		if (!read.ok) return [];
		// Asked for by kind, and their hash was checked.
		const { code, entries } = read.value.content as ParameterSetContent;
		const at = entries.findIndex(({ key, version }) => key === ref.at && version === ref.version);
		return code === ref.series && at >= 0
			? [{ snapshot: hash, pointer: `/content/entries/${at}/value` }]
			: [];
	});
}

async function cellPlaces(
	{ db }: Context,
	ref: Extract<ValueRef, { kind: 'cell' }>
): Promise<Result<readonly Place[]>> {
	const file = await resolveFile(db, ref.file);
	if (!file.ok) return file;
	return ok(
		(await selectSourceTablesOf(db, file.value)).flatMap(({ hash, body }) => {
			const table = readStoredText(hash, body, sha256);
			return table.ok && sourceTable(table.value)?.sheet === ref.sheet
				? [{ snapshot: hash, pointer: `/content/cells/${ref.address}` }]
				: [];
		})
	);
}

type DraftRef = Extract<ValueRef, { kind: 'draft' }>;

async function draftPlaces(context: Context, ref: DraftRef): Promise<Result<readonly Place[]>> {
	if (ref.table === 'cost_line') return ok(await linePlaces(context, ref));
	// Nothing is computed with a value before a second person approved it.
	if (ref.table === 'parameter_draft') return ok([]);
	const behind = await draftBehind(context, ref.table, ref.id);
	if (!behind.ok) return behind;
	const row = await readableAnalysis(context, behind.value.analysisId);
	if (!row.ok) return row;
	const places: Place[] = [];
	for (const snapshot of await confirmedVersions(context.db, row.value)) {
		const version = await getSnapshot(context.db, snapshot);
		if (!version.ok) continue;
		// Versions of an analysis are snapshots with this content.
		const pointer = pointerIn(version.value.content as AnalysisContent, behind.value.draft, ref);
		if (pointer !== null) places.push({ snapshot, pointer });
	}
	return ok(places);
}

/** A line stands in the snapshots its place was kept for, where its figures are content, results or both. */
async function linePlaces({ db }: Context, { id, field }: DraftRef): Promise<readonly Place[]> {
	const figures = Object.hasOwn(LINE_FIGURES, field) ? [field] : Object.keys(LINE_FIGURES);
	return (await selectFrozenPlaces(db, id)).flatMap(({ snapshot, position }) =>
		figures.flatMap((figure) =>
			(['content', 'results'] as const).map((area) => ({
				snapshot,
				pointer: `/${area}/lines/${position}/${figure}`
			}))
		)
	);
}

/** Everything but lines is found again by its name, as for what rests on a later version. */
function pointerIn(
	content: AnalysisContent,
	draft: AnalysisDraft,
	{ table, id, field }: DraftRef
): string | null {
	if (table === 'analysis') return `/results/total/${field}`;
	const inList = (
		own: readonly { readonly id: string; readonly name: string }[],
		frozen: readonly { readonly name: string }[] | undefined,
		area: string
	): string | null => {
		const name = own.find((one) => one.id === id)?.name;
		const at = name === undefined ? -1 : (frozen?.findIndex((one) => one.name === name) ?? -1);
		return at < 0 ? null : `/${area}/${at}/${field}`;
	};
	if (table === 'cost_unit')
		return inList(draft.units, content.units, field === 'output' ? 'content/units' : 'results/units');
	if (table === 'performance_indicator') {
		const name = draft.indicators.find((one) => one.id === id)?.level3;
		const at = content.indicators.findIndex(({ level3 }) => level3 === name);
		return at < 0 ? null : `/content/indicators/${at}/${field}`;
	}
	return (
		inList(draft.parameters, content.parameters, 'content/parameters') ??
		inList(draft.pools, content.pools, 'results/pools') ??
		inList(draft.combined, content.combined, 'results/combined')
	);
}
