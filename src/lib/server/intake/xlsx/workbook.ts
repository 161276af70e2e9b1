import { XLSX_READER, type Sheet, type Workbook } from '#lib/core/intake/workbook.ts';
import { LIMITS } from '#lib/core/limits.ts';
import { problem } from '#lib/core/problem.ts';
import { Unreadable } from '../unreadable.ts';
import { scanXml } from '../xml.ts';
import { unpackZip, type ZipParts } from '../zip.ts';
import { readSheet } from './sheet.ts';
import { readSharedStrings } from './strings.ts';
import { readStyles } from './styles.ts';

const WORKBOOK = 'xl/workbook.xml';

/** Reads an .xlsx workbook. Throws `Unreadable`. */
export function readXlsx(bytes: Uint8Array, file: string): Workbook {
	const parts = unpackZip(bytes, file);
	refuseOthers(parts, file);
	const book = partAt(parts, WORKBOOK, file);
	const targets = relationships(parts, 'xl/_rels/workbook.xml.rels', file);
	const { sheets, date1904 } = listSheets(book, file);
	if (sheets.length > LIMITS.sheetsPerWorkbook)
		throw new Unreadable(
			problem('intake/too-many', { file, what: '工作表数', limit: String(LIMITS.sheetsPerWorkbook) })
		);
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
	const targets = relationships(parts, 'xl/_rels/workbook.xml.rels', file);
	return listSheets(partAt(parts, WORKBOOK, file), file).sheets.flatMap(({ name, relation }) => {
		const target = targets.find(({ id }) => id === relation);
		return target?.type === 'worksheet' ? [{ name, path: target.path }] : [];
	});
}

/** Other things that come in a ZIP are named, so that the sender knows what was sent. */
function refuseOthers(parts: ZipParts, file: string): void {
	// Programs in VBA, and the older ones that are written into sheets of their own.
	if ([...parts.keys()].some((name) => /vbaproject\.bin$|^xl\/(macro|intlmacro)sheets\//i.test(name)))
		throw new Unreadable(problem('intake/macros', { file }));
	if ([...parts.keys()].some((name) => /^xl\/externallinks\//i.test(name)))
		throw new Unreadable(problem('intake/external-links', { file }));
	if (parts.has(WORKBOOK)) return;
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

function relationships(parts: ZipParts, part: string, file: string): readonly Relationship[] {
	const found: Relationship[] = [];
	scanXml(partAt(parts, part, file), file, part, {
		open(name, attributes) {
			if (name !== 'Relationship' || attributes.get('TargetMode') === 'External') return;
			const target = attributes.get('Target') ?? '';
			found.push({
				id: attributes.get('Id') ?? '',
				type: (attributes.get('Type') ?? '').split('/').at(-1) ?? '',
				path: target.startsWith('/') ? target.slice(1) : `xl/${target}`
			});
		}
	});
	return found;
}

function listSheets(bytes: Uint8Array, file: string) {
	const sheets: { name: string; hidden: boolean; relation: string }[] = [];
	let date1904 = false;
	scanXml(bytes, file, WORKBOOK, {
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
