import { fork, type ChildProcess } from 'node:child_process';
import { dirname, join } from 'node:path';
import type { Readable } from 'node:stream';
import { ok, type Result } from '#lib/core/result.ts';
import type { Context } from '../context.ts';
import { sharedDatabase } from '../database/other-process.ts';
import { sourcePath } from '../source-tree.ts';
import { isLarge } from './size.ts';
import { performHeavy, writes, type HeavyAnswer, type HeavyTask } from './tasks.ts';

/** What the child says: the result of the task (without the bytes of a file, which follow), or what it broke on. */
export type HeavyReply = { readonly result: Result<unknown> } | { readonly error: string };

/**
 * Does a task where it keeps nobody waiting: a large one in a process of its own, so that this one goes on answering
 * others and never holds 100,000 lines; a small one here, which is quicker than starting a process.
 */
export async function runHeavy<T extends HeavyTask>(
	context: Context,
	task: T
): Promise<Result<HeavyAnswer<T>>> {
	const shared = sharedDatabase(context.db);
	if (!shared || !(await isLarge(context, task))) return performHeavy(context, task);
	const layDown = writes(task) ? await shared.holdWriting() : () => {};
	try {
		const child = started();
		const reply = await replyOf(child, { url: shared.url, actor: context.actor, task });
		if ('error' in reply) throw new Error(`A task in a process of its own failed: ${reply.error}`);
		// The child answers a task with that task's own kind of answer.
		const result = reply.result as Result<HeavyAnswer<T>>;
		if (!result.ok || task.kind !== 'export') return result;
		return ok({ ...result.value, bytes: bytesOf(child) });
	} finally {
		layDown();
	}
}

const ENTRY = 'src/lib/server/heavy/heavy-process.ts';
/** Old-generation heap of the child, in MiB: an analysis of 100,000 lines replaced by another takes half of it. */
const HEAP_MEBIBYTES = 4_096;
/** Young generation of the child, in MiB: with the usual one, half the time goes into copying 100,000 lines about. */
const YOUNG_MEBIBYTES = 64;

function started(): ChildProcess {
	return fork(sourcePath(ENTRY), [], {
		execArgv: [`--max-old-space-size=${HEAP_MEBIBYTES}`, `--max-semi-space-size=${YOUNG_MEBIBYTES}`],
		serialization: 'advanced',
		env: { NODE_COMPILE_CACHE: join(dirname(sourcePath('package.json')), 'node_modules/.cache/node') },
		stdio: ['ignore', 'pipe', 'ignore', 'ipc']
	});
}

function replyOf(child: ChildProcess, message: object): Promise<HeavyReply> {
	return new Promise((resolve, reject) => {
		// The child sends exactly one such message.
		child.once('message', (reply) => resolve(reply as HeavyReply));
		child.once('error', reject);
		// Its end may be told before its last message; the channel closes behind that message, however it ends.
		child.once('disconnect', () =>
			reject(
				new Error(
					`A task in a process of its own ended without an answer (${child.signalCode ?? child.exitCode})`
				)
			)
		);
		child.send(message);
	});
}

/** The file as the child writes it. A reader that goes away ends the child; a child that breaks off breaks the file. */
async function* bytesOf(child: ChildProcess): AsyncGenerator<Buffer> {
	const ended = new Promise<number | null>((resolve) => {
		if (child.exitCode === null && child.signalCode === null) child.once('exit', resolve);
		else resolve(child.exitCode);
	});
	try {
		// Standard output was asked for as a pipe.
		for await (const piece of child.stdout as Readable) yield piece as Buffer;
		if ((await ended) !== 0) throw new Error('The process that wrote a workbook broke off');
	} finally {
		child.kill('SIGKILL');
	}
}
