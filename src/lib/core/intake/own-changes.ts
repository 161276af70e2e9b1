import type { Hash } from '../address/value-ref.ts';
import type { EditCommand, LineContent } from '../costing/edit-command.ts';
import {
	FORMULA_FIELDS,
	isSourcedField,
	type AnalysisDraft,
	type CellSource,
	type CostLine,
	type SourcedField
} from '../costing/line.ts';
import { isYearColumn } from '../costing/year-column.ts';
import { isFormula } from '../formula/references.ts';
import { rewriteFormula, parameterText } from '../formula/rewrite.ts';
import { BREAKDOWN_SHEET } from '../reporting/workbook/breakdown-place.ts';
import type { OwnWorkbook } from './own-workbook.ts';

/** What a workbook of ours that comes back does to an analysis. */
export interface OwnChanges {
	readonly commands: readonly EditCommand[];
	readonly changed: number;
	readonly added: number;
	/** Lines of the analysis that the workbook does not have. They stay: they may be newer than it. */
	readonly missing: number;
}

/**
 * The edits that bring an analysis to what the workbook says. In the analysis it was exported from, lines are known by
 * their ids and only what differs changes; elsewhere everything is added under new ids. What comes from the workbook
 * points to its cells.
 */
export function ownChanges(
	own: OwnWorkbook,
	current: AnalysisDraft,
	analysisId: string,
	file: Hash,
	newId: () => string
): OwnChanges {
	const same = own.analysisId === analysisId;
	const known = new Map(current.lines.map((line) => [line.id, line]));
	const rename = renaming(own, same ? (id) => known.has(id) : () => false, newId, same);
	const source = sourcesOf(own, file);
	const lines = own.lists.lines.map((line) => ({ line, id: rename.line(line.id) }));
	const fresh = lines
		.filter(({ id }) => !known.has(id))
		.map(({ line }) => rename.whole({ ...line, sources: source(line, () => true) }));
	const changes = lines.flatMap(({ line, id }) => {
		const before = known.get(id);
		return before ? changesOf(before, rename.whole(line), line, source) : [];
	});
	const mine = new Set(lines.map(({ id }) => id));
	const commands: EditCommand[] = [
		...listCommands(own, current, rename).before,
		...(fresh.length > 0 ? [{ type: 'add', lines: fresh } as const] : []),
		...changes,
		...listCommands(own, current, rename).after
	];
	return {
		commands,
		changed: new Set(changes.map(({ lineId }) => lineId)).size,
		added: fresh.length,
		missing: same ? current.lines.filter(({ id }) => !mine.has(id)).length : 0
	};
}

const SHOWN_OF_PARENTS: ReadonlySet<string> = new Set(['name', ...FORMULA_FIELDS]);

type SourceMaker = (line: CostLine, wanted: (field: SourcedField) => boolean) => CostLine['sources'];

/** Cells of the workbook that hold these fields as plain values; formulas are people's own and have no source. */
function sourcesOf(own: OwnWorkbook, file: Hash): SourceMaker {
	const parents = new Set(own.lists.lines.map(({ parentId }) => parentId));
	return (line, wanted) => {
		const row = own.rows.get(line.id);
		const found: { [field: string]: CellSource } = {};
		for (const [key, letter] of own.letters) {
			if (row === undefined || !isSourcedField(key) || !wanted(key)) continue;
			// The amounts of a line with children are sums there.
			if (parents.has(line.id) && !SHOWN_OF_PARENTS.has(key)) continue;
			const value = isYearColumn(key) ? (line.years[key] ?? null) : line[key];
			const plain = value !== null && value !== '' && !isFormula(String(value));
			const computed = key === 'statedAmount' && line.amountBasis === 'computed';
			if (plain && !computed) found[key] = { file, sheet: BREAKDOWN_SHEET, address: `${letter}${row}` };
		}
		return found;
	};
}

/** What differs in a line that is there already; sources of what did not change stay. */
function changesOf(
	before: CostLine,
	after: CostLine,
	read: CostLine,
	source: SourceMaker
): readonly Extract<EditCommand, { type: 'restore' | 'move' }>[] {
	const fields = (Object.keys(after) as (keyof CostLine)[]).filter(
		(field) =>
			!['id', 'parentId', 'position', 'sources'].includes(field) &&
			JSON.stringify(sorted(before[field])) !== JSON.stringify(sorted(after[field]))
	);
	const moved =
		before.parentId === after.parentId
			? []
			: [{ type: 'move', lineId: before.id, parentId: after.parentId, position: after.position } as const];
	if (fields.length === 0) return moved;
	const touched = (field: string) =>
		isYearColumn(field)
			? before.years[field] !== after.years[field]
			: (fields as readonly string[]).includes(field);
	const kept = Object.fromEntries(Object.entries(before.sources).filter(([field]) => !touched(field)));
	const values = {
		...Object.fromEntries(fields.map((field) => [field, after[field]])),
		sources: { ...kept, ...source(read, touched) }
	};
	// The fields are those of a line without its name and place.
	return [{ type: 'restore', lineId: before.id, values: values as Partial<LineContent> }, ...moved];
}

