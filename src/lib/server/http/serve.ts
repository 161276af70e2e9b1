import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { LIMITS } from '#lib/core/limits.ts';
import { problem } from '#lib/core/problem.ts';
import { ok, refuse, type Result } from '#lib/core/result.ts';
import { startApp, type App } from '../app.ts';
import type { Config } from '../config.ts';
import { everyNight } from '../lineage/replay-clock.ts';
import { replayInProcess } from '../lineage/replay-process.ts';
import { NIGHT_ACTOR, nightlyReplay } from '../lineage/replay-run.ts';
import { addressOf, listen, stopGracefully, type Handler } from './listen.ts';

export interface RunningServer {
	/** Address to open in a browser on this machine. */
	readonly address: string;
	stop(): Promise<void>;
	/** Resolves when the server has ended, by `stop` or by a signal. */
	readonly stopped: Promise<void>;
}

const GRACE_MS = 10_000;
/** Form fields and boundaries around an uploaded file. */
const UPLOAD_MARGIN_BYTES = 1024 * 1024;

/**
 * Serves the built app until SIGTERM or SIGINT: then running requests finish, the database closes and the process may
 * end. The app is started here, from source; the built pages find the same one (app.ts).
 */
export async function serve(config: Config): Promise<Result<RunningServer>> {
	const build = new URL('../../../../build/handler.js', import.meta.url);
	if (!existsSync(fileURLToPath(build))) return refuse(problem('server/not-built', {}));
	const app = await startApp(config);
	if (!app.ok) return app;
	setAdapterSettings(config);
	// The adapter's output: a request listener with an optional third argument.
	const { handler } = (await import(build.href)) as { handler: Handler };
	const server = await listen(handler, {
		host: config.host,
		port: config.port,
		proxied: config.origin !== null
	});
	if (!server.ok) {
		await app.value.close();
		return server;
	}
	const address = addressOf(server.value, config.host);
	app.value.log.info({ address }, 'listening');

	replayNightly(app.value);

	let finish: () => void;
	const stopped = new Promise<void>((resolve) => (finish = resolve));
	let stopping: Promise<void> | null = null;
	const stop = () => {
		app.value.ending.abort();
		return (stopping ??= stopGracefully(server.value, GRACE_MS)
			.then(() => app.value.close())
			.then(() => {
				app.value.log.info('stopped');
				finish();
			}));
	};
	// A signal may come twice, from the terminal and from npm; stopping again is the same stop.
	for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => void stop());
	return ok({ address, stop, stopped });
}

/** 夜间复算, until the server is asked to stop. */
function replayNightly({ config, log, ending, contextFor }: App): void {
	if (config.replayAt === null) return;
	const work = async () => {
		const run = await nightlyReplay(contextFor(NIGHT_ACTOR), () => replayInProcess(config, ending.signal));
		log.info({ snapshots: run.snapshots, faults: run.faults.length }, 'nightly replay done');
	};
	everyNight(config.replayAt, work, (err) => log.error({ err }, 'nightly replay failed'), ending.signal);
}

/** adapter-node reads its settings from the environment when it is imported. These are ours alone to set. */
function setAdapterSettings(config: Config): void {
	const settings: Readonly<Record<string, string | null>> = {
		ORIGIN: config.origin,
		PROTOCOL_HEADER: 'x-forwarded-proto',
		ADDRESS_HEADER: 'x-forwarded-for',
		XFF_DEPTH: '1',
		HOST_HEADER: null,
		PORT_HEADER: null,
		BODY_SIZE_LIMIT: String(LIMITS.uploadBytes + UPLOAD_MARGIN_BYTES)
	};
	for (const [name, value] of Object.entries(settings)) {
		if (value === null) delete process.env[name];
		else process.env[name] = value;
	}
}
