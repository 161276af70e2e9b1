import type { Step } from '#lib/core/address/step.ts';
import { parseRef, refText, type Hash, type ValueRef } from '#lib/core/address/value-ref.ts';
import { LIMITS } from '#lib/core/limits.ts';
import type {
	ExplainedInput,
	ExplainedOutline,
	ExplainedStep,
	Signature
} from '#lib/core/lineage/explained-step.ts';
import { outline, type Outline, type Unexplained } from '#lib/core/lineage/outline.ts';
import { ok, type Result } from '#lib/core/result.ts';
import type { Context } from '../context.ts';
import { Figures } from './figures.ts';
import { signaturesOn } from './signatures.ts';
import { whoTyped } from './typed.ts';

/** Explains one figure by its address (full or with a short hash): the step itself, its people, its inputs with values. */
export async function explain(context: Context, text: string): Promise<Result<ExplainedStep>> {
	const ref = parseRef(text);
	if (!ref.ok) return ref;
	const figures = new Figures(context);
	const step = await figures.explain(ref.value);
	if (!step.ok) return step;
	const listed = step.value.inputs.slice(0, LIMITS.explainInputs);
	const inputs: ExplainedInput[] = [];
	for (const input of listed) inputs.push(await preview(figures, input));
	return ok({
		...(await withPeople(context, step.value, new Map())),
		inputs,
		more: step.value.inputs.length - listed.length
	});
}

/** The whole chain from a figure to where it ends, as an outline. `depth` is cut to what the product allows. */
export async function explainChain(
	context: Context,
	text: string,
	depth: number = LIMITS.chainDepth
): Promise<Result<ExplainedOutline>> {
	const ref = parseRef(text);
	if (!ref.ok) return ref;
	const figures = new Figures(context);
	const root = await figures.explain(ref.value);
	if (!root.ok) return root;
	const tree = await outline(
		root.value,
		async (input) => {
			const step = await figures.explain(input);
			return step.ok ? step.value : undefined;
		},
		{ depth: Math.min(depth, LIMITS.chainDepth), size: LIMITS.chainSteps }
	);
	return ok(await describe(context, tree, new Map()));
}

async function describe(
	context: Context,
	node: Outline | Unexplained,
	signatures: Map<Hash, readonly Signature[]>
): Promise<ExplainedOutline> {
	if ('unexplained' in node) return { step: closed(node.unexplained), children: [], cut: null };
	const children: ExplainedOutline[] = [];
	for (const child of node.children) children.push(await describe(context, child, signatures));
	return { step: await withPeople(context, node.step, signatures), children, cut: node.cut ?? null };
}

async function preview(figures: Figures, ref: ValueRef): Promise<ExplainedInput> {
	const step = await figures.explain(ref);
	const shown = step.ok ? explained(step.value) : closed(ref);
	return { ref: shown.ref, label: shown.label, value: shown.value, unit: shown.unit, end: shown.end };
}

async function withPeople(
	context: Context,
	step: Step,
	known: Map<Hash, readonly Signature[]>
): Promise<ExplainedStep> {
	const typed = step.end === 'typed' ? await whoTyped(context.db, step.ref) : null;
	const shown = { ...explained(step), typed };
	if (step.ref.kind !== 'frozen') return shown;
	const hash = step.ref.snapshot;
	const signatures = known.get(hash) ?? (await signaturesOn(context.db, hash));
	known.set(hash, signatures);
	return { ...shown, signatures };
}

function explained(step: Step): ExplainedStep {
	const { ref, label, value, unit, method } = step;
	return {
		ref: refText(ref),
		label,
		value,
		unit,
		method,
		end: step.end ?? null,
		source: step.source ?? null,
		hash: ref.kind === 'frozen' ? ref.snapshot : ref.kind === 'cell' ? ref.file : null,
		signatures: [],
		typed: null,
		cell: ref.kind === 'cell' ? { file: ref.file, sheet: ref.sheet, address: ref.address } : null,
		inputs: [],
		more: 0
	};
}

/** An input that exists but may not be shown to this person, or whose place holds no figure. */
function closed(ref: ValueRef): ExplainedStep {
	const step: Step = {
		ref,
		label: '无法显示的来源（不属于您的单位，或该处没有数字）',
		value: '—',
		unit: null,
		method: null,
		inputs: []
	};
	return explained(step);
}
