import type { Moved } from '#lib/core/lineage/headline.ts';

/** What a page tells about a frozen result whose inputs have newer confirmed versions. */
export interface ShownStaleness {
	/** The frozen result. */
	readonly snapshot: string;
	readonly analyses: readonly { readonly title: string; readonly href: string }[];
	readonly hidden: number;
	readonly series: readonly { readonly title: string; readonly href: string }[];
	readonly moved: readonly Moved[];
	/** Why it cannot be computed again; null where it can. */
	readonly why: string | null;
}
