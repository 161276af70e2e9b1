import { canonicalText } from '#lib/core/snapshot/canonical.ts';
import type { Actor } from '#lib/core/workflow/actor.ts';
import { mightEver } from '#lib/core/workflow/permission.ts';
import { recordAudit } from '../audit/service.ts';
import { timestamp, type Context } from '../context.ts';
import { inTransaction } from '../database/database.ts';
import { ok } from '#lib/core/result.ts';
import { insertReplayRun, selectLastReplayRun } from './replay-run-store.ts';

/** What a replay of everything found. */
export interface ReplayFindings {
	readonly standards: number;
	readonly snapshots: number;
	readonly files: number;
	/** One sentence for each broken thing. */
	readonly faults: readonly string[];
}

export interface ReplayRun extends ReplayFindings {
	readonly startedAt: string;
	readonly finishedAt: string;
}

/** In whose name the nightly replay is recorded. */
export const NIGHT_ACTOR: Actor = { userId: 'system', name: '夜间复算', appointments: [] };

/** 夜间复算: does it and keeps what it found. Asks nobody's permission: the system checks itself. */
export async function nightlyReplay(
	context: Context,
	replay: () => Promise<ReplayFindings>
): Promise<ReplayRun> {
	const startedAt = timestamp(context);
	const findings = await replay();
	const run = { ...findings, startedAt, finishedAt: timestamp(context) };
	await inTransaction(context, async (tx) => {
		const id = tx.newId();
		const { standards, snapshots, files, faults } = findings;
		await insertReplayRun(tx.db, {
			id,
			started_at: startedAt,
			finished_at: run.finishedAt,
			standards,
			snapshots,
			files,
			faults: canonicalText(faults)
		});
		await recordAudit(tx, {
			action: 'replay.run',
			subjectKind: 'replay',
			subjectId: id,
			before: null,
			after: null,
			details: { standards, snapshots, files, faults: faults.length }
		});
		return ok(true);
	});
	return run;
}

/** The last nightly replay, for those who answer for the record; null for others, and before the first night. */
export async function lastReplay(context: Context): Promise<ReplayRun | null> {
	if (!mightEver(context.actor, 'audit.read')) return null;
	const row = await selectLastReplayRun(context.db);
	if (!row) return null;
	const { standards, snapshots, files, started_at, finished_at } = row;
	// Written above as a canonical array of sentences.
	const faults = JSON.parse(row.faults) as string[];
	return { standards, snapshots, files, faults, startedAt: started_at, finishedAt: finished_at };
}
