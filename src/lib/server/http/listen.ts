import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { TLSSocket } from 'node:tls';
import { problem } from '#lib/core/problem.ts';
import { ok, refuse, type Result } from '#lib/core/result.ts';

export type Handler = (request: IncomingMessage, response: ServerResponse) => void;

/** Listens and hands every request on, with the headers the handler trusts set from the connection, never by a client. */
export async function listen(
	handler: Handler,
	{ host, port, proxied }: { readonly host: string; readonly port: number; readonly proxied: boolean }
): Promise<Result<Server>> {
	const server = createServer((request, response) => {
		trustOnlyTheConnection(request, proxied);
		// Static files never reach the hook that sets the headers of every other answer.
		response.setHeader('x-content-type-options', 'nosniff');
		handler(request, response);
	});
	return new Promise((resolve) => {
		server.once('error', (error: NodeJS.ErrnoException) => {
			const at = { host, port: String(port) };
			if (error.code === 'EADDRINUSE') resolve(refuse(problem('server/port-in-use', at)));
			else resolve(refuse(problem('server/cannot-listen', { ...at, reason: error.code ?? error.message })));
		});
		server.listen(port, host, () => resolve(ok(server)));
	});
}

/** The address people open; a server that listens on every address is named by the loopback one. */
export function addressOf(server: Server, host: string): string {
	// Listening on a host and port, so never a pipe's name.
	const { port } = server.address() as AddressInfo;
	const shown = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host;
	return `http://${shown.includes(':') ? `[${shown}]` : shown}:${port}`;
}

/** Stops accepting, lets running requests finish for at most `graceMs`, then cuts the rest. */
export async function stopGracefully(server: Server, graceMs: number): Promise<void> {
	const closed = new Promise<void>((resolve) => server.close(() => resolve()));
	// A connection kept alive after its last answer would hold the process for nothing.
	const sweep = setInterval(() => server.closeIdleConnections(), 100);
	const cut = setTimeout(() => server.closeAllConnections(), graceMs);
	await closed;
	clearInterval(sweep);
	clearTimeout(cut);
}

/**
 * adapter-node takes "https" for granted unless a header says otherwise; then every form on plain http is refused as
 * cross-site. So the protocol is told by a header, and the header by the socket. Behind a proxy (ORIGIN is set) the
 * client's address is the last one the proxy has added.
 */
function trustOnlyTheConnection(request: IncomingMessage, proxied: boolean): void {
	const { headers, socket } = request;
	headers['x-forwarded-proto'] = socket instanceof TLSSocket ? 'https' : 'http';
	const peer = socket.remoteAddress ?? '';
	headers['x-forwarded-for'] = proxied ? (headers['x-forwarded-for'] ?? peer) : peer;
}
