import { LIMITS } from '../limits.ts';
import { problem } from '../problem.ts';
import { ok, refuse, type Result } from '../result.ts';
import { FUNCTIONS } from './functions.ts';
import { parseFormula } from './parse.ts';

/** What stands in our words for places of a workbook; undefined where nothing of ours does. */
export interface ExcelPlaces {
	/** For one cell, e.g. "[#id].数量". `sheet` is null for the sheet the formula stands in; addresses have no "$". */
	cell(address: string, sheet: string | null): string | undefined;
	/** For the cells between two corners, e.g. "[#id].下级.金额", or several references with commas between. */
	range(first: string, last: string, sheet: string | null): string | undefined;
	/** For a defined name, e.g. "[@id]". */
	name(name: string): string | undefined;
}

const TEXT = /"(?:[^"]|"")*"/y;
const SHEET = /(?:'((?:[^']|'')+)'|([\p{L}_][\p{L}\p{N}_.]*))!/uy;
const CELL = /\$?([A-Za-z]{1,3})\$?([1-9]\d{0,6})(?![\p{L}\p{N}_.(!])/uy;
const NUMBER = /(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d{1,3})?(?![\p{L}_:])/uy;
const NAME = /[\p{L}_\\][\p{L}\p{N}_.\\]*/uy;
const SIGNS = /[-+*/^&=<>(),%\s]+/y;
/** How workbooks mark functions that are younger than their format. */
const YOUNGER = /^(?:_xlfn\.|_xlws\.)+/i;

/**
 * A workbook's formula in our words, with "=". Refuses what we cannot say: functions we do not have, whole columns and
 * rows, other workbooks, arrays, unions, and cells that became no line. What is refused keeps its value.
 */
export function fromExcel(text: string, places: ExcelPlaces): Result<string> {
	if (text.length > LIMITS.formulaLength)
		return refuse(problem('formula/too-complex', { limit: `${LIMITS.formulaLength} 个字符` }));
	let at = text.startsWith('=') ? 1 : 0;
	let formula = '=';
	while (at < text.length) {
		const piece = pieceAt(text, at, places);
		if (!piece) return refuse(problem('formula/not-expressible', { part: text.slice(at, at + 20) }));
		formula += piece.said;
		at += piece.length;
	}
	const parsed = parseFormula(formula);
	return parsed.ok ? ok(formula) : parsed;
}

interface Piece {
	/** What stands for it in our formula. */
	readonly said: string;
	readonly length: number;
}

function pieceAt(text: string, at: number, places: ExcelPlaces): Piece | undefined {
	const same = [TEXT, SIGNS, NUMBER].map((pattern) => match(pattern, text, at)).find(Boolean);
	if (same) return { said: same[0], length: same[0].length };
	const sheet = match(SHEET, text, at);
	const place = placeAt(text, at + (sheet?.[0].length ?? 0), sheetName(sheet), places);
	if (place) return { said: place.said, length: place.length + (sheet?.[0].length ?? 0) };
	const name = sheet ? undefined : match(NAME, text, at)?.[0];
	if (name === undefined) return undefined;
	const said = text[at + name.length] === '(' ? functionName(name) : constantOrName(name, places);
	return said === undefined ? undefined : { said, length: name.length };
}

function sheetName(sheet: RegExpExecArray | undefined): string | null {
	return sheet ? (sheet[1]?.replaceAll("''", "'") ?? sheet[2] ?? null) : null;
}

function placeAt(text: string, at: number, sheet: string | null, places: ExcelPlaces): Piece | undefined {
	const first = match(CELL, text, at);
	if (!first) return undefined;
	const colon = at + first[0].length;
	if (text[colon] !== ':') {
		const said = places.cell(address(first), sheet);
		return said === undefined ? undefined : { said, length: first[0].length };
	}
	const last = match(CELL, text, colon + 1);
	const said = last && places.range(address(first), address(last), sheet);
	return last && said !== undefined ? { said, length: colon + 1 - at + last[0].length } : undefined;
}

function address([, column = '', row = '']: RegExpExecArray): string {
	return column.toUpperCase() + row;
}

function functionName(name: string): string | undefined {
	const known = name.replace(YOUNGER, '').toUpperCase();
	return FUNCTIONS.has(known) ? known : undefined;
}

function constantOrName(name: string, places: ExcelPlaces): string | undefined {
	return /^(?:true|false)$/i.test(name) ? name.toUpperCase() : places.name(name);
}

function match(pattern: RegExp, text: string, at: number): RegExpExecArray | undefined {
	pattern.lastIndex = at;
	return pattern.exec(text) ?? undefined;
}
