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
			/** Status of a page that shows a refusal and stays usable; a load function cannot set one itself. */
			pageStatus?: number;
		}
	}
}

export {};
