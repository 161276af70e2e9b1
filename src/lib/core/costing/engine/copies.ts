import type { Schedule } from './schedule.ts';
import type { Wiring } from './wiring.ts';

/** The cells that copy the nodes of each run of a schedule, in the order in which they were read. */
export interface Copies {
	readonly cells: Int32Array;
	/** Where the cells of each run begin, and behind the last run their end. */
	readonly begins: Int32Array;
}

/** Puts all cells that copy computed nodes under the run that computes them. */
export function copiesByRun({ sources, copiers }: Wiring, { ranks, runs }: Schedule): Copies {
	const begins = new Int32Array((runs.at(-1) ?? -1) + 2);
	const count = copiers.length;
	const runOf = new Int32Array(count);
	for (let at = 0; at < count; at += 1) {
		const source = sources[copiers.at(at)] as number;
		const rank = source < 0 ? -1 : (ranks[source] as number);
		const run = rank < 0 ? -1 : (runs[rank] as number);
		runOf[at] = run;
		if (run >= 0) begins[run + 1] = (begins[run + 1] as number) + 1;
	}
	for (let run = 1; run < begins.length; run += 1)
		begins[run] = (begins[run] as number) + (begins[run - 1] as number);
	const cells = new Int32Array(begins.at(-1) ?? 0);
	const next = begins.slice();
	for (let at = 0; at < count; at += 1) {
		const run = runOf[at] as number;
		if (run < 0) continue;
		const place = next[run] as number;
		cells[place] = copiers.at(at);
		next[run] = place + 1;
	}
	return { cells, begins };
}
