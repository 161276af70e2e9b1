import { writeFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
	describeGroups,
	type GroupDescription
} from '../../../src/lib/core/comparison/numeric/describe-groups.ts';
import { numpyVersion, PythonPeer } from '../python.ts';
import { timed, type Row } from '../row.ts';

const COUNT = 1_000_000;
const GROUPS = 120;
const numpy = numpyVersion();

/** Unit costs with outputs in groups, from whole-number arithmetic: the same on every machine. */
function observations() {
	const values = new Float64Array(COUNT);
	const outputs = new Float64Array(COUNT);
	const groups = new Int32Array(COUNT);
	let state = 1;
	for (let i = 0; i < COUNT; i += 1) {
		state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
		groups[i] = (state >>> 8) % GROUPS;
		state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
		values[i] = 5 + ((state >>> 8) / 2 ** 24) ** 3 * 40;
		state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
		outputs[i] = 100 + (state >>> 12);
	}
	return { values, outputs, groups };
}

const PROGRAM = (folder: string) => `
import sys, time, numpy as np
v = np.fromfile(${JSON.stringify(join(folder, 'values'))})
q = np.fromfile(${JSON.stringify(join(folder, 'outputs'))})
g = np.fromfile(${JSON.stringify(join(folder, 'groups'))}, dtype=np.int32)
def work():
    order = np.argsort(g, kind='stable')
    ends = np.cumsum(np.bincount(g, minlength=${GROUPS}))
    vs, qs, made, start = v[order], q[order], [], 0
    for end in ends:
        x, w = vs[start:end], qs[start:end]
        p = np.quantile(x, [0.1, 0.25, 0.5, 0.75, 0.9])
        mad = np.median(np.abs(x - p[2]))
        reach = 1.5 * (p[3] - p[1])
        outside = np.count_nonzero((x < p[1] - reach) | (x > p[3] + reach))
        lx, lw = np.log(x), np.log(w)
        d = lw - lw.mean()
        made.append((x.size, x.mean(), (x * w).sum() / w.sum(), x.std(ddof=1) / x.mean(), *p, mad, outside, (d * (lx - lx.mean())).sum() / (d * d).sum()))
        start = end
    return made
for _ in sys.stdin:
    t = time.perf_counter()
    made = work()
    print((time.perf_counter() - t) * 1000, *(repr(float(x)) for x in made[7]))
`;

/** The best plain loop: counting into groups, then sorting each typed array and reading everything off. */
function byHand({ values, outputs, groups }: ReturnType<typeof observations>): number {
	const starts = new Int32Array(GROUPS + 1);
	for (let i = 0; i < COUNT; i += 1) starts[(groups[i] as number) + 1]! += 1;
	for (let g = 0; g < GROUPS; g += 1) starts[g + 1]! += starts[g] as number;
	const at = starts.slice();
	const v = new Float64Array(COUNT);
	const q = new Float64Array(COUNT);
	for (let i = 0; i < COUNT; i += 1) {
		const place = at[groups[i] as number]!++;
		v[place] = values[i] as number;
		q[place] = outputs[i] as number;
	}
	let sum = 0;
	for (let g = 0; g < GROUPS; g += 1) {
		const from = starts[g] as number;
		const to = starts[g + 1] as number;
		let [total, cost, output, x, y, xx, xy] = [0, 0, 0, 0, 0, 0, 0];
		for (let i = from; i < to; i += 1) {
			const value = v[i] as number;
			const weight = q[i] as number;
			total += value;
			cost += value * weight;
			output += weight;
			const lx = Math.log(weight);
			const ly = Math.log(value);
			x += lx;
			y += ly;
			xx += lx * lx;
			xy += lx * ly;
		}
		const sorted = v.subarray(from, to).sort();
		const median = sorted[sorted.length >> 1] as number;
		const apart = sorted.map((value) => Math.abs(value - median)).sort();
		sum += total + cost / output + (apart[apart.length >> 1] as number) + (xy - x * y) / xx;
	}
	return sum;
}

export const row: Row = {
	id: 'statistics-1m',
	work: `all statistics of 1,000,000 observations in ${GROUPS} groups`,
	peer: `NumPy ${numpy ?? ''}`,
	goal: { ofPeer: 1, ofLimit: 1.5 },
	prepare: () => {
		const columns = observations();
		const folder = mkdtempSync(join(tmpdir(), 'bench-'));
		for (const [name, column] of Object.entries(columns))
			writeFileSync(join(folder, name), new Uint8Array(column.buffer));
		const peer = numpy === null ? undefined : new PythonPeer(PROGRAM(folder));
		let ours: readonly GroupDescription[] = [];
		let theirs: readonly number[] = [];
		return {
			ours: () =>
				timed(() => {
					ours = describeGroups(columns, GROUPS);
				}),
			peer:
				peer &&
				(async () => {
					const [ms = 0, ...figures] = (await peer.ask()).split(' ').map(Number);
					theirs = figures;
					return ms;
				}),
			limit: () => timed(() => void byHand(columns)),
			conditions: () => {
				const made = Object.values(ours[7] ?? {});
				const worst = theirs.reduce(
					(most, value, i) =>
						Math.max(most, Math.abs(value - (made[i] ?? 0)) / Math.max(1e-9, Math.abs(value))),
					0
				);
				return [
					{ text: `worst relative difference from NumPy ${worst.toExponential(1)}`, met: worst < 1e-9 }
				];
			},
			close: () => {
				peer?.close();
				rmSync(folder, { recursive: true });
			}
		};
	}
};
