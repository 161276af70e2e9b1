import { LIMITS } from '#lib/core/limits.ts';
import { tooMany } from '../unreadable.ts';
import { scanXml } from '../xml.ts';
import { builtInFormat } from './number-format.ts';

/** What a cell's style says about how its value was shown. */
export interface CellStyle {
	readonly format: string;
	readonly indent: number;
}

/** Cell styles of a workbook, in the order cells refer to them. */
export function readStyles(bytes: Uint8Array | undefined, file: string, part: string): readonly CellStyle[] {
	if (!bytes) return [];
	const formats = new Map<number, string>();
	const styles: { format: string; indent: number }[] = [];
	let inCells = false;
	scanXml(bytes, file, part, {
		open(name, attributes) {
			if (name === 'numFmt')
				formats.set(Number(attributes.get('numFmtId')), formatCode(attributes.get('formatCode')));
			else if (name === 'cellXfs') inCells = true;
			else if (name === 'xf' && inCells) {
				if (styles.length >= LIMITS.workbookStyles)
					throw tooMany(file, '单元格样式数', LIMITS.workbookStyles);
				const id = Number(attributes.get('numFmtId') ?? '0');
				styles.push({ format: formats.get(id) ?? builtInFormat(id), indent: 0 });
			} else if (name === 'alignment' && inCells) {
				const last = styles.at(-1);
				if (last) last.indent = Number(attributes.get('indent') ?? '0');
			}
		},
		close(name) {
			if (name === 'cellXfs') inCells = false;
		}
	});
	return styles;
}

/** Characters of a format code; Excel's own limit. A longer one shows as General, as formats that we do not know. */
const FORMAT_LENGTH = 255;

function formatCode(code: string | undefined): string {
	return code === undefined || code.length > FORMAT_LENGTH ? 'General' : code;
}
