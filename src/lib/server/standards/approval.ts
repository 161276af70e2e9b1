import type { Hash } from '#lib/core/address/value-ref.ts';
import { dec, maximum, toText } from '#lib/core/decimal/decimal.ts';
import { LIMITS } from '#lib/core/limits.ts';
import { problem } from '#lib/core/problem.ts';
import { ok, refuse, type Result } from '#lib/core/result.ts';
import type { Snapshot } from '#lib/core/snapshot/snapshot.ts';
import { backTest } from '#lib/core/standards/back-test.ts';
import { draftOf, frozenExpenditure, frozenQuota, missingParts } from '#lib/core/standards/draft.ts';
import { budgetBackTest } from '#lib/core/standards/budget-back-test.ts';
import { CURRENT_QUOTA_METHODS } from '#lib/core/standards/rules/all-rules.ts';
import { breakdownsOf } from '#lib/core/standards/composition.ts';
import { serviceStandard } from '#lib/core/standards/service.ts';
import { expenditureMethod } from '#lib/core/standards/shared-expenditure.ts';
import { checkBase, DERIVED_FROM } from '#lib/core/standards/standing.ts';
import type { ExpenditureResults, QuotaResults } from '#lib/core/standards/standard-snapshot.ts';
import { VERDICTS } from '#lib/core/standards/verdict.ts';
import type { Method } from '#lib/core/snapshot/method.ts';
import { may } from '#lib/core/workflow/permission.ts';
import { nextState, PROPOSAL_MACHINE, transitionOf } from '#lib/core/workflow/states.ts';
import { recordAudit } from '../audit/service.ts';
import type { Context } from '../context.ts';
import { inTransaction } from '../database/database.ts';
import { recordDecision } from '../decisions/service.ts';
import { getInputs, putSnapshot } from '../snapshots/service.ts';
import { latestBudgets } from '../workpapers/budget-lines.ts';
import { draftHash, frozenComparison, handsOn, loadProposal, PROPOSAL, storedStandards } from './proposal.ts';
import { chosenRecipe } from './recipe-choice.ts';
import { checkCodes } from './series.ts';
import { moveProposal, type ProposalRow, type ProposalSnapshots } from './store.ts';

type Step = { readonly proposalId: string; readonly opinion?: string };

/** 提出: freezes the three standards as linked snapshots and hands them to the department for confirmation. */
export async function propose(context: Context, input: Step): Promise<Result<{ readonly state: string }>> {
	const row = await loadProposal(context.db, input.proposalId);
	if (!row.ok) return row;
	const { value: proposal } = row;
	const allowed = may(context.actor, 'standard.propose', { path: proposal.organisation_path });
	if (!allowed.ok) return allowed;
	const to = nextState(PROPOSAL_MACHINE, proposal.state, 'standard.propose');
	if (!to.ok) return to;
	const missing = missingParts(draftOf(storedStandards(proposal)));
	if (missing.length > 0)
		return refuse(problem('standard/draft-incomplete', { missing: missing.join('、') }));
	return inTransaction(context, async (tx) => {
		const free = await checkCodes(tx.db, proposal, storedStandards(proposal));
		if (!free.ok) return free;
		const snapshots = await freeze(tx, proposal);
		if (!snapshots.ok) return snapshots;
		if (!(await moveProposal(tx.db, proposal.id, proposal.state, to.value, snapshots.value)))
			return refuse(problem('standard/draft-changed', {}));
		const hashes = hashesOf(snapshots.value);
		const decision = await recordDecision(tx, {
			subjectKind: PROPOSAL,
			subjectId: proposal.id,
			action: 'standard.propose',
			from: proposal.state,
			to: to.value,
			appointment: allowed.value,
			snapshots: hashes,
			opinion: opinionOf(input)
		});
		await recordAudit(tx, {
			action: 'standard.propose',
			subjectKind: PROPOSAL,
			subjectId: proposal.id,
			before: draftHash(proposal),
			after: snapshots.value.expenditure_snapshot,
			details: { snapshots: hashes, decision }
		});
		return ok({ state: to.value });
	});
}

