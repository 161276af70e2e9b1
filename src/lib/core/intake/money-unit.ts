import type { Grid } from './grid.ts';
import { moneyFactor, simplified } from './number-text.ts';
import { headerText, type HeaderRows } from './header.ts';
import { cellAddress } from '../address/cell-address.ts';

/** A money unit that the sheet states, and the cell that states it. */
export type StatedUnit = { readonly word: string; readonly factor: string; readonly at: string };

const MONEY = '(?:人民币|新?[台臺][币幣])?(亿元|千万元|百万元|万元|千元|元)';
const IN_HEADER = new RegExp(`[（(\\[【](?:金额)?(?:单位[:：]?)?${MONEY}(?:/[^）)\\]】]*)?[)）\\]】]`);
/** Characters of a cell above the table in which its unit is looked for. */
const PREAMBLE_TEXT = 2_000;
const IN_PREAMBLE = new RegExp(`单位[:：]?${MONEY}`);

/** The unit written into a column's header: 金额(万元), 单价(元/㎡). */
export function unitInHeader(grid: Grid, rows: HeaderRows, column: number): StatedUnit | undefined {
	const word = IN_HEADER.exec(simplified(headerText(grid, rows, column)))?.[1];
	return word === undefined ? undefined : stated(word, cellAddress(rows.last, column));
}

/** The unit written above the table: 单位:万元. */
export function unitInPreamble(grid: Grid, rows: HeaderRows): StatedUnit | undefined {
	for (let row = rows.last; row >= 1; row--) {
		for (const { cell } of grid.cellsIn(row)) {
			const word = IN_PREAMBLE.exec(simplified(cell.raw.slice(0, PREAMBLE_TEXT)).replace(/\s/g, ''))?.[1];
			if (word !== undefined) return stated(word, cell.at);
		}
	}
	return undefined;
}

function stated(word: string, at: string): StatedUnit {
	return { word, factor: moneyFactor(word) ?? '1', at };
}
