import { columnNumber, parseCellAddress } from '#lib/core/address/cell-address.ts';
import type { FilledCell } from '#lib/core/intake/fill-back.ts';
import { problem } from '#lib/core/problem.ts';
import { ok, refuse, type Result } from '#lib/core/result.ts';
import { escapeXml } from '../intake/xlsx-xml.ts';
import { scanSheetText, type RowText } from './sheet-text.ts';

export interface EditedSheet {
	readonly xml: string;
	/** Whether a formula had to go: the workbook's list of formulas must not name it any more. */
	readonly formulasRemoved: boolean;
}

interface Edit {
	readonly from: number;
	readonly to: number;
	readonly text: string;
}

/**
 * Writes values into cells of a worksheet part and leaves every other character of it as it is. A cell keeps its look;
 * a new one takes the look of the cell it is to be like. Refuses cells of an array formula and cells whose formula
 * others share, because those others would lose theirs.
 */
export function editSheetXml(xml: string, cells: readonly FilledCell[]): Result<EditedSheet> {
	const wanted = groupByRow(cells);
	const sheet = scanSheetText(xml, wanted);
	if (!sheet) return refuse(problem('export/odd-workbook', { file: '', detail: '工作表里没有数据区' }));
	const edits: Edit[] = [];
	let formulasRemoved = false;
	for (const [number, filled] of wanted) {
		const row = sheet.rows.get(number);
		const fresh: { readonly column: number; readonly text: string }[] = [];
		for (const cell of filled) {
			const column = columnOf(cell.at);
			const old = row?.cells.get(column);
			const closed = old && closedBecause(xml.slice(old.from, old.to));
			if (closed) return refuse(problem('export/closed-cell', { cell: cell.at, why: closed }));
			if (old && hasFormula(xml.slice(old.from, old.to))) formulasRemoved = true;
			const like = cell.like === null ? undefined : row?.cells.get(columnOf(cell.like));
			const text = cellXml(sheet.prefix, cell, old?.style ?? like?.style ?? null);
			if (old) edits.push({ from: old.from, to: old.to, text });
			else fresh.push({ column, text });
		}
		fresh.sort((a, b) => a.column - b.column);
		if (row) edits.push(...insertions(sheet.prefix, row, fresh));
		else if (fresh.length > 0) {
			const inner = fresh.map(({ text }) => text).join('');
			const at = sheet.placeOfRow(number);
			edits.push({
				from: at,
				to: at,
				text: `<${sheet.prefix}row r="${number}">${inner}</${sheet.prefix}row>`
			});
		}
	}
	return ok({ xml: applied(xml, edits), formulasRemoved });
}

function groupByRow(cells: readonly FilledCell[]): ReadonlyMap<number, readonly FilledCell[]> {
	const rows = new Map<number, FilledCell[]>();
	for (const cell of cells) {
		const row = parseCellAddress(cell.at)?.row ?? 0;
		const known = rows.get(row);
		if (known) known.push(cell);
		else rows.set(row, [cell]);
	}
	return rows;
}

function columnOf(address: string): number {
	return columnNumber(/^[A-Z]+/.exec(address)?.[0] ?? '');
}

/** New cells go before the first cell to their right, else to the end of the row. */
function insertions(
	prefix: string,
	row: RowText,
	fresh: readonly { readonly column: number; readonly text: string }[]
): Edit[] {
	const there = [...row.cells].sort(([a], [b]) => a - b);
	if (row.empty !== null && fresh.length > 0) {
		const inner = fresh.map(({ text }) => text).join('');
		return [{ from: row.from, to: row.to, text: `${row.empty}${inner}</${prefix}row>` }];
	}
	return fresh.map(({ column, text }) => {
		const at = there.find(([other]) => other > column)?.[1].from ?? row.to;
		return { from: at, to: at, text };
	});
}

function cellXml(prefix: string, { at, value }: FilledCell, style: string | null): string {
	const tag = `${prefix}c r="${at}"${style === null ? '' : ` s="${style}"`}`;
	if ('number' in value) return `<${tag}><${prefix}v>${value.number}</${prefix}v></${prefix}c>`;
	return `<${tag} t="inlineStr"><${prefix}is><${prefix}t xml:space="preserve">${escapeXml(value.text)}</${prefix}t></${prefix}is></${prefix}c>`;
}

function hasFormula(cell: string): boolean {
	return /<(?:[\w.-]+:)?f[\s/>]/.test(cell);
}

function closedBecause(cell: string): string | undefined {
	const formula = /<(?:[\w.-]+:)?f(?=[\s/>])([^>]*)>/.exec(cell)?.[1] ?? '';
	if (/\bt=["']array["']/.test(formula)) return '它是数组公式';
	if (/\bt=["']dataTable["']/.test(formula)) return '它属于模拟运算表';
	return /\bt=["']shared["']/.test(formula) && /\bref=/.test(formula) ? '别的格共用它的公式' : undefined;
}

/** Edits never overlap; those at one place keep their order. */
function applied(xml: string, edits: readonly Edit[]): string {
	const ordered = edits.map((edit, order) => ({ ...edit, order }));
	ordered.sort((a, b) => a.from - b.from || a.order - b.order);
	let text = '';
	let copied = 0;
	for (const edit of ordered) {
		text += xml.slice(copied, edit.from) + edit.text;
		copied = edit.to;
	}
	return text + xml.slice(copied);
}
