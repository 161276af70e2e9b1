import {
	AlignmentType,
	ImportedXmlComponent,
	Paragraph,
	SimpleField,
	TextRun,
	type FileChild,
	type ParagraphChild
} from 'docx';
import type { Picture, Point, Shape, Tone } from '#lib/core/reporting/picture.ts';
import { widePunctuation } from '#lib/core/reporting/punctuation.ts';
import { CAPTION } from './docx-table.ts';
import { HEADING_FONTS, SIZE } from './fonts.ts';

const COLOURS: { readonly [T in Tone]: string } = {
	ink: '#333333',
	plain: '#1f5f8b',
	soft: '#d6e4ee',
	mark: '#b3261e'
};
const TWIPS_PER_POINT = 20;

/** The drawing as vector shapes inside the text (VML, which Word, WPS and LibreOffice all draw), its caption below (图1 …). */
export function docxPicture(picture: Picture, number: number, width: number): readonly FileChild[] {
	const points = width / TWIPS_PER_POINT;
	const tall = (points * picture.height) / picture.width;
	const style = `width:${points.toFixed(1)}pt;height:${tall.toFixed(1)}pt`;
	const xml =
		`<w:pict><v:group style="${style}" alt="${escaped(picture.summary)}" ` +
		`coordorigin="0,0" coordsize="${whole(picture.width)},${whole(picture.height)}">` +
		`${picture.shapes.map(shapeXml).join('')}</v:group></w:pict>`;
	// The library writes any component it is given; its types only know those with a class of their own.
	const drawing = ImportedXmlComponent.fromXmlString(
		`<w:r ${NAMESPACES}>${xml}</w:r>`
	) as unknown as ParagraphChild;
	return [
		new Paragraph({ alignment: AlignmentType.CENTER, keepNext: true, children: [drawing] }),
		caption(picture.caption, number)
	];
}

const NAMESPACES =
	'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:v="urn:schemas-microsoft-com:vml"';

function shapeXml(shape: Shape): string {
	switch (shape.shape) {
		case 'line':
			return (
				`<v:line from="${at(shape.from)}" to="${at(shape.to)}" strokecolor="${COLOURS[shape.tone]}" strokeweight="1pt">` +
				`${shape.dashed ? '<v:stroke dashstyle="dash"/>' : ''}</v:line>`
			);
		case 'box':
			return `<v:rect style="${placed(shape.at, shape.size)}" fillcolor="${COLOURS[shape.tone]}" strokecolor="${COLOURS.plain}" strokeweight="1pt"/>`;
		case 'dot': {
			const corner = { x: shape.at.x - shape.radius, y: shape.at.y - shape.radius };
			const size = { x: 2 * shape.radius, y: 2 * shape.radius };
			const colour = COLOURS[shape.tone];
			return `<v:oval style="${placed(corner, size)}" fillcolor="${shape.hollow ? '#ffffff' : colour}" strokecolor="${colour}" strokeweight="1pt"/>`;
		}
		case 'words':
			return (
				`<v:rect style="${placed(shape.at, shape.size)}" filled="f" stroked="f"><v:textbox inset="0,0,0,0"><w:txbxContent>` +
				`<w:p><w:pPr><w:jc w:val="center"/></w:pPr><w:r><w:rPr><w:sz w:val="18"/></w:rPr><w:t>${escaped(shape.text)}</w:t></w:r></w:p>` +
				'</w:txbxContent></v:textbox></v:rect>'
			);
	}
}

function at({ x, y }: Point): string {
	return `${whole(x)},${whole(y)}`;
}

function placed(corner: Point, size: Point): string {
	return `position:absolute;left:${whole(corner.x)};top:${whole(corner.y)};width:${whole(size.x)};height:${whole(size.y)}`;
}

/** VML counts in whole units. */
function whole(value: number): string {
	return String(Math.round(value));
}

function escaped(text: string): string {
	return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

function caption(text: string, number: number): Paragraph {
	const run = (content: string) =>
		new TextRun({ text: content, font: HEADING_FONTS[1], size: SIZE.pageNumber });
	return new Paragraph({
		style: CAPTION,
		alignment: AlignmentType.CENTER,
		spacing: { before: 60, after: 160 },
		children: [
			run('图'),
			new SimpleField('SEQ 图 \\* ARABIC', String(number)),
			run(` ${widePunctuation(text)}`)
		]
	});
}
