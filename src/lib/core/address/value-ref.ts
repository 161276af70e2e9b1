import { problem } from '../problem.ts';
import { ok, refuse, type Result } from '../result.ts';

/** SHA-256 as 64 lower-case hexadecimal digits, or a unique beginning of one (at least `SHORT_HASH` digits) in addresses. */
export type Hash = string;

export const SHORT_HASH = 16;

/**
 * The address of any figure in the system.
 * `cell` is a cell of a stored original; `draft` a figure people still work on; `frozen` a JSON pointer into a snapshot,
 * whose meaning never changes; `parameter` a dated and sourced factor.
 */
export type ValueRef =
	| { readonly kind: 'cell'; readonly file: Hash; readonly sheet: string; readonly address: string }
	| { readonly kind: 'draft'; readonly table: string; readonly id: string; readonly field: string }
	| { readonly kind: 'frozen'; readonly snapshot: Hash; readonly pointer: string }
	| { readonly kind: 'parameter'; readonly series: string; readonly at: string; readonly version: number };

/** The one text form: URL-safe, stable, short enough to print in a report and to type on the command line. */
export function refText(ref: ValueRef): string {
	switch (ref.kind) {
		case 'cell':
			return join('cell', ref.file.slice(0, SHORT_HASH), ref.sheet, ref.address);
		case 'draft':
			return join('draft', ref.table, ref.id, ref.field);
		case 'frozen':
			return join('frozen', ref.snapshot.slice(0, SHORT_HASH), ...ref.pointer.split('/').slice(1));
		case 'parameter':
			return join('parameter', ref.series, ref.at, String(ref.version));
	}
}

export function parseRef(text: string): Result<ValueRef> {
	const parts = decodeParts(text.trim());
	const [kind, a, b, c] = parts;
	if (kind === 'frozen' && isHash(a)) return ok({ kind, snapshot: a, pointer: pointer(parts.slice(2)) });
	if (parts.length === 4 && a && b && c) {
		if (kind === 'cell' && isHash(a) && /^[A-Z]{1,3}\d{1,7}$/.test(c))
			return ok({ kind, file: a, sheet: b, address: c });
		if (kind === 'draft') return ok({ kind, table: a, id: b, field: c });
		if (kind === 'parameter' && /^\d+$/.test(c)) return ok({ kind, series: a, at: b, version: Number(c) });
	}
	return refuse(problem('lineage/bad-ref', { text: text.slice(0, 200) }));
}

/** A JSON pointer (RFC 6901) from its reference tokens, already unescaped by the caller's own meaning. */
export function pointer(tokens: readonly (string | number)[]): string {
	return tokens.map((token) => `/${String(token)}`).join('');
}

function join(...parts: string[]): string {
	return parts.map(encodeURIComponent).join('/');
}

function decodeParts(text: string): string[] {
	try {
		return text.split('/').map(decodeURIComponent);
	} catch {
		return [];
	}
}

function isHash(text: string | undefined): text is Hash {
	return text !== undefined && /^[0-9a-f]{12,64}$/.test(text);
}
