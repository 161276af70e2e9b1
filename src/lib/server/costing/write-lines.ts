import type { CostLine } from '#lib/core/costing/line.ts';
import type { AppDatabase } from '../database/database.ts';
import { rowFromLine } from './rows.ts';
import { deleteLines, insertLines, shiftPositions, updateLines, type Shift } from './store.ts';

/**
 * Writes only what differs between two drafts' lines, of which untouched ones are the same objects. False when the id of
 * a new line is already taken in another analysis.
 */
export async function writeLines(
	db: AppDatabase,
	analysisId: string,
	before: readonly CostLine[],
	after: readonly CostLine[]
): Promise<boolean> {
	const { removed, fresh, changed, shifts } = differenceOf(before, after);
	await deleteLines(db, analysisId, removed);
	// Before anything is put between the lines that only move along.
	await shiftPositions(db, analysisId, shifts);
	const inserted = await insertLines(
		db,
		fresh.map((line) => rowFromLine(analysisId, line))
	);
	if (inserted !== fresh.length) return false;
	await updateLines(
		db,
		changed.map((line) => rowFromLine(analysisId, line))
	);
	return true;
}

interface Difference {
	readonly removed: readonly string[];
	readonly fresh: readonly CostLine[];
	readonly changed: readonly CostLine[];
	readonly shifts: readonly Shift[];
}

function differenceOf(before: readonly CostLine[], after: readonly CostLine[]): Difference {
	const changed = changedInPlace(before, after);
	if (changed) return { removed: [], fresh: [], changed, shifts: [] };
	const known = new Map(before.map((line) => [line.id, line]));
	const kept = new Set(after.map(({ id }) => id));
	const differing = after.filter((line) => known.get(line.id) !== line);
	const moved = new Map(
		differing
			.filter((line) => onlyMoved(known.get(line.id), line))
			.map((line) => [line.id, line.position] as const)
	);
	const shifts = shiftsOf(before, known, after, moved);
	return {
		removed: before.map(({ id }) => id).filter((id) => !kept.has(id)),
		fresh: differing.filter(({ id }) => !known.has(id)),
		changed: differing.filter(({ id }) => known.has(id) && !(shifts.length > 0 && moved.has(id))),
		shifts
	};
}

/** The lines that differ where the same lines stand in the same order, as after every keystroke; null otherwise. */
function changedInPlace(before: readonly CostLine[], after: readonly CostLine[]): CostLine[] | null {
	if (before.length !== after.length) return null;
	const changed: CostLine[] = [];
	for (let index = 0; index < after.length; index += 1) {
		// Both lists have a line at every index below their length.
		const is = after[index] as CostLine;
		const was = before[index] as CostLine;
		if (was === is) continue;
		if (was.id !== is.id) return null;
		changed.push(is);
	}
	return changed;
}

/** Whether a line is as it was but for its place among its siblings. */
function onlyMoved(was: CostLine | undefined, is: CostLine): boolean {
	if (!was) return false;
	const fields = Object.keys(is) as (keyof CostLine)[];
	return fields.every((field) => field === 'position' || was[field] === is[field]);
}

/** Fewer lines than this are written one by one; more runs than this are not worth the statements. */
const FEW_LINES = 100;
const MANY_RUNS = 50;

/** Inserting one line moves all behind it by one: runs of siblings that move alike are written by one statement each. */
function shiftsOf(
	before: readonly CostLine[],
	known: ReadonlyMap<string, CostLine>,
	after: readonly CostLine[],
	moved: ReadonlyMap<string, number>
): readonly Shift[] {
	if (moved.size < FEW_LINES) return [];
	const untouched = new Set(after.filter((line) => known.get(line.id) === line).map(({ id }) => id));
	const parents = new Set(before.filter(({ id }) => moved.has(id)).map(({ parentId }) => parentId));
	const open = new Map<string | null, { from: number; to: number; by: number } | null>();
	const runs: { parentId: string | null; run: { from: number; to: number; by: number } }[] = [];
	const inOrder = before
		.filter(({ parentId }) => parents.has(parentId))
		.sort((a, b) => a.position - b.position);
	for (const { id, parentId, position } of inOrder) {
		const now = moved.get(id);
		const run = open.get(parentId) ?? null;
		if (now === undefined) {
			// A line that is removed or written anew may lie within a run: what is written to it does not last.
			if (untouched.has(id)) open.set(parentId, null);
		} else if (run?.by === now - position) run.to = position;
		else {
			const next = { from: position, to: position, by: now - position };
			open.set(parentId, next);
			runs.push({ parentId, run: next });
		}
	}
	return runs.length > MANY_RUNS ? [] : runs.map(({ parentId, run }) => ({ parentId, ...run }));
}
