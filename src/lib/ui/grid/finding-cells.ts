import type { EditField } from '#lib/core/costing/edit-command.ts';
import type { FindingCode } from '#lib/core/costing/finding.ts';
import { findingText } from '#lib/text/findings.ts';
import type { SheetRow } from './flatten.ts';

/** The cell in which a finding about a line is marked: where a person would put it right. */
const CELLS: { readonly [C in FindingCode]?: EditField } = {
	'total-differs': 'statedAmount',
	'amount-differs': 'statedAmount',
	'no-amount': 'statedAmount',
	'negative-amount': 'statedAmount',
	'lump-share': 'statedAmount',
	'other-period': 'periodMonths',
	'one-off': 'recurrence',
	'verified-without-reason': 'reason',
	'unknown-unit': 'unit'
};

/** The sentences about one cell, or null when there is nothing to say. */
export function findingsAt(row: SheetRow, field: EditField): string | null {
	const texts = row.findings.filter((finding) => cellOf(row, finding.code) === field).map(findingText);
	return texts.length === 0 ? null : texts.join('\n');
}

/** All sentences about a line, for people who do not use the mouse. */
export function findingsOfLine(row: SheetRow): string {
	return row.findings.map(findingText).join(' ');
}

function cellOf(row: SheetRow, code: FindingCode): EditField {
	if (code === 'formula-error') return row.figures.error?.column === 'unitPrice' ? 'unitPrice' : 'quantity';
	return CELLS[code] ?? 'name';
}
