import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Hash } from '#lib/core/address/value-ref.ts';
import { replayer, type Replay } from '#lib/core/lineage/replay.ts';
import { sha256 } from '#lib/server/hash.ts';
import { keep, sum, TOY_METHODS } from '../../support/toy-graph.ts';

/** Two leaves, one middle over both, one top over the middle and a leaf: a diamond. */
function diamond() {
	const texts = new Map<Hash, string>();
	const left = keep(texts, sum('左', 1, 1));
	const right = keep(texts, sum('右', 2, 2));
	const middle = keep(texts, sum('中', 10, 13, [left, right]));
	const top = keep(texts, sum('顶', 100, 114, [middle, left]));
	return { texts, left, right, middle, top };
}

function replay(texts: ReadonlyMap<Hash, string>, files: ReadonlyMap<Hash, Hash> = new Map()): Replay {
	return replayer({ texts, files }, TOY_METHODS, sha256);
}

describe('replay', () => {
	it('finds an untouched graph identical and checks each node once', () => {
		const { texts, top } = diamond();
		const run = replay(texts);
		expect(run.result(top)).toEqual({ ok: true, value: undefined });
		expect(run.checked).toBe(4);
	});

	it('names the changed byte by the path down to it', () => {
		const { texts, top, right } = diamond();
		texts.set(right, (texts.get(right) ?? '').replace('"n":2', '"n":3'));
		expect(replay(texts).result(top)).toEqual({
			ok: false,
			problem: {
				code: 'lineage/replay-broken',
				values: {
					hash: right,
					reason: '存储内容与哈希不符，已被改动',
					path: `同类比对 “顶” → 同类比对 “中” → 快照 ${right.slice(0, 12)}`
				}
			}
		});
	});

	it('names a missing input', () => {
		const { texts, top, left } = diamond();
		texts.delete(left);
		expect(replay(texts).result(top)).toMatchObject({
			problem: { code: 'lineage/replay-broken', values: { hash: left, reason: '输入缺失' } }
		});
	});

	it('shows stored and recomputed value where a forger fixed the hash but not the sum', () => {
		const texts = new Map<Hash, string>();
		const leaf = keep(texts, sum('叶', 1, 1));
		const forged = keep(texts, sum('假', 10, 12, [leaf]));
		const top = keep(texts, sum('顶', 0, 12, [forged]));
		expect(replay(texts).result(top)).toEqual({
			ok: false,
			problem: {
				code: 'lineage/replay-mismatch',
				values: {
					hash: forged,
					pointer: '/results/total',
					stored: '12',
					recomputed: '11',
					path: '同类比对 “顶” → 同类比对 “假”'
				}
			}
		});
	});

	it('finds a snapshot stored under another hash', () => {
		const { texts, top } = diamond();
		const moved = 'f'.repeat(64);
		texts.set(moved, texts.get(top) ?? '');
		expect(replay(texts).result(moved)).toMatchObject({ problem: { values: { hash: moved } } });
	});

	it('refuses content its method cannot read, a method nobody knows, and one of another kind', () => {
		const texts = new Map<Hash, string>();
		const odd = keep(texts, { ...sum('怪', 0, 0), content: null });
		const unknown = keep(texts, { ...sum('怪', 0, 0), method: 'toy/other@1' });
		const misused = keep(texts, { ...sum('怪', 0, 0), kind: 'standard' });
		for (const hash of [odd, unknown, misused])
			expect(replay(texts).result(hash)).toMatchObject({
				problem: { code: 'lineage/replay-broken', values: { hash } }
			});
	});

	it('checks stored originals by the hash of their bytes', () => {
		const file = sha256('原件');
		const texts = new Map<Hash, string>();
		const table = keep(texts, {
			kind: 'source-table',
			schema: 1,
			method: 'sheet/csv@1',
			inputs: [{ role: 'file', hash: file }],
			content: { file, sheet: '表', cells: [], merges: [], hiddenRows: [], hiddenColumns: [] },
			results: {}
		});
		expect(replay(texts, new Map([[file, file]])).result(table).ok).toBe(true);
		expect(replay(texts, new Map([[file, sha256('改过')]])).result(table)).toMatchObject({
			problem: { values: { hash: file, path: `来源表 “表” → 原始文件 ${file.slice(0, 12)}` } }
		});
		expect(replay(texts).result(table)).toMatchObject({ problem: { values: { reason: '输入缺失' } } });
	});

	it('goes as deep as memory allows', () => {
		const texts = new Map<Hash, string>();
		let hash = keep(texts, sum('0', 1, 1));
		for (let i = 1; i < 20_000; i++) hash = keep(texts, sum(String(i), 0, 1, [hash]));
		expect(replay(texts).result(hash).ok).toBe(true);
	});

	it('law: the verdict does not depend on the order in which rows come, and one changed byte is always found', () => {
		const { texts, top } = diamond();
		const entries = [...texts];
		fc.assert(
			fc.property(
				fc.shuffledSubarray(entries, { minLength: entries.length }),
				fc.nat({ max: entries.length - 1 }),
				fc.nat(),
				(shuffled, which, at) => {
					expect(replay(new Map(shuffled)).result(top).ok).toBe(true);
					const [hash, text] = shuffled[which] ?? ['', ''];
					const place = at % text.length;
					const changed = text.slice(0, place) + (text[place] === 'x' ? 'y' : 'x') + text.slice(place + 1);
					const result = replay(new Map([...shuffled, [hash, changed]])).result(top);
					expect(result).toMatchObject({ ok: false, problem: { values: { hash } } });
				}
			)
		);
	});

	it('law: no garbage in the store makes it throw', () => {
		const { texts, top, middle } = diamond();
		fc.assert(
			fc.property(fc.oneof(fc.string(), fc.json()), (garbage) => {
				expect(replay(new Map([...texts, [middle, garbage]])).result(top).ok).toBe(false);
				// The same garbage under its own, right hash.
				expect(replay(new Map([[sha256(garbage), garbage]])).result(sha256(garbage)).ok).toBe(false);
			})
		);
	});

	it('survives nesting beyond any stack', () => {
		const deep = '['.repeat(200_000);
		expect(replay(new Map([[sha256(deep), deep]])).result(sha256(deep)).ok).toBe(false);
		const closed = `${deep}${']'.repeat(200_000)}`;
		expect(replay(new Map([[sha256(closed), closed]])).result(sha256(closed)).ok).toBe(false);
	});
});
