import { LIMITS } from '#lib/core/limits.ts';
import { problem } from '#lib/core/problem.ts';
import { ok, refuse, type Result } from '#lib/core/result.ts';
import { storableText } from '#lib/core/snapshot/storable-text.ts';
import { refusePage } from './refusal.ts';

/** Form fields and boundaries around an uploaded file. */
const MARGIN_BYTES = 64 * 1024;

/** The fields of a sent form, every text as it can be kept. A body that is no form never reaches an action. */
export async function readForm(request: Request): Promise<FormData> {
	const form = await request.formData().catch((error: unknown) => {
		// The platform's word for a body that is not what its header says, or that was cut off.
		if (error instanceof TypeError) refusePage(problem('request/malformed', {}));
		throw error;
	});
	const fields = new FormData();
	for (const [name, value] of form) {
		if (typeof value === 'string') fields.append(name, storableText(value));
		else fields.append(name, value);
	}
	return fields;
}

/** The sent JSON, whatever it holds; refused when it is none, or longer than a page of ours ever sends. */
export async function readJson(request: Request): Promise<Result<unknown>> {
	if (sentBytes(request) > LIMITS.uploadBytes) return refuse(problem('request/too-large', requestLimit()));
	try {
		return ok(await request.json());
	} catch {
		return refuse(problem('request/malformed', {}));
	}
}

/** Is the upload too large to be worth reading? Said before it is read, so that the answer stands beside the form. */
export function exceedsUpload(request: Request): boolean {
	return sentBytes(request) > LIMITS.uploadBytes + MARGIN_BYTES;
}

/** The limit of one request, for sentences. */
export function requestLimit(): { readonly limit: string } {
	return { limit: `${LIMITS.uploadBytes / 1024 / 1024} MB` };
}

function sentBytes(request: Request): number {
	return Number(request.headers.get('content-length') ?? 0);
}
