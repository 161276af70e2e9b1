import type { AuditEntryTable } from '../database/schema.ts';

/** What an entry says beside its columns; nothing where it was tampered with, which the chain itself names. */
export function detailsOf({ details }: AuditEntryTable): { readonly [name: string]: unknown } {
	try {
		const parsed: unknown = JSON.parse(details);
		return typeof parsed === 'object' && parsed !== null ? { ...parsed } : {};
	} catch {
		// No JSON any more.
		return {};
	}
}
