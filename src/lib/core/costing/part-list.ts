import { LIMITS } from '../limits.ts';
import { problem } from '../problem.ts';
import { ok, refuse, type Result } from '../result.ts';

/** One of a list beside the tree: units, indicators, parameters, pools, combined units. */
export interface Part {
	readonly id: string;
	/** Order in the list, 0-based and gapless. */
	readonly position: number;
}

/** Overwrites the part of the same id where it stands, or adds one at its position; `before` is what was overwritten. */
export function withPart<P extends Part>(
	list: readonly P[],
	part: P
): { readonly list: readonly P[]; readonly before: P | undefined } {
	const before = list.find(({ id }) => id === part.id);
	if (!before) return { list: numbered(list.toSpliced(part.position, 0, part)), before };
	const placed = { ...part, position: before.position };
	return { list: list.map((other) => (other === before ? placed : other)), before };
}

/** Takes a part out; `removed` is undefined where there was none, and the list then the same. */
export function withoutPart<P extends Part>(
	list: readonly P[],
	id: string
): { readonly list: readonly P[]; readonly removed: P | undefined } {
	const removed = list.find((part) => part.id === id);
	return { list: removed ? numbered(list.filter((part) => part !== removed)) : list, removed };
}

function numbered<P extends Part>(list: readonly P[]): readonly P[] {
	return list.map((part, position) => (part.position === position ? part : { ...part, position }));
}

/** A name that people typed, without spaces at the ends; refuses a blank or too long one. */
export function checkName(field: string, name: string): Result<string> {
	const trimmed = name.trim().normalize('NFC');
	if (trimmed !== '' && trimmed.length <= LIMITS.nameLength) return ok(trimmed);
	return refuse(problem('analysis/malformed', { field, expected: `须填 1 到 ${LIMITS.nameLength} 个字` }));
}
