import type { Hash } from '#lib/core/address/value-ref.ts';
import { applyCommands } from '#lib/core/costing/edit.ts';
import type { AnalysisDraft } from '#lib/core/costing/line.ts';
import { buildTree } from '#lib/core/costing/tree.ts';
import { LIMITS } from '#lib/core/limits.ts';
import { canonicalText, type Json } from '#lib/core/snapshot/canonical.ts';
import type { AppDatabase } from '../database/database.ts';
import type { CostEditTable } from '../database/schema.ts';
import { editHashes } from './edit-hashes.ts';
import { selectChangesOf, selectEditAt } from './edit-store.ts';
import { draftFromRows, rowsFromParts, type DraftColumns, type PartColumns } from './rows.ts';
import { commandsOf } from './stored-commands.ts';
import {
	selectAnalyses,
	selectFrozenLines,
	selectIndicators,
	selectLines,
	selectParts,
	selectUnits,
	type AnalysisRow
} from './store.ts';

/** What the audit entries say of the edits of analyses. */
export interface RecordedEdits {
	/** Of one revision; undefined where no entry is about it. */
	edit(analysis: string, revision: number): RecordedEdit | undefined;
	/** The reason that was given for it later. */
	why(analysis: string, revision: number): string | null;
	/** Snapshots first confirmed at this revision. */
	confirmed(analysis: string, revision: number): readonly Hash[];
	remarks(analysis: string): number;
	/** True where imports were recorded before entries said which edit they made. */
	older(analysis: string): boolean;
}

export interface RecordedEdit {
	/** Of the whole row with its words; null in entries that kept less. */
	readonly edit: Hash | null;
	readonly before: Hash | null;
	readonly after: Hash | null;
	readonly actor: string;
}

/** Something of a draft that is not as the edits left it. */
export interface DraftFault {
	readonly analysis: string;
	readonly words: string;
	readonly which: string;
}

/**
 * Proves every draft from its edits (修改记录): each edit is what its audit entry says, and all of them one after the other
 * make the lines, units, indicators and parts that stand in the tables, and the order of lines that was confirmed.
 */
export async function draftFaults(db: AppDatabase, recorded: RecordedEdits): Promise<readonly DraftFault[]> {
	const faults: DraftFault[] = [];
	for (const row of await selectAnalyses(db)) {
		const title = `${row.project_name} ${row.fiscal_year} 年`;
		const found = await analysisFaults(db, row, recorded);
		faults.push(...found.map(({ words, which }) => ({ analysis: row.id, words, which: `${title}${which}` })));
	}
	return faults;
}

type Fault = Omit<DraftFault, 'analysis'>;

const EMPTY: DraftColumns = { lines: [], units: [], indicators: [], parts: [] };

async function analysisFaults(
	db: AppDatabase,
	row: AnalysisRow,
	recorded: RecordedEdits
): Promise<readonly Fault[]> {
	const faults: Fault[] = [];
	let draft = draftFromRows({ ...row, allocation_method: 'direct' }, EMPTY);
	for (let revision = 1; revision <= row.revision; revision++) {
		const edit = await selectEditAt(db, row.id, revision);
		const next = edit && (await editIsWhole(db, edit, recorded)) ? applied(draft, edit) : null;
		// What comes after an edit that is not there any more cannot be worked out.
		if (!next) return [...faults, { words: '修改记录', which: ` 第 ${revision} 次修改` }];
		draft = next;
		for (const snapshot of recorded.confirmed(row.id, revision))
			if (!(await orderStands(db, draft, snapshot)))
				faults.push({ words: '确认时的费用行对照', which: ` 快照 ${snapshot.slice(0, 12)}` });
	}
	if (await selectEditAt(db, row.id, row.revision + 1))
		faults.push({ words: '修改次数', which: ` 第 ${row.revision} 次` });
	if (row.remarks !== recorded.remarks(row.id)) faults.push({ words: '批注次数', which: '' });
	return [...faults, ...(await differences(db, row, draft))];
}

