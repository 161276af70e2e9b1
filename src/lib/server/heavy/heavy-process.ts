import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { flushCompileCache } from 'node:module';
import type { Actor } from '#lib/core/workflow/actor.ts';
import type { Context } from '../context.ts';
import { openDatabase } from '../database/database.ts';
import type { HeavyReply } from './apart.ts';
import { performHeavy, type HeavyTask } from './tasks.ts';

/**
 * The child process in which large use cases run: on a database connection of its own, in the name of the person who
 * asked, with the very checks of permission that they have everywhere. It does one task and ends. A file that is made
 * goes to standard output while it is being written.
 */
process.once('message', (message: { url: string; actor: Actor; task: HeavyTask }) => {
	void answer(message);
});

async function answer({ url, actor, task }: { url: string; actor: Actor; task: HeavyTask }): Promise<void> {
	const open = openDatabase(url);
	const context: Context = { db: open.db, actor, now: () => new Date(), newId: () => randomUUID() };
	try {
		const result = await performHeavy(context, task);
		if (result.ok && 'bytes' in result.value) {
			const { bytes, ...rest } = result.value;
			await reply({ result: { ok: true, value: rest } });
			for await (const piece of bytes) if (!process.stdout.write(piece)) await once(process.stdout, 'drain');
		} else await reply({ result });
	} catch (error) {
		await reply({ error: error instanceof Error ? (error.stack ?? error.message) : String(error) });
		process.exitCode = 1;
	}
	await open.db.destroy();
	flushCompileCache();
	process.disconnect();
}

function reply(message: HeavyReply): Promise<void> {
	return new Promise((resolve) => process.send?.(message, () => resolve()));
}
