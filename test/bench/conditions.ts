import type { Condition } from './row.ts';

/** Our total, in 分, must be exact; a peer that computes in floats may be off by what floats are off. */
export function sameTotals(ours: number, exact: bigint, peerYuan: number | null): Condition {
	const difference = peerYuan === null ? 0 : Math.abs(peerYuan - ours / 100);
	const close = difference <= Math.max(1, Math.abs(ours) / 100) * 1e-9;
	if (!close) throw new Error(`The peer comes to ${peerYuan}, not to ${ours / 100}`);
	return { text: 'total exact to the 分', met: BigInt(ours) === exact };
}
