/** What rests on a figure, as the server says it. */
export interface ShownForward {
	readonly label: string;
	readonly value: string;
	readonly things: readonly ForwardThing[];
	readonly hidden: number;
	readonly issued: number;
	readonly beyond: number;
}

export interface ForwardThing {
	readonly kind: ThingKind;
	readonly title: string;
	readonly state: string;
	readonly href: string;
	readonly figures: readonly {
		readonly ref: string;
		readonly label: string;
		readonly value: string;
		readonly unit: string | null;
	}[];
	readonly more: number;
	readonly whole: boolean;
}

/** The same words as the server's, which this side of the wire may not import. */
export const THING_KINDS = {
	analysis: '成本分析',
	report: '分析报告',
	comparison: '同类比对',
	'set-analysis': '比对分析',
	proposal: '标准编制',
	standard: '印发的标准',
	rule: '印发的条件规则',
	'budget-check': '预算审核',
	workpaper: '审核工作底稿'
} as const;
export type ThingKind = keyof typeof THING_KINDS;

/** Asks what rests on a figure, or only what of that is frozen; the sentence where there is no answer. */
export async function forwardOf(
	ref: string,
	asked: 'everything' | 'frozen' = 'everything'
): Promise<{ readonly forward: ShownForward } | { readonly problem: string }> {
	try {
		const response = await fetch(
			`/api/forward?ref=${encodeURIComponent(ref)}${asked === 'frozen' ? '&frozen' : ''}`,
			{
				headers: { accept: 'application/json' }
			}
		);
		const answer = (await response.json()) as ShownForward | { readonly problem: string };
		return 'problem' in answer ? answer : { forward: answer };
	} catch {
		return { problem: '没有查到引用：网络中断或登录已过期。请检查网络后重试，必要时重新登录。' };
	}
}
