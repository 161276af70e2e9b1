import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rederive, type Keyed, type Rederived } from '#lib/core/lineage/rederive.ts';
import { snapshotHash, type Snapshot } from '#lib/core/snapshot/snapshot.ts';
import { problem } from '#lib/core/problem.ts';
import { refuse } from '#lib/core/result.ts';
import type { Method } from '#lib/core/snapshot/method.ts';
import { sha256 } from '#lib/server/hash.ts';
import { sum, SUM, TOY_METHODS } from '../../support/toy-graph.ts';

class Shelf {
	readonly snapshots = new Map<string, Snapshot>();

	put(title: string, n: number, ...inputs: readonly string[]): string {
		const total = inputs.reduce((all, hash) => all + this.total(hash), n);
		const snapshot = sum(title, n, total, inputs);
		const hash = snapshotHash(snapshot, sha256);
		this.snapshots.set(hash, snapshot);
		return hash;
	}

	total(hash: string): number {
		return (this.snapshots.get(hash)?.results as { total: number }).total;
	}

	graph(methods: ReadonlyMap<string, Method> = TOY_METHODS) {
		return { snapshots: this.snapshots, methods, sha256 };
	}
}

function replacement(title: string, n: number): Keyed {
	const snapshot = sum(title, n, n);
	return { hash: snapshotHash(snapshot, sha256), snapshot };
}

const totalOf = (outcome: Rederived | undefined) =>
	outcome?.kind === 'changed' ? (outcome.next.snapshot.results as { total: number }).total : outcome?.kind;

describe('rederive', () => {
	it('moves everything above the replaced snapshot, and nothing beside it', () => {
		const shelf = new Shelf();
		const [a, b] = [shelf.put('a', 1), shelf.put('b', 10)];
		const ab = shelf.put('ab', 100, a, b);
		const other = shelf.put('other', 5, b);
		const top = shelf.put('top', 1000, ab, other);
		const made = rederive(shelf.graph(), new Map([[a, replacement('a', 2)]]), [top, other, ab]);
		expect(totalOf(made.get(ab))).toBe(112);
		expect(totalOf(made.get(top))).toBe(1127);
		expect(made.get(other)).toEqual({ kind: 'same' });
	});

	it('gives the keys that storing the new versions would give', () => {
		fc.assert(
			fc.property(fc.array(fc.nat(99), { minLength: 1, maxLength: 8 }), fc.nat(99), (numbers, changed) => {
				const before = new Shelf();
				const after = new Shelf();
				const leaf = before.put('leaf', 0);
				const fresh = after.put('leaf', changed);
				const [chain, expected]: string[][] = [[leaf], [fresh]];
				numbers.forEach((n, i) => {
					chain?.push(before.put(`n${i}`, n, ...(chain.slice(-2) ?? [])));
					expected?.push(after.put(`n${i}`, n, ...(expected.slice(-2) ?? [])));
				});
				const made = rederive(
					before.graph(),
					new Map([[leaf, { hash: fresh, snapshot: after.snapshots.get(fresh) as Snapshot }]]),
					chain ?? []
				);
				(chain ?? []).slice(1).forEach((hash, i) => {
					const outcome = made.get(hash);
					const now = outcome?.kind === 'changed' ? outcome.next.hash : hash;
					expect(now).toBe(expected?.[i + 1]);
				});
			})
		);
	});

	it('comes to an input before whatever reads it, however the readers were met', () => {
		const shelf = new Shelf();
		const leaf = shelf.put('leaf', 1);
		const lower = shelf.put('lower', 10, leaf);
		const upper = shelf.put('upper', 100, lower);
		// Both are inputs of the top: the upper one must still wait for the lower.
		const top = shelf.put('top', 1000, lower, upper);
		const replaced = new Map([[leaf, replacement('leaf', 2)]]);
		for (const order of [
			[top, upper, lower],
			[upper, top, lower],
			[lower, upper, top]
		]) {
			const made = rederive(shelf.graph(), replaced, order);
			expect([lower, upper, top].map((hash) => totalOf(made.get(hash)))).toEqual([12, 112, 1124]);
		}
	});

	it('says what cannot follow, and what rests on it', () => {
		const shelf = new Shelf();
		const leaf = shelf.put('leaf', 1);
		const middle = shelf.put('middle', 1, leaf);
		const top = shelf.put('top', 1, middle);
		const replaced = new Map([[leaf, replacement('leaf', 2)]]);
		const refusing = new Map([[SUM.id, { ...SUM, compute: () => refuse(problem('comparison/empty', {})) }]]);
		const refused = rederive(shelf.graph(refusing), replaced, [middle, top]);
		expect(refused.get(middle)).toMatchObject({ kind: 'refused', cause: { code: 'comparison/empty' } });
		expect(refused.get(top)).toEqual({ kind: 'blocked', by: middle });
		const throwing = new Map([
			[
				SUM.id,
				{
					...SUM,
					compute: () => {
						throw new Error('Its unit is gone');
					}
				}
			]
		]);
		expect(rederive(shelf.graph(throwing), replaced, [middle]).get(middle)).toEqual({ kind: 'detached' });
		expect(rederive(shelf.graph(new Map()), replaced, [middle]).get(middle)).toEqual({ kind: 'detached' });
	});

	it('is the same when the replacement is the same', () => {
		const shelf = new Shelf();
		const leaf = shelf.put('leaf', 1);
		const top = shelf.put('top', 1, leaf);
		const same = new Map([[leaf, { hash: leaf, snapshot: shelf.snapshots.get(leaf) as Snapshot }]]);
		expect(rederive(shelf.graph(), same, [top]).get(top)).toEqual({ kind: 'same' });
	});
});
