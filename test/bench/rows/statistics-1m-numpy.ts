import {
	GroupDescriber,
	type GroupDescription
} from '../../../src/lib/core/comparison/numeric/describe-groups.ts';
import { columnFiles, COUNT, GROUPS, observations, sameFigures } from '../observations.ts';
import { numpyVersion, PythonPeer } from '../python.ts';
import { timed, type Row } from '../row.ts';
import { ByHand } from '../statistics-by-hand.ts';

const numpy = numpyVersion();

const PROGRAM = (at: ReturnType<typeof columnFiles>['at']) => `
import sys, time, numpy as np
v = np.fromfile(${JSON.stringify(at('values'))})
q = np.fromfile(${JSON.stringify(at('outputs'))})
g = np.fromfile(${JSON.stringify(at('groups'))}, dtype=np.int32)
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
    print((time.perf_counter() - t) * 1000, *(repr(float(x)) for row in made for x in row))
`;

export const row: Row = {
	id: 'statistics-1m-numpy',
	work: `all statistics of ${COUNT.toLocaleString('en')} observations in ${GROUPS} groups, in memory`,
	peer: `NumPy ${numpy ?? ''}`,
	goal: { ofPeer: 1, ofLimit: 1.5 },
	rounds: 15,
	prepare: () => {
		const columns = observations();
		const files = columnFiles(columns);
		const peer = numpy === null ? undefined : new PythonPeer(PROGRAM(files.at));
		const hand = new ByHand();
		const describer = new GroupDescriber(COUNT);
		let ours: readonly GroupDescription[] = [];
		let theirs: readonly number[] = [];
		let byHand = new Float64Array();
		return {
			ours: () =>
				timed(() => {
					ours = describer.describe(columns, GROUPS);
				}),
			peer:
				peer &&
				(async () => {
					const [ms = 0, ...figures] = (await peer.ask()).split(' ').map(Number);
					theirs = figures;
					return ms;
				}),
			limit: () =>
				timed(() => {
					byHand = hand.describe(columns);
				}),
			conditions: () => [
				...(peer ? [sameFigures(ours, rowsOf(theirs), 'NumPy')] : []),
				// Its plain sums lose digits of a slope near zero.
				sameFigures(ours, rowsOf([...byHand]), 'the loop by hand', 1e-7)
			],
			close: () => {
				peer?.close();
				files.remove();
			}
		};
	}
};

function rowsOf(figures: readonly number[]): readonly (readonly number[])[] {
	return Array.from({ length: GROUPS }, (_, g) => figures.slice(g * 12, (g + 1) * 12));
}
