import type { Hash } from '#lib/core/address/value-ref.ts';
import { ok } from '#lib/core/result.ts';
import type { Method } from '#lib/core/snapshot/method.ts';
import { snapshotText, type Snapshot } from '#lib/core/snapshot/snapshot.ts';
import { sha256 } from '#lib/server/hash.ts';

type Sum = { readonly title: string; readonly n: number };

/** A method small enough to see through: the content's number plus the totals of the inputs. */
export const SUM: Method = {
	id: 'toy/sum@1',
	kind: 'comparison',
	words: '合计',
	source: '测试',
	compute: (inputs, content) => {
		const totals = inputs.map(({ snapshot }) => (snapshot.results as { total: number }).total);
		return ok({ total: totals.reduce((sum, total) => sum + total, (content as Sum).n) });
	},
	explain: () => undefined
};

export const TOY_METHODS: ReadonlyMap<string, Method> = new Map([[SUM.id, SUM]]);

/** A snapshot of the toy method whose stored total is `total`, right or wrong. */
export function sum(title: string, n: number, total: number, inputs: readonly Hash[] = []): Snapshot {
	return {
		kind: 'comparison',
		schema: 1,
		method: SUM.id,
		inputs: inputs.map((hash) => ({ role: 'part', hash })),
		content: { title, n },
		results: { total }
	};
}

/** Stores snapshots the way the database does: text under its hash. Returns the hash. */
export function keep(texts: Map<Hash, string>, snapshot: Snapshot): Hash {
	const text = snapshotText(snapshot);
	const hash = sha256(text);
	texts.set(hash, text);
	return hash;
}
