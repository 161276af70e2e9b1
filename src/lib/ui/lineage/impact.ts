import type { EditCommand } from '#lib/core/costing/edit-command.ts';
import type { Moved } from '#lib/core/lineage/headline.ts';
import type { ThingKind } from './forward.ts';

/** What an edit of an analysis would move, as the server says it. */
export interface ShownImpact {
	readonly since: 'confirmed' | 'saved';
	/** Where the own figures stand; null while nothing was confirmed. */
	readonly confirmed: string | null;
	readonly own: readonly Moved[];
	readonly blocked: string | null;
	readonly affected: readonly AffectedThing[];
	readonly unmoved: number;
	readonly hidden: number;
	readonly beyond: number;
}

export interface AffectedThing {
	readonly kind: ThingKind;
	readonly title: string;
	readonly state: string;
	readonly href: string;
	readonly frozen: boolean;
	/** Where its figures stand; null where they are a draft's. */
	readonly snapshot: string | null;
	readonly moved: readonly Moved[];
	readonly why: string | null;
}

/** Asks what these edits, and those since the last confirmation, would move; the sentence where there is no answer. */
export async function impactOf(
	analysisId: string,
	commands: readonly EditCommand[]
): Promise<{ readonly impact: ShownImpact } | { readonly problem: string }> {
	try {
		const response = await fetch(`/analyses/${analysisId}/impact`, {
			method: 'POST',
			headers: { 'content-type': 'application/json', accept: 'application/json' },
			body: JSON.stringify({ commands })
		});
		const answer = (await response.json()) as ShownImpact | { readonly problem: string };
		return 'problem' in answer ? answer : { impact: answer };
	} catch {
		return { problem: '没有算出影响：网络中断或登录已过期。请检查网络后重试，必要时重新登录。' };
	}
}
