import { decimal, divide, toFixedText } from '../decimal/decimal.ts';
import { columnWord } from '../formula/columns.ts';
import { formatFen, groupThousands, type Fen } from '../money/fen.ts';
import { findUnit } from '../quantity/units.ts';
import type { LineFigures } from './amounts.ts';
import { finding, type FindingRecord } from './finding.ts';
import { choiceWords } from './line-fields.ts';
import type { AnalysisDraft, CostLine } from './line.ts';
import { lineLabel, type Tree } from './tree.ts';

/** A line without children whose amount has no quantity × price may be this much of the whole (DOMAIN §2.13). */
const LUMP_PERCENT = 30n;

/** What is seen of one line. The label is made only where something is found: nearly all lines are in order. */
export interface SeenLine {
	readonly line: CostLine;
	readonly index: number;
	readonly figures: LineFigures;
}

export function parentFindings({ line, index, figures }: SeenLine, tree: Tree, found: FindingRecord[]): void {
	if (line.statedAmount !== null && line.statedAmount !== figures.declared)
		found.push(differs('total-differs', index, lineLabel(line, index), line.statedAmount, figures.declared));
	if (line.fundingSource !== null && line.fundingSource !== 'fiscal-project')
		sourceFindings(line, index, tree, found);
}

/** Money has the funding source (资金来源) of the line it stands in: one on a parent alone says nothing about it. */
function sourceFindings(line: CostLine, index: number, tree: Tree, found: FindingRecord[]): void {
	const blank = (tree.children[index] ?? []).filter((child) => tree.lines[child]?.fundingSource === null);
	if (blank.length > 0)
		found.push(
			finding('parent-source', 'warning', index, {
				line: lineLabel(line, index),
				source: choiceWords('fundingSource', line.fundingSource ?? ''),
				lines: String(blank.length)
			})
		);
}

export function leafFindings(
	seen: SeenLine,
	draft: Pick<AnalysisDraft, 'periodMonths'>,
	total: Fen,
	found: FindingRecord[]
): void {
	amountFindings(seen, found);
	verifiedFindings(seen, found);
	if (seen.line.unit !== '' && !isKnownUnit(seen.line.unit))
		found.push(finding('unknown-unit', 'notice', seen.index, { line: labelOf(seen), unit: seen.line.unit }));
	periodFindings(seen, draft.periodMonths, found);
	lumpFindings(seen, total, found);
}

function amountFindings(seen: SeenLine, found: FindingRecord[]): void {
	const { line, index, figures } = seen;
	const { statedAmount, amountBasis } = line;
	if (figures.error) {
		const { column, error } = figures.error;
		const values = {
			line: labelOf(seen),
			column: columnWord(column),
			error: error.error,
			detail: error.detail
		};
		found.push(finding('formula-error', 'error', index, values));
	} else if (amountBasis === 'stated' ? statedAmount === null : figures.computed === null)
		found.push(finding('no-amount', 'warning', index, { line: labelOf(seen) }));
	if (
		amountBasis === 'stated' &&
		statedAmount !== null &&
		figures.computed !== null &&
		statedAmount !== figures.computed
	)
		found.push(differs('amount-differs', index, labelOf(seen), statedAmount, figures.computed));
	if (figures.declared < 0 || figures.verified < 0)
		found.push(
			finding('negative-amount', 'warning', index, {
				line: labelOf(seen),
				amount: formatFen(figures.declared)
			})
		);
}

function verifiedFindings(seen: SeenLine, found: FindingRecord[]): void {
	const { line, index, figures } = seen;
	if (line.verifiedAmount === null || line.verifiedAmount === figures.declared || line.reason !== null)
		return;
	found.push(
		finding('verified-without-reason', 'error', index, {
			line: labelOf(seen),
			declared: formatFen(figures.declared),
			verified: formatFen(line.verifiedAmount)
		})
	);
}

function periodFindings(seen: SeenLine, analysisMonths: number, found: FindingRecord[]): void {
	const { line, index, figures } = seen;
	if (line.recurrence === 'once')
		found.push(
			finding('one-off', 'notice', index, { line: labelOf(seen), amount: formatFen(figures.verified) })
		);
	else if (line.periodMonths !== analysisMonths) {
		const months = { months: String(line.periodMonths), analysisMonths: String(analysisMonths) };
		const amounts = { verified: formatFen(figures.verified), period: formatFen(figures.period) };
		found.push(finding('other-period', 'notice', index, { line: labelOf(seen), ...months, ...amounts }));
	}
}

function lumpFindings(seen: SeenLine, total: Fen, found: FindingRecord[]): void {
	const { line, index, figures } = seen;
	if (figures.computed !== null || total <= 0 || figures.declared <= 0) return;
	if (BigInt(figures.declared) * 100n <= BigInt(total) * LUMP_PERCENT) return;
	const share = divide(decimal(BigInt(figures.declared) * 100n), decimal(BigInt(total)), 'half-up', 2);
	found.push(
		finding('lump-share', 'warning', index, {
			line: labelOf(seen),
			amount: formatFen(figures.declared),
			share: toFixedText(share, 2),
			element: line.element ?? ''
		})
	);
}

function differs(
	code: 'total-differs' | 'amount-differs',
	at: number,
	line: string,
	stated: Fen,
	counted: Fen
): FindingRecord {
	// Two amounts near the limit with opposite signs are further apart than one amount may be large.
	const difference = BigInt(counted) - BigInt(stated);
	const size = difference < 0n ? -difference : difference;
	const values = {
		line,
		stated: formatFen(stated),
		counted: formatFen(counted),
		difference: groupThousands(toFixedText(decimal(size, 2), 2))
	};
	return finding(code, 'warning', at, { ...values, direction: difference < 0n ? '少' : '多' });
}

/** Units by their words: a breakdown of many lines uses few. Bounded, because people may write anything. */
const KNOWN_UNITS = new Map<string, boolean>();
const REMEMBERED_UNITS = 1_000;

function isKnownUnit(text: string): boolean {
	let known = KNOWN_UNITS.get(text);
	if (known === undefined) {
		if (KNOWN_UNITS.size >= REMEMBERED_UNITS) KNOWN_UNITS.clear();
		KNOWN_UNITS.set(text, (known = findUnit(text) !== undefined));
	}
	return known;
}

function labelOf({ line, index }: SeenLine): string {
	return lineLabel(line, index);
}
