import { writeFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bootstrap } from '../../../src/lib/core/comparison/numeric/bootstrap.ts';
import { numpyVersion, PythonPeer } from '../python.ts';
import { timed, type Row } from '../row.ts';

const SIZE = 500;
const REPLICATES = 2000;
const numpy = numpyVersion();

/** Unit costs, skewed as they are; the same numbers on every machine. */
function sample(): Float64Array {
	return Float64Array.from({ length: SIZE }, (_, i) => 5 + ((i * 7919) % 1009) ** 2 / 1e5);
}

const PROGRAM = (file: string) => `
import sys, time, numpy as np
x = np.fromfile(${JSON.stringify(file)})
rng = np.random.default_rng(1)
for _ in sys.stdin:
    t = time.perf_counter()
    m = np.median(x[rng.integers(0, x.size, (${REPLICATES}, x.size))], axis=1)
    lo, hi = np.quantile(m, [0.025, 0.975])
    print((time.perf_counter() - t) * 1000, lo, hi)
`;

export const row: Row = {
	id: 'bootstrap-median',
	work: `bootstrap of a median: ${REPLICATES.toLocaleString('en')} resamples of ${SIZE}`,
	peer: `NumPy ${numpy ?? ''}`,
	goal: { ofPeer: 1 / 4 },
	rounds: 11,
	prepare: () => {
		const values = sample();
		const folder = mkdtempSync(join(tmpdir(), 'bench-'));
		const file = join(folder, 'sample.f64');
		writeFileSync(file, new Uint8Array(values.buffer));
		const peer = numpy === null ? undefined : new PythonPeer(PROGRAM(file));
		let ours = { low: 0, high: 0 };
		let theirs = { low: 0, high: 0 };
		const plan = { statistic: 'median', replicates: REPLICATES, seed: 1, level: 0.95 } as const;
		return {
			ours: () =>
				timed(() => {
					ours = bootstrap({ values }, plan).percentile;
				}),
			peer:
				peer &&
				(async () => {
					const [ms = 0, low = 0, high = 0] = (await peer.ask()).split(' ').map(Number);
					theirs = { low, high };
					return ms;
				}),
			conditions: () => {
				// Two random sources: the ends agree within the noise of two thousand resamples.
				const apart = Math.max(Math.abs(ours.low - theirs.low), Math.abs(ours.high - theirs.high));
				return [{ text: `ends of the interval ${apart.toFixed(3)} apart`, met: apart < 0.3 }];
			},
			close: () => {
				peer?.close();
				rmSync(folder, { recursive: true });
			}
		};
	}
};
