import type { Hash } from '#lib/core/address/value-ref.ts';

/** Names a member: the snapshot it was taken from and its place in it. */
export interface MemberKey {
	readonly snapshot: Hash;
	readonly unit: number;
}

export function keyOf({ snapshot, unit }: MemberKey): string {
	return `${snapshot}/${unit}`;
}
