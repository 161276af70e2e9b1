import type { Result } from '#lib/core/result.ts';
import type { Context } from '../context.ts';
import { watchAnalysis } from './service.ts';

export interface LiveStreamStart {
	readonly analysisId: string;
	/** Whether the person is still signed in and may still read the analysis. */
	readonly allowed: () => Promise<boolean>;
	/** Aborted when the server stops. */
	readonly ending: AbortSignal;
}

/** Proxies cut connections on which nothing moves. */
const HEARTBEAT_MS = 15_000;
/** A person who signed out, or lost the role, learns nothing more after this time at most. */
const RECHECK_MS = 5_000;
/** Messages waiting for a reader that has stopped reading. */
const MOST_UNREAD = 100;

/**
 * News of one analysis as Server-Sent Events: `hello` names the page, `news` follows with every change, `over` says
 * that there is nothing more for this person. Ends with the connection, the session or the server.
 */
export async function liveStream(
	context: Context,
	{ analysisId, allowed, ending }: LiveStreamStart
): Promise<Result<ReadableStream<Uint8Array>>> {
	const bytes = new TextEncoder();
	const early: string[] = [];
	let send = (text: string): void => void early.push(text);
	const watch = await watchAnalysis(context, analysisId, (news) => send(event('news', news)));
	if (!watch.ok) return watch;
	const { page, leave } = watch.value;
	let end = (): void => {};
	const stream = new ReadableStream<Uint8Array>(
		{
			start(controller) {
				const heartbeat = setInterval(() => send(': \n\n'), HEARTBEAT_MS);
				const recheck = setInterval(() => {
					void allowed().then((still) => still || over(), over);
				}, RECHECK_MS);
				let ended = false;
				end = () => {
					if (ended) return;
					ended = true;
					clearInterval(heartbeat);
					clearInterval(recheck);
					ending.removeEventListener('abort', close);
					// A row that stays behind is taken for gone before long.
					leave().catch(() => {});
				};
				const close = () => {
					if (ended) return;
					end();
					controller.close();
				};
				const over = () => {
					if (ended) return;
					send(event('over', {}));
					close();
				};
				send = (text) => {
					if (ended) return;
					if ((controller.desiredSize ?? 0) < -MOST_UNREAD) close();
					else controller.enqueue(bytes.encode(text));
				};
				ending.addEventListener('abort', close);
				send(event('hello', { page }));
				early.forEach(send);
				if (ending.aborted) close();
			},
			cancel: () => end()
		},
		{ highWaterMark: 1 }
	);
	return { ok: true, value: stream };
}

function event(name: string, data: object): string {
	return `event: ${name}\ndata: ${JSON.stringify(data)}\n\n`;
}
