import { decimal, divide, toFixedText } from '../decimal/decimal.ts';
import { formatFen, groupThousands, type Fen } from '../money/fen.ts';
import { findUnit } from '../quantity/units.ts';
import { columnWord, type LineFigures } from './amounts.ts';
import type { AnalysisFigures } from './figures.ts';
import type { FindingCode, FindingRecord } from './finding.ts';
import type { AnalysisDraft, CostLine } from './line.ts';
import { isLeaf, lineLabel } from './tree.ts';
import { countedLines } from './unit-cost.ts';

/** Thresholds of DOMAIN §2.13 (recommendations): when a breakdown is not open enough (成本打开不细). */
const LUMP_PERCENT = 30n;
const OTHER_PERCENT = 10n;
const FEWEST_LINES = 5;

type Calculated = Omit<AnalysisFigures, 'findings'>;

/** Everything a reviewer must see, in the order of the lines and then for the whole. */
export function findingsOf(draft: AnalysisDraft, figures: Calculated): readonly FindingRecord[] {
	const { tree } = figures;
	const found = tree.lines.flatMap((line, index) => {
		const line_ = {
			line,
			index,
			label: lineLabel(line, index),
			figures: figures.lines[index] as LineFigures
		};
		return isLeaf(tree, index) ? leafFindings(line_, draft, figures.total.declared) : parentFindings(line_);
	});
	return [...found, ...wholeFindings(draft, figures), ...unitFindings(draft, figures)];
}

interface Seen {
	readonly line: CostLine;
	readonly index: number;
	readonly label: string;
	readonly figures: LineFigures;
}

function parentFindings({ line, index, label, figures }: Seen): FindingRecord[] {
	if (line.statedAmount === null || line.statedAmount === figures.declared) return [];
	return [differs('total-differs', index, label, line.statedAmount, figures.declared)];
}

function leafFindings(seen: Seen, draft: AnalysisDraft, total: Fen): FindingRecord[] {
	const { line, index, label, figures } = seen;
	const found: FindingRecord[] = [];
	if (figures.error) {
		const { column, error } = figures.error;
		const values = { line: label, column: columnWord(column), error: error.error, detail: error.detail };
		found.push(finding('formula-error', 'error', index, values));
	} else if (line.amountBasis === 'stated' ? line.statedAmount === null : figures.computed === null)
		found.push(finding('no-amount', 'warning', index, { line: label }));
	if (
		line.amountBasis === 'stated' &&
		line.statedAmount !== null &&
		figures.computed !== null &&
		line.statedAmount !== figures.computed
	)
		found.push(differs('amount-differs', index, label, line.statedAmount, figures.computed));
	if (figures.declared < 0 || figures.verified < 0)
		found.push(
			finding('negative-amount', 'warning', index, { line: label, amount: formatFen(figures.declared) })
		);
	if (line.verifiedAmount !== null && line.verifiedAmount !== figures.declared && line.reason === null)
		found.push(
			finding('verified-without-reason', 'error', index, {
				line: label,
				declared: formatFen(figures.declared),
				verified: formatFen(line.verifiedAmount)
			})
		);
	if (line.unit !== '' && !findUnit(line.unit))
		found.push(finding('unknown-unit', 'notice', index, { line: label, unit: line.unit }));
	return [...found, ...periodFindings(seen, draft), ...opennessFindings(seen, total)];
}

function periodFindings({ line, index, label, figures }: Seen, draft: AnalysisDraft): FindingRecord[] {
	if (line.recurrence === 'once')
		return [finding('one-off', 'notice', index, { line: label, amount: formatFen(figures.verified) })];
	if (line.periodMonths === draft.periodMonths) return [];
	const months = { months: String(line.periodMonths), analysisMonths: String(draft.periodMonths) };
	const amounts = { verified: formatFen(figures.verified), period: formatFen(figures.period) };
	return [finding('other-period', 'notice', index, { line: label, ...months, ...amounts })];
}

function opennessFindings({ line, index, label, figures }: Seen, total: Fen): FindingRecord[] {
	if (figures.computed !== null || !exceeds(figures.declared, total, LUMP_PERCENT)) return [];
	const share = percentText(figures.declared, total);
	return [
		finding('lump-share', 'warning', index, {
			line: label,
			amount: formatFen(figures.declared),
			share,
			element: line.element ?? ''
		})
	];
}

function wholeFindings(draft: AnalysisDraft, figures: Calculated): FindingRecord[] {
	const { tree, total } = figures;
	const leaves = figures.lines.filter((_, index) => isLeaf(tree, index)).length;
	if (draft.lines.length === 0) return [finding('no-lines', 'error', null, {})];
	const found: FindingRecord[] = [];
	if (leaves < FEWEST_LINES)
		found.push(finding('few-lines', 'notice', null, { lines: String(leaves), least: String(FEWEST_LINES) }));
	const other = figures.lines.reduce(
		(sum, line, index) =>
			isLeaf(tree, index) && isOther(tree.lines[index] as CostLine) ? sum + line.declared : sum,
		0
	) as Fen;
	if (exceeds(other, total.declared, OTHER_PERCENT))
		found.push(
			finding('other-share', 'warning', null, {
				amount: formatFen(other),
				share: percentText(other, total.declared),
				most: String(OTHER_PERCENT)
			})
		);
	return found;
}

function unitFindings(draft: AnalysisDraft, figures: Calculated): FindingRecord[] {
	if (draft.lines.length > 0 && draft.units.length === 0) return [finding('no-unit', 'warning', null, {})];
	return draft.units.flatMap((unit, index) => {
		const result = figures.units[index];
		if (!result?.ok)
			return [
				finding('unit-output', 'error', null, {
					unit: unit.name,
					output: unit.output,
					lines: String(unit.lineIds.length)
				})
			];
		const chosen = countedLines(unit, figures.tree);
		const allOnce = chosen.every((line) => figures.tree.lines[line]?.recurrence === 'once');
		return allOnce ? [finding('unit-once', 'warning', null, { unit: unit.name })] : [];
	});
}

function isOther(line: CostLine): boolean {
	return line.element === 'other' || /^其[他它]/.test(line.name);
}

function differs(code: FindingCode, at: number, line: string, stated: Fen, counted: Fen): FindingRecord {
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

function finding(
	code: FindingCode,
	severity: FindingRecord['severity'],
	at: number | null,
	values: FindingRecord['values']
): FindingRecord {
	return { code, severity, at, values };
}

/** part / whole above `percent` %, without dividing. */
function exceeds(part: Fen, whole: Fen, percent: bigint): boolean {
	return whole > 0 && BigInt(part) * 100n > BigInt(whole) * percent;
}

function percentText(part: Fen, whole: Fen): string {
	return toFixedText(divide(decimal(BigInt(part) * 100n), decimal(BigInt(whole)), 'half-up', 2), 2);
}
