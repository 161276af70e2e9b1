import type { Step } from '#lib/core/address/step.ts';
import type { Hash, ValueRef } from '#lib/core/address/value-ref.ts';
import { analyseSet } from '#lib/core/comparison/analysis/set-analysis.ts';
import { SET_ANALYSIS_METHOD } from '#lib/core/comparison/analysis/set-analysis-method.ts';
import { COMPARISON_METHOD } from '#lib/core/comparison/method.ts';
import type { FactorStep, SeriesByStep } from '#lib/core/comparison/normalise/chain.ts';
import { comparableRate } from '#lib/core/comparison/rate.ts';
import { explainFrozen } from '#lib/core/lineage/explain.ts';
import { problem } from '#lib/core/problem.ts';
import { ok, refuse, type Result } from '#lib/core/result.ts';
import type { Snapshot } from '#lib/core/snapshot/snapshot.ts';
import { analysedView, type AnalysedView } from '../comparison/analysed-draft.ts';
import { readPlan } from '../comparison/analysis-plan.ts';
import { frontierContent } from '../comparison/freeze-analysis.ts';
import { planInput } from '../comparison/plan-input.ts';
import { splitFor } from '../comparison/set-analysis.ts';
import { setContent } from '../comparison/set-content.ts';
import type { Context } from '../context.ts';

type DraftRef = Extract<ValueRef, { kind: 'draft' }>;

/** Stands for the hash of a comparison that has none yet. */
const STANDING = 'standing';
const SERIES = 'series ';

/**
 * Explains the figures of comparisons and of their analyses as they stand, frozen or not:
 * `draft/comparison/<id>/<pointer>`, the pointer being the one the snapshot would have, and for an analysis under the plan
 * of its page `draft/comparison/<id>/analysis?<plan>#<pointer>`. The snapshot is made up in memory by the functions that
 * freeze, as the reader may see it, and the method that would have written it explains it.
 */
export class Standing {
	readonly #context: Context;
	readonly #views = new Map<string, Promise<Result<AnalysedView>>>();
	readonly #analyses = new Map<string, Promise<Result<Snapshot>>>();

	constructor(context: Context) {
		this.#context = context;
	}

	async explain(ref: DraftRef): Promise<Result<Step | undefined>> {
		const view = await this.#view(ref.id);
		if (!view.ok) return view;
		const analysis = /^analysis\?(?<plan>[^#]*)#(?<pointer>\/.*)$/.exec(ref.field)?.groups;
		const hash = analysis === undefined ? STANDING : `${STANDING} analysis`;
		const snapshot =
			analysis === undefined
				? standingComparison(view.value)
				: await this.#analysis(view.value, ref.id, analysis.plan ?? '', analysis.pointer ?? '');
		if (!snapshot.ok) return snapshot;
		const step = explainFrozen(snapshot.value, hash, analysis?.pointer ?? ref.field);
		if (!step) return ok(undefined);
		return ok({
			...step,
			ref,
			inputs: step.inputs.map((input) => lasting(input, view.value, ref, analysis?.plan ?? ''))
		});
	}

	#view(id: string): Promise<Result<AnalysedView>> {
		const found = this.#views.get(id) ?? analysedView(this.#context, id);
		this.#views.set(id, found);
		return found;
	}

	#analysis(analysed: AnalysedView, id: string, plan: string, pointer: string): Promise<Result<Snapshot>> {
		const group = pointer.split('/')[2] ?? '';
		const key = `${id} ${plan} ${group}`;
		const found = this.#analyses.get(key) ?? standingAnalysis(analysed, plan, group);
		this.#analyses.set(key, found);
		return found;
	}
}

/** The snapshot that freezing would make of a comparison; a series in it has its code for a hash. */
function standingComparison({ view }: AnalysedView): Result<Snapshot> {
	const { head, members, money, results } = view;
	// A view with something to analyse has results.
	if (results === null) return refuse(problem('comparison/empty', {}));
	const series = new Map(
		head.steps.flatMap((step) => (step === 'period' ? [] : [[step, `${SERIES}${step}`] as const]))
	);
	const { inputs, content } = setContent({ head, members }, money, series, results.included);
	return ok({ kind: 'comparison', schema: 1, method: COMPARISON_METHOD.id, inputs, content, results });
}

/** The snapshot that saving would make of an analysis under a plan, with what the asked part of it needs. */
async function standingAnalysis(
	analysed: AnalysedView,
	query: string,
	group: string
): Promise<Result<Snapshot>> {
	const { view, set } = analysed;
	const input = planInput(new URLSearchParams(query));
	const plan = readPlan(set, input);
	if (!plan.ok) return plan;
	const frontier = group === 'frontier' ? await frontierContent(analysed, input) : ok(null);
	if (!frontier.ok) return frontier;
	const content = {
		...plan.value,
		regression: group === 'regression' ? plan.value.regression : null,
		split: group === 'split' ? plan.value.split : null,
		...(frontier.value ? { frontier: frontier.value } : {})
	};
	if (content.split) {
		const allowed = splitFor(analysed, content.split);
		if (!allowed.ok) return allowed;
	}
	const results = analyseSet(set, content, comparableRate(view.head.unit, view.money));
	if (!results.ok) return results;
	return ok({
		kind: 'comparison-analysis',
		schema: 1,
		method: SET_ANALYSIS_METHOD.id,
		inputs: [{ role: 'comparison', hash: STANDING }],
		content: { title: view.head.title, ...content },
		results: results.value
	});
}

/** An address that means the same tomorrow, of a figure in a snapshot that is not stored. */
function lasting(input: ValueRef, { view }: AnalysedView, asked: DraftRef, plan: string): ValueRef {
	if (input.kind !== 'frozen') return input;
	const { snapshot, pointer } = input;
	if (snapshot === STANDING)
		return view.head.snapshot === null
			? { ...asked, field: pointer }
			: { kind: 'frozen', snapshot: view.head.snapshot, pointer };
	if (snapshot === `${STANDING} analysis`) return { ...asked, field: `analysis?${plan}#${pointer}` };
	return snapshot.startsWith(SERIES) ? (parameterOf(view.series, snapshot, pointer) ?? input) : input;
}

function parameterOf(series: SeriesByStep, hash: Hash, pointer: string): ValueRef | undefined {
	// Made above from a step that has a series.
	const set = series[hash.slice(SERIES.length) as FactorStep];
	const entry = set?.entries[Number(pointer.split('/')[3])];
	return set && entry && { kind: 'parameter', series: set.code, at: entry.key, version: entry.version };
}
