import { refText } from '#lib/core/address/value-ref.ts';

/** The address of a figure of one thing by its pointer there; null where it has none that another could open. */
export type RefOf = (pointer: string) => string | null;

/** Figures of a snapshot. */
export function frozenRefs(snapshot: string): RefOf {
	return (pointer) => refText({ kind: 'frozen', snapshot, pointer });
}

/** Figures of a proposal as it was saved last, by the snapshot that freezing a part of it would make. */
export function proposalRefs(id: string, part: string): RefOf {
	return (pointer) => refText({ kind: 'draft', table: 'proposal', id, field: `${part}#${pointer}` });
}

/** What is typed and not saved yet is explained nowhere but where it is typed. */
export const NO_REFS: RefOf = () => null;
