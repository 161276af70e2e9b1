import type { Hash } from '#lib/core/address/value-ref.ts';
import { problem } from '#lib/core/problem.ts';
import { ok, refuse, type Result } from '#lib/core/result.ts';
import type { SnapshotKind } from '#lib/core/snapshot/snapshot.ts';
import { ROLES, type Actor } from '#lib/core/workflow/actor.ts';
import { may, mayAnywhere, PERMISSIONS, type Action } from '#lib/core/workflow/permission.ts';
import type { Context } from '../context.ts';
import {
	anyIssued,
	selectAnalysisPaths,
	selectChecks,
	selectComparisonPaths,
	selectProposalPaths,
	selectSetAnalysisPaths
} from './access-store.ts';
import { selectAbove } from './store.ts';

/** How far a permission reaches: a comparison may be read without the breakdowns of other departments it compares. */
export type Access = 'itself' | 'with-everything-below';

/**
 * May this person see this snapshot or stored original? Whatever lies below an issued standard is open to all who work
 * here: a standard nobody may check is not one. Else the person must be allowed to read something that is or uses it.
 */
export async function mayReadHash(
	context: Context,
	hash: Hash,
	kind: SnapshotKind | 'file'
): Promise<Result<Access>> {
	const { db, actor } = context;
	// Parameters and build-ups belong to everybody who may read them anywhere.
	const shared = kind === 'parameter-set' ? 'parameter.read' : kind === 'recipe' ? 'recipe.read' : undefined;
	if (shared !== undefined && mayAnywhere(actor, shared).ok) return ok('itself');
	const above = await selectAbove(db, hash);
	if (actor.appointments.length > 0 && (await anyIssued(db, above))) return ok('with-everything-below');
	if (mayAny(actor, 'project.read', await selectAnalysisPaths(db, above))) return ok('with-everything-below');
	if (kind === 'comparison' && mayAny(actor, 'comparison.read', await selectComparisonPaths(db, hash)))
		return ok('itself');
	if (
		kind === 'comparison-analysis' &&
		mayAny(actor, 'comparison.read', await selectSetAnalysisPaths(db, hash))
	)
		return ok('itself');
	if (kind === 'standard' && mayAny(actor, 'standard.read', await selectProposalPaths(db, hash)))
		return ok('itself');
	if (kind === 'budget-check' && (await mayReadCheck(context, hash))) return ok('itself');
	return refuse(notYours());
}

async function mayReadCheck({ db, actor }: Context, hash: Hash): Promise<boolean> {
	const checks = await selectChecks(db, hash);
	const own = checks.some((check) => check.checked_by === actor.userId);
	return (
		own ||
		mayAny(
			actor,
			'budget-check.run',
			checks.map((check) => check.path)
		)
	);
}

function mayAny(actor: Actor, action: Action, paths: readonly string[]): boolean {
	return paths.some((path) => may(actor, action, { path }).ok);
}

function notYours() {
	const { within, across } = PERMISSIONS['project.read'];
	const roles = [...within, ...across].map((role) => ROLES[role]).join('、');
	return problem('workflow/forbidden', { action: '查看这个数字的来源', roles });
}
