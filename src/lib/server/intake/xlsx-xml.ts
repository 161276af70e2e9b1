/** What every part of a written .xlsx workbook begins with and names itself by (ECMA-376). */
export const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
export const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
export const DOCUMENT_RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

export function contentTypes(names: readonly string[]): string {
	const override = (part: string, type: string) =>
		`<Override PartName="/xl/${part}" ContentType="${TYPE}.${type}+xml"/>`;
	return `${XML}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>${override('workbook.xml', 'sheet.main')}${override('styles.xml', 'styles')}${names.map((name) => override(`worksheets/${name}.xml`, 'worksheet')).join('')}</Types>`;
}

export function relationships(
	list: readonly (readonly [id: string, type: string, target: string])[]
): string {
	const one = ([id, type, target]: readonly [string, string, string]) =>
		`<Relationship Id="${id}" Type="${DOCUMENT_RELATIONS}/${type}" Target="${target}"/>`;
	return `${XML}<Relationships xmlns="${PACKAGE}/relationships">${list.map(one).join('')}</Relationships>`;
}

/** The relationships of the package and of its workbook, which are the same for every workbook we write. */
export function packageRelations(): string {
	return relationships([['rId1', 'officeDocument', 'xl/workbook.xml']]);
}

export function workbookRelations(names: readonly string[]): string {
	return relationships([
		...names.map((name, index) => [`rId${index + 1}`, 'worksheet', `worksheets/${name}.xml`] as const),
		['rIdStyles', 'styles', 'styles.xml']
	]);
}

const SPECIAL = /[&<>"\p{Cc}\uFFFE\uFFFF]|_x[0-9A-Fa-f]{4}_/u;

/** XML text; control characters and the two non-characters, which XML cannot hold, in Excel's own _xHHHH_ form. */
export function escapeXml(text: string): string {
	if (!SPECIAL.test(text)) return text;
	return text
		.replaceAll('&', '&amp;')
		.replaceAll('<', '&lt;')
		.replaceAll('>', '&gt;')
		.replaceAll('"', '&quot;')
		.replace(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_')
		.replace(/[\p{Cc}\uFFFE\uFFFF]/gu, (c) =>
			/[\t\n\r]/.test(c) ? c : `_x${c.charCodeAt(0).toString(16).padStart(4, '0')}_`
		);
}
