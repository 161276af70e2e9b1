/** One measurement: does the work once and answers the milliseconds it took. Called several times, in turn with others. */
export type Measure = () => number | Promise<number>;

/** Something a row demands besides time, such as memory or right results. */
export interface Condition {
	/** What was found, for people: "0 wrong of 200,000". */
	readonly text: string;
	readonly met: boolean;
}

/** Who does the work of a row. Everything is prepared; only the work itself is measured. */
export interface Contestants {
	readonly ours: Measure;
	/** Left out where the row has no peer, or it is not installed on this machine. */
	readonly peer?: Measure | undefined;
	/** The same work as a hand-written loop or prepared statement: what the machine can do at best. */
	readonly limit?: Measure;
	/** Asked after all rounds; throws where results differ that must not. */
	readonly conditions?: () => readonly Condition[] | Promise<readonly Condition[]>;
	readonly close?: () => void | Promise<void>;
}

/** One line of the bench. */
export interface Row {
	/** The name of the file: `npm run bench -- <id>` runs it alone, and a prefix runs all that begin with it. */
	readonly id: string;
	/** The work in words. */
	readonly work: string;
	/** Name and version of the peer; null where there is none. */
	readonly peer: string | null;
	/** Goals as shares: ours ≤ `ofPeer` × peer, ours ≤ `ofLimit` × limit. */
	readonly goal: { readonly ofPeer?: number; readonly ofLimit?: number };
	/** How often each contestant does the work; the median counts. 7 unless said. */
	readonly rounds?: number;
	/** False where the first time is what is measured, so that nobody may warm up. */
	readonly warm?: false;
	readonly prepare: () => Contestants | Promise<Contestants>;
}

/** What a row came to; the shape of `--json`. Null where a contestant is missing. */
export interface Outcome {
	readonly id: string;
	readonly ours_ms: number;
	readonly peer: string | null;
	readonly peer_ms: number | null;
	readonly limit_ms: number | null;
	/** Ours ÷ peer and ours ÷ limit. */
	readonly ratio_peer: number | null;
	readonly ratio_limit: number | null;
	/** The goals and conditions in words. */
	readonly goal: string;
	/** Null where the peer a goal needs is missing. */
	readonly met: boolean | null;
}

/** Milliseconds that `work` takes. */
export function timed(work: () => unknown): number {
	const start = performance.now();
	work();
	return performance.now() - start;
}

/** Milliseconds per call of a short work, taken over many calls. */
export function timedMany(calls: number, work: (call: number) => unknown): number {
	const start = performance.now();
	for (let call = 0; call < calls; call += 1) work(call);
	return (performance.now() - start) / calls;
}
