import { compare, decimal, toFixedText } from '../decimal/decimal.ts';
import { isError } from '../formula/value.ts';
import { groupThousands } from '../money/fen.ts';
import type { Problem } from '../problem.ts';
import type { LineFigures } from './amounts.ts';
import { coverageOf, sharePercent, type Money } from './coverage.ts';
import { shownFormula } from './explain.ts';
import type { AnalysisFigures } from './figures.ts';
import { finding, type FindingCode, type FindingRecord } from './finding.ts';
import { leafFindings, parentFindings, type SeenLine } from './line-findings.ts';
import type { AnalysisDraft, CostLine } from './line.ts';
import { countedTwice } from './shared-cost.ts';
import { isLeaf, lineLabel, type Tree } from './tree.ts';
import { countedLines } from './unit-cost.ts';

/** Thresholds of DOMAIN §2.13 (recommendations): when a breakdown is not open enough (成本打开不细). */
export const FEWEST_LINES = 5;
export const OTHER_PERCENT = decimal(10n);
export const PRICED_PERCENT = decimal(80n);

type Calculated = Omit<AnalysisFigures, 'findings'>;

/** Everything a reviewer must see, in the order of the lines and then for the whole. */
export function findingsOf(draft: AnalysisDraft, figures: Calculated): readonly FindingRecord[] {
	const { tree } = figures;
	const found: FindingRecord[] = [];
	// One object serves all lines: this runs on every keystroke.
	const seen: { -readonly [K in keyof SeenLine]: SeenLine[K] } = {
		line: tree.lines[0] as CostLine,
		index: 0,
		figures: figures.lines[0] as LineFigures
	};
	for (let index = 0; index < tree.lines.length; index += 1) {
		seen.line = tree.lines[index] as CostLine;
		seen.index = index;
		seen.figures = figures.lines[index] as LineFigures;
		if (isLeaf(tree, index)) leafFindings(seen, draft, figures.total.declared, found);
		else parentFindings(seen, tree, found);
	}
	return [
		...found.map((one) => (one.code === 'formula-error' ? withNames(one, draft, figures) : one)),
		...wholeFindings(draft, figures),
		...parameterFindings(draft, figures),
		...unitFindings(draft, figures),
		...poolFindings(draft, figures, tree),
		...combinedFindings(figures)
	];
}

/** A formula error may name the cell that is to blame by its stable id; people know it by its code. */
function withNames(error: FindingRecord, draft: AnalysisDraft, figures: Calculated): FindingRecord {
	const detail = shownFormula({ draft, figures }, error.values.detail ?? '');
	return { ...error, values: { ...error.values, detail } };
}

function wholeFindings(draft: AnalysisDraft, figures: Calculated): FindingRecord[] {
	if (draft.lines.length === 0) return [finding('no-lines', 'error', null, {})];
	const { lines, total, priced, other, evidence, unproved } = coverageOf(figures.tree, figures.lines);
	const found: FindingRecord[] = [];
	if (lines < FEWEST_LINES)
		found.push(finding('few-lines', 'notice', null, { lines: String(lines), least: String(FEWEST_LINES) }));
	if (total <= 0n) return found;
	const percent = (part: Money) => sharePercent(part, total) ?? decimal(0n);
	if (other * 100n > total * OTHER_PERCENT.coefficient)
		found.push(
			finding('other-share', 'warning', null, {
				amount: moneyText(other),
				share: toFixedText(percent(other), 2),
				most: String(OTHER_PERCENT.coefficient)
			})
		);
	if (compare(percent(priced), PRICED_PERCENT) < 0)
		found.push(
			finding('few-priced', 'warning', null, {
				share: toFixedText(percent(priced), 2),
				least: String(PRICED_PERCENT.coefficient)
			})
		);
	const unlevelled = evidence.get(0) ?? 0n;
	if (unproved > 0)
		found.push(
			finding('evidence-level', 'notice', null, {
				lines: String(unproved),
				amount: moneyText(unlevelled),
				share: toFixedText(percent(unlevelled), 2)
			})
		);
	return found;
}

function parameterFindings({ parameters }: AnalysisDraft, figures: Calculated): FindingRecord[] {
	return parameters.flatMap(({ name }, index) => {
		const value = figures.parameters[index] ?? null;
		return isError(value)
			? [finding('parameter-error', 'warning', null, { name, error: value.error, detail: value.detail })]
			: [];
	});
}

function unitFindings(draft: AnalysisDraft, figures: Calculated): FindingRecord[] {
	if (draft.lines.length > 0 && draft.units.length === 0) return [finding('no-unit', 'warning', null, {})];
	return draft.units.flatMap((unit, index) => {
		const result = figures.units[index];
		if (!result?.ok)
			// A unit that only waits for its share of common cost is put right with the pools.
			return figures.allocation?.ok === false && result?.problem === figures.allocation.problem
				? []
				: [
						finding('unit-output', 'error', null, {
							unit: unit.name,
							output: unit.output,
							lines: String(unit.lineIds.length)
						})
					];
		const chosen = countedLines(unit, figures.tree);
		const allOnce = chosen.every((line) => figures.tree.lines[line]?.recurrence === 'once');
		return allOnce && result.value.allocated === null
			? [finding('unit-once', 'warning', null, { unit: unit.name })]
			: [];
	});
}

function poolFindings(draft: AnalysisDraft, { allocation }: Calculated, tree: Tree): FindingRecord[] {
	const found: FindingRecord[] = [];
	if (allocation && !allocation.ok) found.push(refused('allocation-refused', 'error', allocation.problem));
	draft.pools.forEach((pool, index) => {
		const figures = allocation?.ok ? allocation.value.pools[index] : undefined;
		if (pool.lineIds.length === 0 || figures?.total === 0)
			found.push(finding('pool-empty', 'notice', null, { pool: pool.name }));
	});
	for (const { line, pool, other } of countedTwice(draft, tree))
		found.push(
			finding('pool-line-twice', 'error', line, {
				line: lineLabel(tree.lines[line] as CostLine, line),
				pool,
				other: other.name,
				kind: other.kind
			})
		);
	return found;
}

function combinedFindings({ combined }: Calculated): FindingRecord[] {
	return combined.flatMap((result) =>
		result.ok ? [] : [refused('combined-refused', 'error', result.problem)]
	);
}

/** A refusal as a finding: its own code stands beside its values, and its sentence is that of the refusal. */
function refused(code: FindingCode, severity: FindingRecord['severity'], { code: problem, values }: Problem) {
	return finding(code, severity, null, { problem, ...textsOf(values) });
}

/** The refusals of pools, combined units and amounts hold texts only. */
function textsOf(values: object): FindingRecord['values'] {
	return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, String(value)]));
}

function moneyText(amount: Money): string {
	return groupThousands(toFixedText(decimal(amount, 2), 2));
}
