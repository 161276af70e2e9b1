import type { Step } from '../address/step.ts';
import { refText, type ValueRef } from '../address/value-ref.ts';

/** A chain of explanations as a tree: each step with what it read below it. */
export interface Outline {
	readonly step: Step;
	readonly children: readonly (Outline | Unexplained)[];
	/** Why not everything the step read stands below it; absent where it does. */
	readonly cut?: 'repeated' | 'depth' | 'size';
}

/** An input nobody could explain, or that may not be shown: it keeps its place in the list. */
export interface Unexplained {
	readonly unexplained: ValueRef;
}

export interface OutlineLimits {
	readonly depth: number;
	/** Steps in the whole tree. */
	readonly size: number;
}

/**
 * The whole chain from a figure to its ends, depth first, in the order each step names its inputs. A figure that was
 * already opened higher up is named again but not opened again, so the tree stays as small as the graph.
 * `explain` may fetch; two callers with the same facts get the same tree.
 */
export async function outline(
	root: Step,
	explain: (ref: ValueRef) => Promise<Step | undefined>,
	limits: OutlineLimits
): Promise<Outline> {
	const opened = new Set<string>();
	let size = 0;

	async function grow(step: Step, depth: number): Promise<Outline> {
		size += 1;
		const key = refText(step.ref);
		if (step.inputs.length === 0) return { step, children: [] };
		if (opened.has(key)) return { step, children: [], cut: 'repeated' };
		if (depth >= limits.depth) return { step, children: [], cut: 'depth' };
		opened.add(key);
		const children: (Outline | Unexplained)[] = [];
		for (const ref of step.inputs) {
			if (size >= limits.size) return { step, children, cut: 'size' };
			const input = await explain(ref);
			children.push(input ? await grow(input, depth + 1) : { unexplained: ref });
		}
		return { step, children };
	}

	return grow(root, 0);
}
