import type { CellLook } from '#lib/core/reporting/workbook/sheet-plan.ts';
import { escapeXml, MAIN, XML } from './xlsx-xml.ts';

/** First number that a workbook may give to a format of its own. */
const OWN_FORMATS = 164;

/** Collects the looks that cells have, and writes them as the workbook's style table. Entry 0 is the plain cell. */
export class LookTable {
	/** Looks are few objects used over and over: found by identity first. */
	readonly #numbers = new Map<CellLook, number>();
	readonly #fonts = new Entries();
	readonly #fills = new Entries();
	readonly #borders = new Entries();
	readonly #formats = new Entries();
	readonly #cells = new Entries();

	constructor() {
		this.#fills.number('<fill><patternFill patternType="none"/></fill>');
		this.#fills.number('<fill><patternFill patternType="gray125"/></fill>');
		this.#borders.number('<border><left/><right/><top/><bottom/><diagonal/></border>');
		this.number({});
	}

	number(look: CellLook): number {
		const known = this.#numbers.get(look);
		if (known !== undefined) return known;
		const number = this.#cells.number(this.#cellXf(look));
		this.#numbers.set(look, number);
		return number;
	}

	xml(): string {
		const formats = this.#formats.list.map(
			(code, index) => `<numFmt numFmtId="${OWN_FORMATS + index}" formatCode="${escapeXml(code)}"/>`
		);
		const list = (name: string, entries: readonly string[]) =>
			`<${name} count="${entries.length}">${entries.join('')}</${name}>`;
		return [
			XML,
			`<styleSheet xmlns="${MAIN}">`,
			formats.length > 0 ? list('numFmts', formats) : '',
			list('fonts', this.#fonts.list),
			list('fills', this.#fills.list),
			list('borders', this.#borders.list),
			'<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>',
			list('cellXfs', this.#cells.list),
			'<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>',
			'</styleSheet>'
		].join('');
	}

	#cellXf(look: CellLook): string {
		const { bold = false, size = 10, colour, fill, border, format, align, indent = 0, wrap } = look;
		const tint = colour === undefined ? '' : `<color rgb="FF${colour}"/>`;
		const font = this.#fonts.number(
			`<font>${bold ? '<b/>' : ''}<sz val="${size}"/>${tint}<name val="宋体"/><family val="3"/><charset val="134"/></font>`
		);
		const filled =
			fill === undefined
				? 0
				: this.#fills.number(
						`<fill><patternFill patternType="solid"><fgColor rgb="FF${fill}"/><bgColor indexed="64"/></patternFill></fill>`
					);
		const bordered = border ? this.#borders.number(THIN_BORDER) : 0;
		const formatted = format === undefined ? 0 : OWN_FORMATS + this.#formats.number(format);
		const alignment = [
			align === undefined ? '' : ` horizontal="${align}"`,
			' vertical="center"',
			wrap ? ' wrapText="1"' : '',
			indent > 0 ? ` indent="${indent}"` : ''
		].join('');
		return `<xf numFmtId="${formatted}" fontId="${font}" fillId="${filled}" borderId="${bordered}" xfId="0" applyNumberFormat="1" applyFont="1" applyFill="1" applyBorder="1" applyAlignment="1"><alignment${alignment}/></xf>`;
	}
}

const THIN_BORDER = `<border>${['left', 'right', 'top', 'bottom']
	.map((side) => `<${side} style="thin"><color rgb="FF7F7F7F"/></${side}>`)
	.join('')}<diagonal/></border>`;

/** Texts with a number each, in the order in which they first came. */
class Entries {
	readonly list: string[] = [];
	readonly #numbers = new Map<string, number>();

	number(text: string): number {
		const known = this.#numbers.get(text);
		if (known !== undefined) return known;
		this.#numbers.set(text, this.list.length);
		return this.list.push(text) - 1;
	}
}
