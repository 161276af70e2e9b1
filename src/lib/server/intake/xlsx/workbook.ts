import { posix } from 'node:path';
import { XLSX_READER, type Sheet, type Workbook } from '#lib/core/intake/workbook.ts';
import { LIMITS } from '#lib/core/limits.ts';
import { problem } from '#lib/core/problem.ts';
import { tooMany, Unreadable } from '../unreadable.ts';
import { scanXml } from '../xml.ts';
import { unpackZip, type ZipParts } from '../zip.ts';
import { readSheet } from './sheet.ts';
import { readSharedStrings } from './strings.ts';
import { readStyles } from './styles.ts';

/** Where nearly every program puts the workbook; the others say so in the package's own list. */
const WORKBOOK = 'xl/workbook.xml';
const PACKAGE = '_rels/.rels';

/** Reads an .xlsx workbook. Throws `Unreadable`. */
export function readXlsx(bytes: Uint8Array, file: string): Workbook {
	const parts = unpackZip(bytes, file);
	const path = workbookPath(parts, file);
	refuseOthers(parts, path, file);
	const book = partAt(parts, path, file);
	const targets = relationships(parts, path, file);
	const { sheets, date1904 } = listSheets(book, path, file);
	if (targets.some(({ type }) => type === 'vbaProject'))
		throw new Unreadable(problem('intake/macros', { file }));
	if (sheets.length > LIMITS.sheetsPerWorkbook) throw tooMany(file, '工作表数', LIMITS.sheetsPerWorkbook);
	const shared = targets.find((target) => target.type === 'sharedStrings')?.path ?? 'xl/sharedStrings.xml';
	const styles = targets.find((target) => target.type === 'styles')?.path ?? 'xl/styles.xml';
	const outside = {
		file,
		date1904,
		strings: readSharedStrings(parts.get(shared), file, shared),
		styles: readStyles(parts.get(styles), file, styles)
	};
	// Unpacked parts are let go as soon as they are read: the next sheet needs the room.
	parts.delete(shared);
	const read: Sheet[] = [];
	for (const { name, hidden, relation } of sheets) {
		const target = targets.find(({ id }) => id === relation);
		// A chart sheet or a dialog has no cells.
		if (target?.type !== 'worksheet') continue;
		read.push(readSheet(partAt(parts, target.path, file), target.path, name, hidden, outside));
	}
	return { format: 'xlsx', reader: XLSX_READER, sheets: read };
}

/** Where in the container each worksheet stands. Throws `Unreadable`. */
export function worksheetParts(
	parts: ZipParts,
	file: string
): readonly { readonly name: string; readonly path: string }[] {
	const book = workbookPath(parts, file);
	const targets = relationships(parts, book, file);
	return listSheets(partAt(parts, book, file), book, file).sheets.flatMap(({ name, relation }) => {
		const target = targets.find(({ id }) => id === relation);
		return target?.type === 'worksheet' ? [{ name, path: target.path }] : [];
	});
}

/** Other things that come in a ZIP are named, so that the sender knows what was sent. */
function refuseOthers(parts: ZipParts, workbook: string, file: string): void {
	// Programs in VBA, wherever the package keeps them, and the older ones that are written into sheets of their own.
	const types = Buffer.from(parts.get('[Content_Types].xml') ?? []).includes('ms-office.vbaProject');
	if (
		types ||
		[...parts.keys()].some((name) => /vbaproject\.bin$|^xl\/(macro|intlmacro)sheets\//i.test(name))
	)
		throw new Unreadable(problem('intake/macros', { file }));
	if ([...parts.keys()].some((name) => /^xl\/externallinks\//i.test(name)))
		throw new Unreadable(problem('intake/external-links', { file }));
	if (parts.has(workbook)) return;
	const names = [...parts.keys()];
	const kind = parts.has('word/document.xml')
		? 'Word 文档'
		: parts.has('ppt/presentation.xml')
			? '演示文稿'
			: parts.has('xl/workbook.bin')
				? 'Excel 二进制工作簿（.xlsb）'
				: parts.has('content.xml') && parts.has('mimetype')
					? 'OpenDocument 文件（.ods/.odt）'
					: names.includes('OFD.xml')
						? 'OFD 版式文件'
						: 'ZIP 压缩包';
	throw new Unreadable(problem('intake/unknown-type', { file, kind }));
}

function partAt(parts: ZipParts, path: string, file: string): Uint8Array {
	const part = parts.get(path);
	if (part) return part;
	throw new Unreadable(problem('intake/broken-zip', { file, detail: `缺少“${path}”` }));
}

interface Relationship {
	readonly id: string;
	/** Last word of the relationship's type: "worksheet", "sharedStrings". */
	readonly type: string;
	readonly path: string;
}

function workbookPath(parts: ZipParts, file: string): string {
	if (parts.has(WORKBOOK) || !parts.has(PACKAGE)) return WORKBOOK;
	const main = relationships(parts, '', file).find(({ type }) => type === 'officeDocument');
	return main && /^(?!word\/|ppt\/).*\.xml$/i.test(main.path) ? main.path : WORKBOOK;
}

/** What a part ('' = the package) refers to: listed beside it, with targets that count from its folder. */
function relationships(parts: ZipParts, of: string, file: string): readonly Relationship[] {
	const folder = of.slice(0, of.lastIndexOf('/') + 1);
	const part = `${folder}_rels/${of.slice(folder.length)}.rels`;
	const found: Relationship[] = [];
	scanXml(partAt(parts, part, file), file, part, {
		open(name, attributes) {
			if (name !== 'Relationship' || attributes.get('TargetMode') === 'External') return;
			const target = attributes.get('Target') ?? '';
			found.push({
				id: attributes.get('Id') ?? '',
				type: (attributes.get('Type') ?? '').split('/').at(-1) ?? '',
				path: posix.resolve('/', folder, target).slice(1)
			});
		}
	});
	return found;
}

function listSheets(bytes: Uint8Array, part: string, file: string) {
	const sheets: { name: string; hidden: boolean; relation: string }[] = [];
	let date1904 = false;
	scanXml(bytes, file, part, {
		open(name, attributes) {
			if (name === 'workbookPr') date1904 = /^(1|true)$/.test(attributes.get('date1904') ?? '');
			if (name !== 'sheet') return;
			sheets.push({
				name: attributes.get('name') ?? '',
				hidden: (attributes.get('state') ?? 'visible') !== 'visible',
				relation: attributes.get('id') ?? ''
			});
		}
	});
	return { sheets, date1904 };
}
