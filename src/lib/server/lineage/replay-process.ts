import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import * as v from 'valibot';
import type { Config } from '../config.ts';
import { sourcePath } from '../source-tree.ts';
import type { ReplayFindings } from './replay-run.ts';

/** Much more than any answer, which names each fault once. */
const Answer = v.object({
	standards: v.array(v.unknown()),
	snapshots: v.number(),
	files: v.number(),
	faults: v.array(v.object({ problem: v.string() }))
});

/**
 * 复算 of everything, as `hengzhun replay --all` in a process of its own at low priority: who works at night is not kept
 * waiting, and what it needs of memory ends with it.
 */
export async function replayInProcess(config: Config, ending: AbortSignal): Promise<ReplayFindings> {
	const child = spawn(process.execPath, [sourcePath('bin/hengzhun.ts'), 'replay', '--all', '--json'], {
		env: { ...process.env, DATABASE_URL: config.databaseUrl, DATA_DIR: config.dataDir },
		stdio: ['ignore', 'pipe', 'pipe'],
		signal: ending
	});
	const failed = new Promise<never>((_, reject) => child.once('error', reject));
	const [output, complaint] = await Promise.race([
		Promise.all([text(child.stdout), text(child.stderr)]),
		failed
	]);
	const answer = v.safeParse(Answer, parsed(output));
	if (!answer.success) throw new Error(`The nightly replay gave no answer: ${complaint.slice(0, 500)}`);
	const { standards, snapshots, files, faults } = answer.output;
	return { standards: standards.length, snapshots, files, faults: faults.map(({ problem }) => problem) };
}

function parsed(output: string): unknown {
	try {
		return JSON.parse(output);
	} catch {
		// Killed half-way, or it could not start: what it said on the other stream is the reason.
		return undefined;
	}
}