async function editIsWhole(db: AppDatabase, row: CostEditTable, recorded: RecordedEdits): Promise<boolean> {
	const entry = recorded.edit(row.analysis_id, row.revision);
	if (row.why !== recorded.why(row.analysis_id, row.revision)) return false;
	if (!entry) return recorded.older(row.analysis_id);
	const hashes = editHashes(row, await selectChangesOf(db, row.analysis_id, row.revision));
	if (entry.edit !== null) return entry.edit === hashes.edit;
	return entry.before === hashes.before && entry.after === hashes.after && entry.actor === row.actor_id;
}

/** Commands keep their meaning over versions of this program: pages and processes that catch up rely on it as well. */
function applied(draft: AnalysisDraft, edit: CostEditTable): AnalysisDraft | null {
	try {
		const edited = applyCommands(draft, commandsOf(edit.commands), 2 * LIMITS.linesPerAnalysis);
		return edited.ok ? edited.value.draft : null;
	} catch {
		// No commands any more.
		return null;
	}
}

async function orderStands(db: AppDatabase, draft: AnalysisDraft, snapshot: Hash): Promise<boolean> {
	const ids = buildTree(draft.lines).lines.map(({ id }) => id);
	const rows = await selectFrozenLines(db, snapshot);
	return rows.length === ids.length && rows.every(({ position, line_id }) => ids[position] === line_id);
}

const TABLES = { lines: '费用行', units: '成本单元', indicators: '绩效指标', parts: '命名参数等' } as const;
const LISTS = {
	lines: '费用行',
	units: '成本单元',
	indicators: '绩效指标',
	parameters: '命名参数',
	pools: '共同成本',
	combined: '组合单位成本'
} as const satisfies { readonly [L in keyof AnalysisDraft]?: string };

/** Where the rows differ from the draft the edits make, list by list. */
async function differences(
	db: AppDatabase,
	row: AnalysisRow,
	draft: AnalysisDraft
): Promise<readonly Fault[]> {
	const columns = {
		lines: await selectLines(db, row.id),
		units: await selectUnits(db, row.id),
		indicators: await selectIndicators(db, row.id),
		parts: await selectParts(db, row.id)
	};
	const unreadable = unreadableTables(row, columns);
	if (unreadable.length > 0) return unreadable;
	const standing = draftFromRows(row, columns);
	const faults: Fault[] = [];
	if (standing.allocationMethod !== draft.allocationMethod) faults.push({ words: '分摊方法', which: '' });
	for (const [list, words] of Object.entries(LISTS)) {
		// The keys of LISTS are lists of a draft.
		const name = list as keyof typeof LISTS;
		const [made, stands] = [textsById(draft[name]), textsById(standing[name])];
		for (const [id, { text, label }] of made)
			if (stands.get(id)?.text !== text) faults.push({ words, which: ` ${label}` });
		for (const [id, { label }] of stands) if (!made.has(id)) faults.push({ words, which: ` ${label}` });
	}
	// The body of a part says its id and place as well; the columns must agree.
	const places = ({ id, kind, position }: PartColumns) => `${kind} ${position} ${id}`;
	const [made, stands] = [rowsFromParts(row.id, draft), columns.parts].map((parts) =>
		parts.map(places).sort()
	);
	if (String(made) !== String(stands)) faults.push({ words: TABLES.parts, which: '的次序' });
	return faults;
}

/** Tables in which a column cannot even be read any more. */
function unreadableTables(row: AnalysisRow, columns: DraftColumns): readonly Fault[] {
	return Object.entries(TABLES).flatMap(([table, words]) => {
		try {
			draftFromRows(row, { ...EMPTY, [table]: columns[table as keyof typeof TABLES] });
			return [];
		} catch {
			return [{ words, which: ' 无法读取' }];
		}
	});
}

function textsById(
	list: readonly { readonly id: string; readonly name?: string; readonly level3?: string }[]
): ReadonlyMap<string, { readonly text: string; readonly label: string }> {
	return new Map(
		list.map((item) => [
			item.id,
			// Lines, units and parts are plain JSON data.
			{ text: canonicalText(item as unknown as Json), label: item.name ?? item.level3 ?? '' }
		])
	);
}
