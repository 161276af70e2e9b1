import { appendFileSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { problem } from '#lib/core/problem.ts';
import { CommandRefused } from './command.ts';

/** What a replay of everything has proved so far, kept in a file so that one that was ended can be taken up again. */
export interface ReplayState {
	readonly proven: ReadonlySet<string>;
	add(hashes: readonly string[]): void;
	/** The replay has come to its end: the next one starts anew. */
	finish(): void;
}

const HASH = /^[0-9a-f]{64}$/;

/**
 * Opens the file, or begins it. One line per proved thing behind a line that says of which database; a last line cut off
 * in the middle does not count.
 */
export function openReplayState(path: string, databaseUrl: string): ReplayState {
	const head = `hengzhun-replay ${createHash('sha256').update(databaseUrl).digest('hex')}`;
	if (!existsSync(path)) writeFileSync(path, `${head}\n`);
	const [first, ...lines] = readFileSync(path, 'utf8').split('\n');
	if (first !== head) throw new CommandRefused(problem('replay/other-state', { path }));
	if (lines.at(-1) !== '') appendFileSync(path, '\n');
	return {
		proven: new Set(lines.filter((line) => HASH.test(line))),
		add(hashes) {
			if (hashes.length > 0) appendFileSync(path, hashes.map((hash) => `${hash}\n`).join(''));
		},
		finish: () => rmSync(path)
	};
}
