/** Longest wait, in milliseconds, for a browser that never rests. */
const LATEST = 400;

/** Runs something once the browser has drawn and has nothing more urgent to do; answers how to forget about it. */
export function whenIdle(run: () => void): () => void {
	if (typeof requestIdleCallback === 'undefined') {
		const timer = setTimeout(run, 0);
		return () => clearTimeout(timer);
	}
	const call = requestIdleCallback(run, { timeout: LATEST });
	return () => cancelIdleCallback(call);
}
