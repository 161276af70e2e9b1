import type { Hash } from '../address/value-ref.ts';
import { ok, refuse, type Result } from '../result.ts';
import type { Json } from '../snapshot/canonical.ts';
import { snapshotText, type Sha256, type Snapshot } from '../snapshot/snapshot.ts';

/**
 * Reads the stored text of a snapshot and proves that it is the one `hash` names: the bytes give the hash, the text is
 * a snapshot, and it is written in the one canonical form. Whatever stands there, nothing throws: the refusal is the
 * reason in Chinese.
 */
export function readStoredText(hash: Hash, text: string, sha256: Sha256): Result<Snapshot, string> {
	if (sha256(text) !== hash) return refuse('存储内容与哈希不符，已被改动');
	try {
		const parsed: unknown = JSON.parse(text);
		if (!isSnapshot(parsed)) return refuse('存储内容不是快照');
		return snapshotText(parsed) === text ? ok(parsed) : refuse('存储内容不是规范写法');
	} catch {
		// JSON.parse refuses malformed text; both it and the canonical form run out of stack on absurd nesting.
		return refuse('存储内容无法读取');
	}
}

function isSnapshot(value: unknown): value is Snapshot {
	if (!isRecord(value)) return false;
	const { kind, schema, method, inputs, content, results } = value;
	return (
		typeof kind === 'string' &&
		typeof schema === 'number' &&
		(method === null || typeof method === 'string') &&
		Array.isArray(inputs) &&
		inputs.every(
			(input) => isRecord(input) && typeof input.role === 'string' && typeof input.hash === 'string'
		) &&
		content !== undefined &&
		results !== undefined
	);
}

/** An object, not an array: the members may be anything. */
export function isRecord(value: unknown): value is { readonly [key: string]: Json } {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}
