import type { FilledCell } from '#lib/core/intake/fill-back.ts';
import { problem } from '#lib/core/problem.ts';
import { ok, refuse, type Result } from '#lib/core/result.ts';
import { worksheetParts } from '../intake/xlsx/workbook.ts';
import { unpackZip } from '../intake/zip.ts';
import { editSheetXml } from './edit-sheet-xml.ts';
import { replaceZipParts } from './zip-replace.ts';

const WORKBOOK = 'xl/workbook.xml';
const RELATIONS = 'xl/_rels/workbook.xml.rels';
const TYPES = '[Content_Types].xml';
const FORMULA_LIST = 'xl/calcChain.xml';

/**
 * Writes values into one sheet of a stored .xlsx original. The sheet's other cells, and all other parts of the workbook,
 * stay as they are; only the workbook is told to recalculate when it is opened, and its list of formulas goes when one
 * of them was overwritten.
 */
export function fillWorkbook(
	bytes: Uint8Array,
	file: string,
	sheet: string,
	cells: readonly FilledCell[]
): Result<Buffer> {
	const odd = (detail: string) => refuse(problem('export/odd-workbook', { file, detail }));
	const parts = unpackZip(bytes, file);
	const path = worksheetParts(parts, file).find(({ name }) => name === sheet)?.path;
	const text = (part: string) => {
		const content = parts.get(part);
		return content && new TextDecoder('utf-8', { ignoreBOM: true }).decode(content);
	};
	const [xml, workbook] = [path === undefined ? undefined : text(path), text(WORKBOOK)];
	if (path === undefined || xml === undefined || workbook === undefined) return odd('找不到工作表的内容');
	const edited = editSheetXml(xml, cells);
	if (!edited.ok)
		return edited.problem.code === 'export/odd-workbook' ? odd(edited.problem.values.detail) : edited;
	const changed = new Map<string, string | null>([[path, edited.value.xml]]);
	const recalculating = recalculate(workbook);
	if (recalculating !== workbook) changed.set(WORKBOOK, recalculating);
	if (edited.value.formulasRemoved && parts.has(FORMULA_LIST)) {
		changed.set(FORMULA_LIST, null);
		changed.set(TYPES, (text(TYPES) ?? '').replace(/<Override\b[^>]*calcChain[^>]*\/>/g, ''));
		changed.set(RELATIONS, (text(RELATIONS) ?? '').replace(/<Relationship\b[^>]*calcChain[^>]*\/>/g, ''));
	}
	const filled = replaceZipParts(bytes, changed);
	return filled ? ok(filled) : odd('它的压缩目录是 64 位格式');
}

/** Asks the program that opens the workbook to compute every formula anew. */
function recalculate(workbook: string): string {
	const there = /<((?:[\w.-]+:)?)calcPr\b([^>]*?)(\/?)>/.exec(workbook);
	if (there) {
		const [tag, prefix, attributes = '', close] = there;
		const kept = attributes.replace(/\s*fullCalcOnLoad\s*=\s*["'][^"']*["']/, '').trimEnd();
		return workbook.replace(tag, () => `<${prefix}calcPr${kept} fullCalcOnLoad="1"${close}>`);
	}
	// The schema puts it behind these; whichever of them stands last.
	const before = [...workbook.matchAll(/<\/((?:[\w.-]+:)?)(?:sheets|externalReferences|definedNames)>/g)].at(
		-1
	);
	if (!before) return workbook;
	const at = before.index + before[0].length;
	return `${workbook.slice(0, at)}<${before[1]}calcPr fullCalcOnLoad="1"/>${workbook.slice(at)}`;
}
