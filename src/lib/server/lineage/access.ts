import type { Hash } from '#lib/core/address/value-ref.ts';
import { problem } from '#lib/core/problem.ts';
import { ok, refuse, type Result } from '#lib/core/result.ts';
import type { SnapshotKind } from '#lib/core/snapshot/snapshot.ts';
import { ROLES, type Actor } from '#lib/core/workflow/actor.ts';
import { may, mayAnywhere, PERMISSIONS, type Action } from '#lib/core/workflow/permission.ts';
import type { Context } from '../context.ts';
import {
	anyIssued,
	anySample,
	selectAnalysisPaths,
	selectChecks,
	selectComparisonPaths,
	selectProposalPaths,
	selectSetAnalysisPaths,
	selectSignedProposals,
	selectWorkpaperPaths
} from './access-store.ts';
import { selectAbove } from './store.ts';

/** How far a permission reaches: a comparison may be read without the breakdowns of other departments it compares. */
export type Access = 'itself' | 'with-everything-below';

/** What below an issued standard stays with those who may see the project: whose costs they are, and their workbooks. */
const NAMED: readonly (SnapshotKind | 'file')[] = ['analysis', 'source-table', 'file'];

/**
 * May this person see this snapshot or stored original? An issued standard and the set, factors and rules below it are open
 * to all who work here: a standard nobody may check is not one. Whose breakdown stands behind a member of the set is not:
 * names only by permission. For that the person must be allowed to read something that is or uses it.
 */
export async function mayReadHash(
	context: Context,
	hash: Hash,
	kind: SnapshotKind | 'file'
): Promise<Result<Access>> {
	const { db, actor } = context;
	// Parameters, build-ups and external samples belong to everybody who may read them anywhere.
	const shared = SHARED[kind];
	if (shared !== undefined && mayAnywhere(actor, shared).ok) return ok('itself');
	const above = await selectAbove(db, hash);
	if (actor.appointments.length > 0 && !NAMED.includes(kind) && (await anyIssued(db, above)))
		return ok('itself');
	if (NAMED.includes(kind) && mayAnywhere(actor, 'sample.read').ok && (await anySample(db, above)))
		return ok('itself');
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
	if (kind === 'budget-check' && mayAny(actor, 'project.read', await selectWorkpaperPaths(db, above)))
		return ok('itself');
	if (kind === 'budget-check' && (await mayReadSigned(context, hash))) return ok('itself');
	if (kind === 'budget-check' && (await mayReadCheck(context, hash))) return ok('itself');
	return refuse(notYours());
}

const SHARED: { readonly [K in SnapshotKind | 'file']?: Action } = {
	'parameter-set': 'parameter.read',
	recipe: 'recipe.read',
	'sample-table': 'sample.read'
};

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

/** A back-test is part of what was signed with a standard: who may read the standard may read it. */
async function mayReadSigned({ db, actor }: Context, hash: Hash): Promise<boolean> {
	const signed = await selectSignedProposals(db, hash);
	return (
		signed.some(({ issued }) => issued !== null && actor.appointments.length > 0) ||
		mayAny(
			actor,
			'standard.read',
			signed.map(({ path }) => path)
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
