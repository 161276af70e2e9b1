const DAY = 24 * 60 * 60 * 1000;

/** Milliseconds from `now` to the next time the clock of this machine shows `at` ("02:00"); a whole day where it does now. */
export function untilClock(now: Date, at: string): number {
	const [hour = 0, minute = 0] = at.split(':').map(Number);
	const next = new Date(now);
	next.setHours(hour, minute, 0, 0);
	if (next <= now) next.setDate(next.getDate() + 1);
	return next.getTime() - now.getTime();
}

/** Does the work once a night at `at` until `ending` is aborted. A night that fails is told and does not end the others. */
export function everyNight(
	at: string,
	work: () => Promise<void>,
	failed: (error: unknown) => void,
	ending: AbortSignal
): void {
	const plan = () => {
		const timer = setTimeout(
			() => void work().catch(failed).finally(again),
			Math.min(untilClock(new Date(), at), DAY)
		);
		// A process that has nothing else to do may end.
		timer.unref();
		ending.addEventListener('abort', () => clearTimeout(timer), { once: true });
	};
	const again = () => {
		if (!ending.aborted) plan();
	};
	again();
}
