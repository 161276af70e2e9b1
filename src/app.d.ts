import type { Context } from '#lib/server/context.ts';

declare global {
	namespace App {
		interface Error {
			message: string;
			code?: string;
			requestId?: string;
		}
		interface Locals {
			/** Present on every page behind sign-in; see hooks.server.ts. */
			context: Context | null;
			requestId: string;
		}
	}
}

export {};
