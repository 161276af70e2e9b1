import type { Condition, Contestants, Measure, Outcome, Row } from './row.ts';

/** Runs a row: the contestants in turn, round by round, so that whatever else the machine does meets all of them. */
export async function measure(row: Row): Promise<Outcome> {
	const contestants = await row.prepare();
	try {
		if (row.warm !== false) await warmUp(contestants);
		const times = await rounds(row.rounds ?? 7, contestants);
		const conditions = (await contestants.conditions?.()) ?? [];
		return outcome(row, times, conditions);
	} finally {
		await contestants.close?.();
	}
}

/** Lets the machine's compilers do their work before anything counts. */
async function warmUp({ ours, peer, limit }: Contestants): Promise<void> {
	for (const contestant of [ours, peer, limit]) {
		const end = performance.now() + WARM_UP;
		for (let calls = 0; contestant && calls < 50 && performance.now() < end; calls += 1) await contestant();
	}
}

const WARM_UP = 300;

interface Times {
	readonly ours: number;
	readonly peer: number | null;
	readonly limit: number | null;
}

async function rounds(count: number, { ours, peer, limit }: Contestants): Promise<Times> {
	const taken = { ours: [] as number[], peer: [] as number[], limit: [] as number[] };
	for (let round = 0; round < count; round += 1) {
		await once(ours, taken.ours);
		await once(peer, taken.peer);
		await once(limit, taken.limit);
	}
	return {
		ours: median(taken.ours),
		peer: taken.peer.length > 0 ? median(taken.peer) : null,
		limit: taken.limit.length > 0 ? median(taken.limit) : null
	};
}

async function once(contestant: Measure | undefined, taken: number[]): Promise<void> {
	if (contestant) taken.push(await contestant());
}

function outcome(row: Row, times: Times, conditions: readonly Condition[]): Outcome {
	const ofPeer = times.peer === null ? null : times.ours / times.peer;
	const ofLimit = times.limit === null ? null : times.ours / times.limit;
	const checks = [
		met(row.goal.ofPeer, ofPeer),
		met(row.goal.ofLimit, ofLimit),
		...conditions.map((condition) => condition.met)
	];
	const words = [
		...(row.goal.ofPeer === undefined ? [] : [`<= ${share(row.goal.ofPeer)} of peer`]),
		...(row.goal.ofLimit === undefined ? [] : [`<= ${share(row.goal.ofLimit)} of limit`]),
		...conditions.map((condition) => condition.text)
	];
	return {
		id: row.id,
		ours_ms: rounded(times.ours),
		peer: row.peer,
		peer_ms: times.peer === null ? null : rounded(times.peer),
		limit_ms: times.limit === null ? null : rounded(times.limit),
		ratio_peer: ofPeer === null ? null : rounded(ofPeer),
		ratio_limit: ofLimit === null ? null : rounded(ofLimit),
		goal: words.join('; '),
		met: checks.includes(false) ? false : checks.includes(null) ? null : true
	};
}

/** True where there is no goal, null where there is nothing to hold against it. */
function met(goal: number | undefined, ratio: number | null): boolean | null {
	if (goal === undefined) return true;
	return ratio === null ? null : ratio <= goal;
}

function share(goal: number): string {
	return goal < 1 && Number.isInteger(Math.round(1e6 / goal) / 1e6)
		? `1/${Math.round(1 / goal)}`
		: `${goal}x`;
}

export function median(values: readonly number[]): number {
	const sorted = values.toSorted((a, b) => a - b);
	const middle = sorted.length >> 1;
	const upper = sorted[middle] ?? NaN;
	return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? NaN) + upper) / 2;
}

function rounded(value: number): number {
	return Number(value.toPrecision(4));
}
