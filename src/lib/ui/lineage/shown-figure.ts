import { groupThousands } from '#lib/core/money/fen.ts';

/**
 * A figure's exact text with thousands separators where it counts something; years and text stay as they are.
 * Nothing is rounded: in the source panel people read the number that was computed with.
 */
export function shownFigure(value: string, unit: string | null): string {
	if (unit === null || unit === '年' || !/^-?\d+(\.\d+)?$/.test(value)) return value;
	return groupThousands(value);
}

/** A label under another one, without the leading words both share: what is left tells the two apart. */
export function labelUnder(label: string, above: string | undefined): string {
	const words = label.split(' ');
	const known = above?.split(' ') ?? [];
	const shared = words.findIndex((word, i) => word !== known[i]);
	return shared <= 0 ? label : words.slice(shared).join(' ');
}
