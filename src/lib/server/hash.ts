import { createHash } from 'node:crypto';
import type { Hash } from '#lib/core/address/value-ref.ts';

/** SHA-256 of UTF-8 text or bytes, as 64 lower-case hexadecimal digits. */
export function sha256(data: string | Uint8Array): Hash {
	return createHash('sha256').update(data).digest('hex');
}
