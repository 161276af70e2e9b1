import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { measure } from './measure.ts';
import type { Outcome } from './row.ts';
import { loadRow, ROWS } from './rows.ts';

/**
 * `npm run bench [-- name …] [--json]`: measures the named rows, or all of them. Peers are installed on first use, from
 * the lock file beside this program. With --json nothing but the outcomes goes to standard output.
 */
const args = process.argv.slice(2);
const json = args.includes('--json');
const names = args.filter((argument) => !argument.startsWith('--'));
const wanted = ROWS.filter((id) => names.length === 0 || names.some((name) => id.startsWith(name)));
if (wanted.length === 0) stop(`No such row. There are: ${ROWS.join(', ')}`);
installPeers();
const outcomes: Outcome[] = [];
for (const id of wanted) {
	say(`measuring ${id} ...`);
	try {
		const outcome = await measure(await loadRow(id));
		outcomes.push(outcome);
		if (!json) console.log(table(outcome));
	} catch (error) {
		// One broken row must not cost the others; the exit code tells.
		process.exitCode = 1;
		say(`${id}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
	}
}
if (json) console.log(JSON.stringify(outcomes, null, '\t'));

function installPeers(): void {
	const here = fileURLToPath(new URL('.', import.meta.url));
	if (existsSync(`${here}node_modules`)) return;
	say('installing the peers ...');
	// npm's own words go to standard error: standard output belongs to the outcomes.
	const npm = spawnSync('npm', ['ci', '--prefix', here, '--ignore-scripts', '--no-audit', '--no-fund'], {
		stdio: ['ignore', 2, 2]
	});
	if (npm.status !== 0) stop('The peers could not be installed.');
}

function table(outcome: Outcome): string {
	const times = [
		`ours ${outcome.ours_ms} ms`,
		outcome.peer === null
			? null
			: `${outcome.peer} ${outcome.peer_ms ?? '?'} ms (ratio ${outcome.ratio_peer ?? '?'})`,
		outcome.limit_ms === null ? null : `limit ${outcome.limit_ms} ms (ratio ${outcome.ratio_limit})`
	].filter((part) => part !== null);
	const met = outcome.met === null ? 'NOT MEASURED' : outcome.met ? 'met' : 'NOT MET';
	return `${outcome.id}\n  ${times.join(', ')}\n  goal ${outcome.goal}: ${met}`;
}

function say(text: string): void {
	process.stderr.write(`${text}\n`);
}

function stop(text: string): never {
	say(text);
	process.exit(1);
}
