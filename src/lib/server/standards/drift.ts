import type { Hash } from '#lib/core/address/value-ref.ts';
import type {
	ComparisonContent,
	ComparisonResults,
	ParameterSetContent
} from '#lib/core/comparison/comparison-snapshot.ts';
import type { Observation } from '#lib/core/comparison/observation.ts';
import { yearOf, type DateText } from '#lib/core/period/date.ts';
import type { Snapshot } from '#lib/core/snapshot/snapshot.ts';
import {
	indexDrift,
	outturnDrift,
	wholeSet,
	type IndexDrift,
	type OutturnDrift
} from '#lib/core/standards/drift.ts';
import { applies } from '#lib/core/standards/look-up.ts';
import { unitsOf } from '../comparison/confirmed-units.ts';
import type { Context } from '../context.ts';
import { seriesContent } from '../parameters/service.ts';
import { getSnapshot } from '../snapshots/service.ts';
import type { LibraryLine } from './facts.ts';
import { outturnEntries } from './outturn.ts';

/** What moved away from under a standard since it was made; null where it cannot be told. */
export interface Drift {
	readonly index: IndexDrift | null;
	readonly outturn: OutturnDrift | null;
	readonly alarm: boolean;
}

const NONE: Drift = { index: null, outturn: null, alarm: false };

/** How each of these standards drifted by a date. Only what applies then can drift: nobody uses the others. */
export async function driftFor(
	context: Context,
	lines: readonly LibraryLine[],
	at: DateText
): Promise<(line: LibraryLine) => Drift> {
	const current = lines.filter(({ status }) => applies(status));
	const indices = await indicesOf(context, current, at);
	const entriesFor = await outturnEntries(context, at);
	const outturn = new Map<string, OutturnDrift | null>();
	for (const line of current) outturn.set(line.proposalId, outturnDrift(line.band, await entriesFor(line)));
	return (line) => {
		if (!applies(line.status)) return NONE;
		const index = indices.get(indexKey(line)) ?? null;
		const paid = outturn.get(line.proposalId) ?? null;
		return { index, outturn: paid, alarm: index?.alarm === true || paid?.alarm === true };
	};
}

/** Standards of one comparison and price year share their index. */
function indexKey({ comparison, priceYear }: LibraryLine): string {
	return `${comparison} ${priceYear}`;
}

async function indicesOf(
	context: Context,
	lines: readonly LibraryLine[],
	at: DateText
): Promise<ReadonlyMap<string, IndexDrift | null>> {
	const series = new Map<string, ParameterSetContent | null>();
	const indices = new Map<string, IndexDrift | null>();
	for (const line of lines) {
		const { priceSeries: code, priceYear, comparison } = line;
		if (code === null || indices.has(indexKey(line))) continue;
		if (!series.has(code)) {
			const read = await seriesContent(context, code);
			series.set(code, read.ok ? read.value : null);
		}
		const content = series.get(code);
		if (!content) continue;
		const set = content.kind === 'element-index' ? await setOf(context, comparison) : null;
		indices.set(indexKey(line), indexDrift(content, priceYear, yearOf(at), set));
	}
	return indices;
}

/** The included members of a frozen comparison as one: what weighs an index by element. */
async function setOf(context: Context, hash: Hash): Promise<Observation | null> {
	const read = await getSnapshot(context.db, hash);
	if (!read.ok) return null;
	// A comparison row names a snapshot of that kind.
	const { content, inputs } = read.value as Snapshot<ComparisonContent, ComparisonResults>;
	const members: Observation[] = [];
	for (const { analysis, unit, included } of content.members) {
		const input = inputs[analysis];
		if (!included || !input) continue;
		const units = await unitsOf(context, input.hash);
		const found = units.ok ? units.value.find((candidate) => candidate.unit === unit) : undefined;
		if (found) members.push(found.observation);
	}
	return wholeSet(members);
}
