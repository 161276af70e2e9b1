import { problem } from '#lib/core/problem.ts';
import { ok, refuse, type Result } from '#lib/core/result.ts';

const WINDOW_MS = 15 * 60 * 1000;
const PER_USERNAME = 8;
/** A whole office may share one address behind a router, so an address gets more. */
const PER_ADDRESS = 60;
/** Names and addresses remembered at most; beyond it the oldest are forgotten. */
const REMEMBERED = 20_000;

/**
 * Counts failed sign-ins of the last quarter of an hour, by username and by address, in this process. A right password
 * clears the username's count. With several processes each counts for itself, which only loosens the limit.
 */
export class SignInAttempts {
	readonly #failures = new Map<string, number[]>();

	/** Refused while either count is full. */
	check(username: string, address: string, now: Date): Result<true> {
		const wait = Math.max(
			this.#wait(`u ${username.toLowerCase()}`, PER_USERNAME, now),
			this.#wait(`a ${address}`, PER_ADDRESS, now)
		);
		if (wait <= 0) return ok(true);
		return refuse(problem('auth/too-many-attempts', { minutes: String(Math.ceil(wait / 60_000)) }));
	}

	failed(username: string, address: string, now: Date): void {
		for (const key of [`u ${username.toLowerCase()}`, `a ${address}`]) {
			const recent = [...this.#recent(key, now), now.getTime()];
			// Deleting first moves the key to the end: the map's order is the order of last failure.
			this.#failures.delete(key);
			this.#failures.set(key, recent);
		}
		for (const oldest of this.#failures.keys()) {
			if (this.#failures.size <= REMEMBERED) break;
			this.#failures.delete(oldest);
		}
	}

	succeeded(username: string): void {
		this.#failures.delete(`u ${username.toLowerCase()}`);
	}

	/** Milliseconds until the oldest counted failure leaves the window; 0 when there is room. */
	#wait(key: string, limit: number, now: Date): number {
		const recent = this.#recent(key, now);
		const oldest = recent[recent.length - limit];
		return oldest === undefined ? 0 : oldest + WINDOW_MS - now.getTime();
	}

	#recent(key: string, now: Date): number[] {
		return (this.#failures.get(key) ?? []).filter((at) => at > now.getTime() - WINDOW_MS);
	}
}
