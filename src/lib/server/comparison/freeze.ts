import type { Hash } from '#lib/core/address/value-ref.ts';
import { COMPARISON_METHOD } from '#lib/core/comparison/method.ts';
import { STEP_WORDS, type FactorStep } from '#lib/core/comparison/normalise/chain.ts';
import { requireReason } from '#lib/core/comparison/reasons.ts';
import { problem } from '#lib/core/problem.ts';
import { ok, refuse, type Result } from '#lib/core/result.ts';
import { COMPARISON_MACHINE, nextState } from '#lib/core/workflow/states.ts';
import { recordAudit } from '../audit/service.ts';
import type { Context } from '../context.ts';
import { recordDecision } from '../decisions/service.ts';
import { parameterSnapshot } from '../parameters/service.ts';
import { getInputs, putSnapshot } from '../snapshots/service.ts';
import { compareDraft, loadDraft, moneyOfDraft, type Draft } from './draft.ts';
import { inDraft } from './edit.ts';
import { placedMembers } from './members.ts';
import { setContent } from './set-content.ts';
import { updateComparison } from './store.ts';

/**
 * Freezes a comparison (固化): the series as they stand today and the set become snapshots, and nobody can change it any
 * more. Refused while a member's place lacks its reason or nothing is included. Returns the snapshot's hash.
 */
export async function freezeComparison(context: Context, id: string): Promise<Result<Hash>> {
	return inDraft(context, id, 'comparison.freeze', async (tx, head, appointment) => {
		const state = nextState(COMPARISON_MACHINE, head.state, 'comparison.freeze');
		if (!state.ok) return state;
		const draft = await loadDraft(tx, head);
		if (!draft.ok) return draft;
		const ready = readyToFreeze(draft.value);
		if (!ready.ok) return ready;
		const frozen = await putComparison(tx, draft.value);
		if (!frozen.ok) return frozen;
		await updateComparison(tx.db, id, { state: state.value, snapshot: frozen.value });
		const decision = await recordDecision(tx, {
			subjectKind: 'comparison',
			subjectId: id,
			action: 'comparison.freeze',
			from: head.state,
			to: state.value,
			appointment,
			snapshots: [frozen.value],
			opinion: ''
		});
		await recordAudit(tx, {
			action: 'comparison.freeze',
			subjectKind: 'comparison',
			subjectId: id,
			before: null,
			after: frozen.value,
			details: { decision }
		});
		return frozen;
	});
}

function readyToFreeze(draft: Draft): Result<true> {
	const money = moneyOfDraft(draft);
	if (!money.ok) return money;
	if (draft.members.length === 0) return refuse(problem('comparison/empty', {}));
	if (!draft.members.some(({ included }) => included))
		return refuse(problem('comparison/nothing-included', {}));
	for (const placed of placedMembers(draft)) {
		const justified = requireReason(placed);
		if (!justified.ok) return justified;
	}
	return ok(true);
}

async function putComparison(tx: Context, draft: Draft): Promise<Result<Hash>> {
	const money = moneyOfDraft(draft);
	if (!money.ok) return money;
	const series = new Map<FactorStep, Hash>();
	for (const step of draft.head.steps) {
		if (step === 'period') continue;
		const code = draft.head.series[step];
		if (code === undefined) return refuse(problem('comparison/series-needed', { step: STEP_WORDS[step] }));
		const frozen = await parameterSnapshot(tx, code);
		if (!frozen.ok) return frozen;
		series.set(step, frozen.value);
	}
	const compared = compareDraft(draft);
	if (!compared.ok) return compared;
	const { inputs, content } = setContent(draft, money.value, series, compared.value.included);
	const loaded = await getInputs(tx.db, inputs);
	if (!loaded.ok) return loaded;
	const results = COMPARISON_METHOD.compute(loaded.value, content);
	if (!results.ok) return results;
	const { id: method, kind } = COMPARISON_METHOD;
	return ok(await putSnapshot(tx.db, { kind, schema: 1, method, inputs, content, results: results.value }));
}
