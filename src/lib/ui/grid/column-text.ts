import { formatFen, type Fen } from '#lib/core/money/fen.ts';
import { shownText } from './cell-text.ts';
import { isFigureColumn, type FigureColumn, type SheetColumn } from './column-sets.ts';
import type { SheetRow } from './flatten.ts';

/** What a column needs besides the row: figures that follow from the whole analysis. */
export interface TextSource {
	/** Unit costs that count a line, as text. */
	readonly unitsOf: (lineId: string) => string;
	/** What the treasury bears of a line, by its index in the tree. */
	readonly fiscalOf: (index: number) => Fen;
}

/** What a cell of any column says, amounts in 元: what is searched, filtered, sorted and added up. */
export function columnText(row: SheetRow, column: SheetColumn, source: TextSource): string {
	return isFigureColumn(column) ? figureColumnText(row, column, source) : shownText(row, column);
}

function figureColumnText(row: SheetRow, column: FigureColumn, source: TextSource): string {
	const { figures, line, isParent } = row;
	switch (column) {
		case 'computed':
			return figures.computed === null || isParent ? '' : formatFen(figures.computed);
		case 'period':
			if (line.recurrence === 'once' && !isParent) return '不计入';
			return shownText(row, 'verifiedAmount') === '' ? '' : formatFen(figures.period);
		case 'fiscal':
			return shownText(row, 'verifiedAmount') === '' ? '' : formatFen(source.fiscalOf(row.index));
		case 'units':
			return source.unitsOf(row.id);
	}
}
