import { isNumber, type FormulaError } from '../../formula/value.ts';
import { fen } from '../../money/fen.ts';
import type { Decimal } from '../../decimal/decimal.ts';
import type { Column } from '../../formula/columns.ts';
import type { LineFigures, YearFigures } from '../amounts.ts';
import { AMOUNT, FIRST_YEAR, VERIFIED } from './layout.ts';
import type { Sheet } from './sheet.ts';
import { BLANK, BOXED } from './values.ts';

const NO_YEARS: YearFigures = {};

/** The figures of one line of a calculated sheet. */
export function lineFiguresAt(sheet: Sheet, line: number): LineFigures {
	const { layout, values, amounts } = sheet;
	const computed = amounts.computed[line] as number;
	return {
		quantity: factorAt(sheet, 0, line),
		unitPrice: factorAt(sheet, 1, line),
		frequency: factorAt(sheet, 2, line),
		months: factorAt(sheet, 3, line),
		coefficient: factorAt(sheet, 4, line),
		error: errorAt(sheet, line),
		computed: Number.isNaN(computed) ? null : fen(computed),
		declared: fen(values.mantissa[layout.node(AMOUNT, line)] as number),
		verified: fen(values.mantissa[layout.node(VERIFIED, line)] as number),
		period: fen(amounts.period[line] as number),
		years: layout.years.length === 0 ? NO_YEARS : yearsAt(sheet, line)
	};
}

function factorAt({ layout, values }: Sheet, place: number, line: number): Decimal | null {
	const value = values.read(layout.node(place, line));
	return value !== null && isNumber(value) ? value : null;
}

/** The first factor or year of the line itself that has no number. */
function errorAt({ layout, values, isLeaf }: Sheet, line: number): LineFigures['error'] {
	if (values.boxed.size === 0) return null;
	for (let place = 0; place < layout.columns.length; place += 1) {
		if (place === AMOUNT || place === VERIFIED || (place >= FIRST_YEAR && isLeaf[line] === 0)) continue;
		const node = layout.node(place, line);
		const value = values.kind[node] === BOXED ? values.boxed.get(node) : undefined;
		if (value && !isNumber(value)) return found(layout.columns[place] as Column, value);
	}
	return null;
}

function found(column: Column, error: FormulaError): LineFigures['error'] {
	return { column, error };
}

function yearsAt({ layout, values, isLeaf }: Sheet, line: number): YearFigures {
	const years: { -readonly [Y in keyof YearFigures]: YearFigures[Y] } = {};
	layout.years.forEach((year, at) => {
		const node = layout.node(FIRST_YEAR + at, line);
		const kind = values.kind[node];
		if (kind === BLANK || (kind === BOXED && isLeaf[line] === 1)) return;
		years[year] = fen(values.mantissa[node] as number);
	});
	return years;
}