/** Objects compare by content, whatever the order of their keys. */
function sorted(value: unknown): unknown {
	if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
	return Object.entries(value)
		.sort(([a], [b]) => (a < b ? -1 : 1))
		.map(([key, inner]) => [key, sorted(inner)]);
}

interface Renaming {
	line(id: string): string;
	part(id: string): string;
	whole(line: CostLine): CostLine;
	formula(text: string): string;
}

function renaming(
	own: OwnWorkbook,
	isKnown: (id: string) => boolean,
	newId: () => string,
	same: boolean
): Renaming {
	const lines = new Map(
		own.lists.lines.map(({ id }) => [id, isKnown(id) || (same && !own.added.has(id)) ? id : newId()])
	);
	const parts = new Map<string, string>();
	const line = (id: string) => lines.get(id) ?? id;
	const part = (id: string) => {
		if (same) return id;
		const known = parts.get(id) ?? newId();
		parts.set(id, known);
		return known;
	};
	const formula = (text: string) => {
		if (!isFormula(text)) return text;
		const renamed = rewriteFormula(text, {
			line: (key) => (key.startsWith('#') ? `#${line(key.slice(1))}` : undefined),
			parameter: (key) => parameterText(part(key))
		});
		return renamed.ok ? renamed.value : text;
	};
	const each = <T extends { readonly [key: string]: string }>(texts: T) =>
		Object.fromEntries(Object.entries(texts).map(([key, text]) => [key, formula(text)]));
	const optional = (text: string | null) => (text === null ? null : formula(text));
	return {
		line,
		part,
		formula,
		whole: (given) => ({
			...given,
			id: line(given.id),
			parentId: given.parentId === null ? null : line(given.parentId),
			quantity: optional(given.quantity),
			unitPrice: optional(given.unitPrice),
			frequency: optional(given.frequency),
			months: optional(given.months),
			coefficient: optional(given.coefficient),
			years: each(given.years),
			fills: each(given.fills as { readonly [key: string]: string })
		})
	};
}

/** Parameters before the lines that read them, what counts lines after them; only what differs. */
function listCommands(
	{ lists }: OwnWorkbook,
	current: AnalysisDraft,
	rename: Renaming
): { readonly before: readonly EditCommand[]; readonly after: readonly EditCommand[] } {
	const differs = <T extends { readonly id: string }>(there: readonly T[], item: T) =>
		JSON.stringify(sorted(there.find(({ id }) => id === item.id))) !== JSON.stringify(sorted(item));
	const before = lists.parameters
		.map((parameter) => ({
			...parameter,
			id: rename.part(parameter.id),
			value: rename.formula(parameter.value)
		}))
		.filter((parameter) => differs(current.parameters, parameter))
		.map((parameter): EditCommand => ({ type: 'set-parameter', parameter }));
	const units = lists.units
		.map((unit) => ({ ...unit, id: rename.part(unit.id), lineIds: unit.lineIds.map(rename.line) }))
		.filter((unit) => differs(current.units, unit));
	const pools = lists.pools
		.map((pool) => ({
			...pool,
			id: rename.part(pool.id),
			lineIds: pool.lineIds.map(rename.line),
			shares: pool.shares.map((share) => ({ ...share, id: rename.part(share.id) }))
		}))
		.filter((pool) => differs(current.pools, pool));
	const combined = lists.combined
		.map((whole) => ({
			...whole,
			id: rename.part(whole.id),
			parts: whole.parts.map((one) => ({ ...one, unitId: rename.part(one.unitId) }))
		}))
		.filter((whole) => differs(current.combined, whole));
	const indicators = lists.indicators
		.map((indicator) => ({ ...indicator, id: rename.part(indicator.id) }))
		.filter((indicator) => differs(current.indicators, indicator));
	return {
		before,
		after: [
			...units.map((unit) => ({ type: 'set-unit', unit }) as const),
			// A pool may share to one that comes later: first all of them without shares, then with.
			...pools.map((pool) => ({ type: 'set-pool', pool: { ...pool, shares: [] } }) as const),
			...pools.filter(({ shares }) => shares.length > 0).map((pool) => ({ type: 'set-pool', pool }) as const),
			...combined.map((whole) => ({ type: 'set-combined', combined: whole }) as const),
			...indicators.map((indicator) => ({ type: 'set-indicator', indicator }) as const),
			...(lists.allocationMethod === current.allocationMethod
				? []
				: [{ type: 'set-allocation-method', method: lists.allocationMethod } as const])
		]
	};
}
