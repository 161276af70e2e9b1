import { refText } from '#lib/core/address/value-ref.ts';

/** Address of a figure of a comparison by where it stands in the snapshot; a draft's is that of the draft. */
export function figureRefIn(
	{ id, snapshot }: { readonly id: string; readonly snapshot: string | null },
	pointer: string
): string {
	return snapshot === null
		? refText({ kind: 'draft', table: 'comparison', id, field: pointer })
		: refText({ kind: 'frozen', snapshot, pointer });
}