/** 部门确认 */
export function confirmByDepartment(
	context: Context,
	input: Step
): Promise<Result<{ readonly state: string }>> {
	return sign(context, input, 'standard.confirm-department');
}

/** 财政会同确认 */
export function confirmByFinance(context: Context, input: Step): Promise<Result<{ readonly state: string }>> {
	return sign(context, input, 'standard.confirm-finance');
}

/** 退回: back to a draft, with the reason. The snapshots stay in the store, signed by those who signed them. */
export async function returnProposal(
	context: Context,
	input: { readonly proposalId: string; readonly opinion: string }
): Promise<Result<{ readonly state: string }>> {
	if (input.opinion.trim() === '') return refuse(problem('standard/opinion-missing', {}));
	return sign(context, input, 'standard.return', {
		service_snapshot: null,
		quota_snapshot: null,
		expenditure_snapshot: null
	});
}

/** One person's signature under the snapshots as they stand: a decision, a state, an audit entry. */
async function sign(
	context: Context,
	input: Step,
	action: 'standard.confirm-department' | 'standard.confirm-finance' | 'standard.return',
	snapshots: Partial<ProposalSnapshots> = {}
): Promise<Result<{ readonly state: string }>> {
	const row = await loadProposal(context.db, input.proposalId);
	if (!row.ok) return row;
	const { id, state, organisation_path: path } = row.value;
	const { permission, words, from } = transitionOf(PROPOSAL_MACHINE, action);
	const allowed = may(context.actor, permission, { path, hands: await handsOn(context.db, id) });
	if (!allowed.ok) return allowed;
	const to = nextState(PROPOSAL_MACHINE, state, action);
	if (!to.ok) return to;
	return inTransaction(context, async (tx) => {
		const seen = await freezeBackTests(tx, row.value);
		if (!seen.ok) return seen;
		const hashes = [...hashesOf(row.value), ...seen.value];
		if (!(await moveProposal(tx.db, id, state, to.value, snapshots)))
			return refuse(
				problem('workflow/wrong-state', { action: words, state: '已被他人办理', needed: from.join('、') })
			);
		const decision = await recordDecision(tx, {
			subjectKind: PROPOSAL,
			subjectId: id,
			action,
			from: state,
			to: to.value,
			appointment: allowed.value,
			snapshots: hashes,
			opinion: opinionOf(input)
		});
		await recordAudit(tx, {
			action,
			subjectKind: PROPOSAL,
			subjectId: id,
			before: row.value.expenditure_snapshot,
			after: action === 'standard.return' ? null : row.value.expenditure_snapshot,
			details: { snapshots: hashes, decision }
		});
		return ok({ state: to.value });
	});
}

