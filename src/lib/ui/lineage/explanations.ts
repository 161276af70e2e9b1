import type { SheetWindow } from '#lib/core/intake/sheet-window.ts';
import type { ExplainedStep } from '#lib/core/lineage/explained-step.ts';

/** A step, or the sentence that says why there is none. */
export type Explanation = { readonly step: ExplainedStep } | { readonly problem: string };

/** Frozen figures and cells never change, so what was fetched once is good for as long as the page lives. */
const known = new Map<string, Promise<Explanation>>();

/** Fetches the explanation of an address; figures people still work on are asked for anew each time. */
export function explanationOf(ref: string): Promise<Explanation> {
	const found = known.get(ref);
	if (found) return found;
	const asked = ask(ref);
	if (neverChanges(ref)) {
		known.set(ref, asked);
		void asked.then((answer) => {
			if ('problem' in answer) known.delete(ref);
		});
	}
	return asked;
}

/** Asks already while the mouse button goes down, so that the panel has its answer when it opens. */
export function prefetch(ref: string): void {
	if (neverChanges(ref)) void explanationOf(ref);
}

function neverChanges(ref: string): boolean {
	return ref.startsWith('frozen/') || ref.startsWith('cell/');
}

async function ask(ref: string): Promise<Explanation> {
	const answer = await fetched<ExplainedStep>(`/api/explain?ref=${encodeURIComponent(ref)}`);
	return 'problem' in answer ? answer : { step: answer };
}

/** The rows round a cell of a stored original, or the sentence that says why there are none. */
export function pictureOf(
	cell: NonNullable<ExplainedStep['cell']>
): Promise<{ readonly window: SheetWindow } | { readonly problem: string }> {
	const { file, sheet, address } = cell;
	return fetched(`/api/sheet?${new URLSearchParams({ file, sheet, cell: address })}`);
}

/** Our own endpoints answer with what they are asked for, or with `refuseJson`. */
async function fetched<T extends object>(address: string): Promise<T | { readonly problem: string }> {
	try {
		const response = await fetch(address, { headers: { accept: 'application/json' } });
		return (await response.json()) as T | { readonly problem: string };
	} catch {
		return { problem: '没有取到来源：网络中断或登录已过期。请检查网络后重试，必要时重新登录。' };
	}
}
