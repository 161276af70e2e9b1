import { pino, type Logger } from 'pino';

export type Log = Logger;

/** JSON lines on standard output. Passwords and cookies are cut out even where somebody logs a whole request by mistake. */
export function createLog(level: string): Log {
	return pino({
		level,
		base: null,
		timestamp: pino.stdTimeFunctions.isoTime,
		redact: {
			paths: [
				'password',
				'*.password',
				'cookie',
				'*.cookie',
				'headers.cookie',
				'*.headers.cookie',
				'*.headers.authorization'
			],
			remove: true
		}
	});
}
