import type { AppDatabase } from '../database/database.ts';
import type { AuditEntryTable } from '../database/schema.ts';
import { rowsHash } from './row-hash.ts';
import { selectRowsBySubject } from './rows-store.ts';
import { SUBJECT_ROWS, type AnyRow, type SubjectTable } from './subject-rows.ts';

/** Rows of a subject that are not as the last entry about it left them. */
export interface RowFault {
	readonly kind: string;
	readonly id: string;
	readonly table: string;
	/** What such a row is called, and which one it is; the number of the entry where no row is left to name. */
	readonly words: string;
	readonly which: string;
}

interface Kept {
	readonly seq: number;
	readonly rows: Readonly<Record<string, unknown>>;
}

/** Kinds of which every row has an entry of its own; others are also written on the way to something else. */
const ALWAYS = [
	'project',
	'analysis',
	'comment',
	'intake',
	'sample',
	'comparison',
	'recipe',
	'proposal',
	'rule'
];

/** Holds every row of `SUBJECT_ROWS` against the last entry about its subject. `note` is told every entry in order. */
export function rowKeeper(db: AppDatabase) {
	const kept = new Map<string, Kept | null>();
	return {
		note({ seq, subject_kind, subject_id, details }: AuditEntryTable): void {
			if (Object.hasOwn(SUBJECT_ROWS, subject_kind))
				kept.set(`${subject_kind} ${subject_id}`, keptIn(seq, details));
		},
		async faults(): Promise<readonly RowFault[]> {
			const faults: RowFault[] = [];
			for (const [kind, tables] of Object.entries(SUBJECT_ROWS))
				for (const table of tables) faults.push(...(await tableFaults(db, kind, table, kept)));
			return faults;
		}
	};
}

async function tableFaults(
	db: AppDatabase,
	kind: string,
	table: SubjectTable,
	kept: ReadonlyMap<string, Kept | null>
): Promise<readonly RowFault[]> {
	const faults: RowFault[] = [];
	const standing = await selectRowsBySubject(db, table);
	const fault = (id: string, which: string) => ({ kind, id, table: table.table, words: table.words, which });
	for (const [id, rows] of standing) {
		const entry = kept.get(`${kind} ${id}`);
		// An entry from before rows were kept proves none; a thing nobody ever recorded was put in beside the system.
		const whole = entry
			? entry.rows[table.table] === rowsHash(table, rows)
			: entry === null || !ALWAYS.includes(kind);
		if (!whole) faults.push(fault(id, namesOf(table, rows)));
	}
	for (const [subject, entry] of kept) {
		const [of, id = ''] = subject.split(' ');
		if (of === kind && entry?.rows[table.table] !== undefined && !standing.has(id))
			faults.push(fault(id, `操作记录第 ${entry.seq} 条记载的`));
	}
	return faults;
}

/** A few names say enough of which rows these are. */
function namesOf({ name }: SubjectTable, rows: readonly AnyRow[]): string {
	if (name === undefined) return '';
	const names = rows.slice(0, NAMED).map((row) => String(row[name] ?? ''));
	return rows.length > NAMED ? `${names.join('、')}…` : names.join('、');
}

const NAMED = 3;

/** Null where the entry keeps no rows, or was tampered with, which the chain itself names. */
function keptIn(seq: number, details: string): Kept | null {
	try {
		const parsed: unknown = JSON.parse(details);
		const rows = typeof parsed === 'object' && parsed !== null && 'rows' in parsed ? parsed.rows : null;
		return typeof rows === 'object' && rows !== null ? { seq, rows: { ...rows } } : null;
	} catch {
		// No JSON any more.
		return null;
	}
}