/** Computes and stores service, quota and expenditure, each on the one before; refused where the sample allows none. */
async function freeze(tx: Context, proposal: ProposalRow): Promise<Result<ProposalSnapshots>> {
	const standards = storedStandards(proposal);
	const comparison = await frozenComparison(tx.db, proposal);
	if (!comparison.ok) return comparison;
	const service = await put(tx, serviceStandard, [], standards.service);
	if (!service.ok) return service;
	const recipe = await chosenRecipe(tx.db, standards.quota.buildUp);
	if (!recipe.ok) return recipe;
	const quota = await put(
		tx,
		CURRENT_QUOTA_METHODS[standards.quota.rule],
		[
			{ role: 'comparison', hash: comparison.value.hash },
			{ role: 'service', hash: service.value.hash },
			...(recipe.value ? [{ role: 'recipe', hash: recipe.value.hash }] : []),
			...breakdownsOf(comparison.value.snapshot, standards.quota)
		],
		frozenQuota(standards.quota)
	);
	if (!quota.ok) return quota;
	// Results of a quota method have this one type.
	const { verdict } = quota.value.results as QuotaResults;
	if (verdict.kind === 'control-figure' || verdict.kind === 'not-yet')
		return refuse(
			problem('standard/verdict-forbids', {
				verdict: VERDICTS[verdict.kind],
				reasons: verdict.reasons.join('')
			})
		);
	const { standing } = standards.expenditure;
	const origin = standing?.derivedFrom?.hash;
	const inputs = [
		{ role: 'quota', hash: quota.value.hash },
		...(origin === undefined ? [] : [{ role: DERIVED_FROM, hash: origin }])
	];
	const method = expenditureMethod(standards.expenditure, standards.quota.form);
	const expenditure = await put(tx, method, inputs, frozenExpenditure(standards.expenditure));
	if (!expenditure.ok) return expenditure;
	// Results of this method have this one type.
	const { value, unit, high, tiers = [], payers = [] } = expenditure.value.results as ExpenditureResults;
	// No tier, region or end of a range may exceed the base silently.
	const all = [...tiers, ...payers].map((part) => dec(part.value));
	const ends = [high, ...tiers.map((tier) => tier.high)].flatMap((end) =>
		end === undefined ? [] : dec(end)
	);
	const highest = [...all, ...ends].reduce(maximum, dec(value));
	const base = checkBase(standing?.nationalBase ?? null, toText(highest), unit);
	if (!base.ok) return base;
	return ok({
		service_snapshot: service.value.hash,
		quota_snapshot: quota.value.hash,
		expenditure_snapshot: expenditure.value.hash
	});
}

/**
 * What the quota means for the projects behind it, and the standard for the latest year's budgets of its kind (回测), frozen
 * beside the three standards: whoever signs, signs them too. The same facts give the same hashes, so every signature under
 * one version names the same back-tests unless budgets were added in between.
 */
export async function freezeBackTests(tx: Context, proposal: ProposalRow): Promise<Result<readonly Hash[]>> {
	const comparison = await frozenComparison(tx.db, proposal);
	if (!comparison.ok) return comparison;
	const { quota_snapshot: quota, expenditure_snapshot: expenditure } = proposal;
	if (quota === null || expenditure === null)
		throw new Error('A proposal under signature lacks its snapshots');
	const { quota: drafted, service } = storedStandards(proposal);
	const { title } = drafted;
	const set = [
		{ role: 'comparison', hash: comparison.value.hash },
		{ role: 'quota', hash: quota }
	];
	const tested = await put(tx, backTest, set, { title });
	if (!tested.ok) return tested;
	const { category, unit: unitId } = comparison.value.snapshot.content;
	const budgets = await latestBudgets(tx, { category, unitId, grade: service.grade }, 'all');
	if (!budgets) return ok([tested.value.hash]);
	const { year, lines, sources } = budgets;
	const inputs = [
		{ role: 'expenditure', hash: expenditure },
		...sources.map((hash) => ({ role: 'budget', hash }))
	];
	const onBudgets = await put(tx, budgetBackTest, inputs, { title, year, lines });
	return onBudgets.ok ? ok([tested.value.hash, onBudgets.value.hash]) : onBudgets;
}

async function put(
	tx: Context,
	method: Method,
	inputs: Snapshot['inputs'],
	content: Snapshot['content']
): Promise<Result<{ readonly hash: Hash; readonly results: Snapshot['results'] }>> {
	const read = await getInputs(tx.db, inputs);
	if (!read.ok) return read;
	const results = method.compute(read.value, content);
	if (!results.ok) return results;
	const snapshot: Snapshot = {
		kind: method.kind,
		schema: 1,
		method: method.id,
		inputs,
		content,
		results: results.value
	};
	return ok({ hash: await putSnapshot(tx.db, snapshot), results: results.value });
}

/** The three hashes a signature names, in the order service, quota, expenditure. */
export function hashesOf(snapshots: ProposalSnapshots): readonly Hash[] {
	const { service_snapshot, quota_snapshot, expenditure_snapshot } = snapshots;
	return [service_snapshot, quota_snapshot, expenditure_snapshot].filter((hash) => hash !== null);
}

function opinionOf({ opinion }: Step): string {
	return (opinion ?? '').trim().slice(0, LIMITS.remarkLength);
}
