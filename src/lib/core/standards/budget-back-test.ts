import { compare, dec, divide, multiply, toText } from '../decimal/decimal.ts';
import { fen, formatWan, subtractFen, sumFen, ZERO_FEN, type Fen } from '../money/fen.ts';
import { ok, type Result } from '../result.ts';
import type { Json } from '../snapshot/canonical.ts';
import type { InputSnapshots, Method } from '../snapshot/method.ts';
import { budgetCheck } from './budget-check.ts';
import { explainBudgetBackTest } from './explain-budget-back-test.ts';
import { inputOf } from './inputs.ts';
import type { BudgetCheckResults } from './standard-snapshot.ts';

/** A line of a year's budgets that the standard would apply to. */
export type BudgetedLine = {
	readonly organisation: string;
	readonly line: string;
	/** 服务等级; "" where the line names none. */
	readonly grade: string;
	readonly quantity: string;
	readonly unit: string;
	readonly months: number;
	/** 分 as text. */
	readonly requested: string;
	/** Index into the inputs of the snapshot it was read from, and where in it the amount stands. */
	readonly input: number;
	readonly pointer: string;
};

/** 以上年预算回测. Inputs: role "expenditure", then one role "budget" per workpaper or analysis the lines come from. */
export type BudgetBackTestContent = {
	readonly title: string;
	/** The year whose budgets are tested. */
	readonly year: number;
	readonly lines: readonly BudgetedLine[];
};

export type BudgetBackTestResults = {
	readonly lines: readonly {
		readonly allowed: string;
		/** 分 above the standard; "0" where it is not. */
		readonly over: string;
		/** Part of what was asked that would be cut, in %, two decimals. */
		readonly cut: string;
	}[];
	/** By organisation, the hardest hit first. */
	readonly organisations: readonly {
		readonly name: string;
		readonly requested: string;
		readonly over: string;
		readonly cut: string;
	}[];
	readonly requested: string;
	readonly allowed: string;
	readonly over: string;
	readonly above: number;
	/** Organisations cut by more than a tenth. */
	readonly hard: number;
	readonly words: string;
};

const HARD_CUT = dec(10);

/** Lines a standard of this grade would apply to: of the same grade, or of none said. */
export function linesOfGrade(lines: readonly BudgetedLine[], grade: string): readonly BudgetedLine[] {
	return grade === '' ? lines : lines.filter((line) => line.grade === '' || line.grade === grade);
}

export const budgetBackTest: Method = {
	id: 'standard/budget-back-test@1',
	kind: 'budget-check',
	words:
		'把财政支出标准套回上一年度同类预算的每一行：超出的部分 = 申报 − 支出标准 × 数量 × 服务月数 / 12，再按单位汇总。',
	source: '成本定额测算常用口径：以上年预算回测',
	compute: computeBudgetBackTest,
	explain: explainBudgetBackTest
};

function computeBudgetBackTest(inputs: InputSnapshots, json: Json): Result<Json> {
	// The content of this method has this one type (schema 1).
	const content = json as BudgetBackTestContent;
	const standard = { ...inputOf(inputs, 'expenditure'), role: 'standard' };
	const lines: BudgetBackTestResults['lines'][number][] = [];
	for (const { line, quantity, unit, months, requested } of content.lines) {
		const checked = budgetCheck.compute([standard], {
			line,
			date: '',
			quantity,
			unit,
			months,
			requested
		});
		if (!checked.ok) return checked;
		// Results of this method have this one type.
		const { over } = checked.value as BudgetCheckResults;
		const asked = amount(requested);
		const allowed = subtractFen(asked, amount(over));
		lines.push({ allowed: String(allowed), over, cut: cutOf(amount(over), asked) });
	}
	const requested = sumFen(content.lines.map((line) => amount(line.requested)));
	const over = sumFen(lines.map((line) => amount(line.over)));
	const organisations = byOrganisation(content.lines, lines);
	const facts = {
		lines,
		organisations,
		requested: String(requested),
		allowed: String(subtractFen(requested, over)),
		over: String(over),
		above: lines.filter((line) => line.over !== '0').length,
		hard: organisations.filter(isHard).length
	};
	return ok({ ...facts, words: backTestWords(content.year, facts) } satisfies BudgetBackTestResults);
}

function byOrganisation(
	lines: readonly BudgetedLine[],
	results: BudgetBackTestResults['lines']
): BudgetBackTestResults['organisations'] {
	const sums = new Map<string, { requested: Fen; over: Fen }>();
	for (const [i, { organisation, requested }] of lines.entries()) {
		const before = sums.get(organisation) ?? { requested: ZERO_FEN, over: ZERO_FEN };
		sums.set(organisation, {
			requested: sumFen([before.requested, amount(requested)]),
			over: sumFen([before.over, amount(results[i]?.over ?? '0')])
		});
	}
	return [...sums]
		.map(([name, { requested, over }]) => ({
			name,
			requested: String(requested),
			over: String(over),
			cut: cutOf(over, requested)
		}))
		.sort((a, b) => compare(dec(b.cut), dec(a.cut)) || (a.name < b.name ? -1 : 1));
}

export function isHard({ cut }: { readonly cut: string }): boolean {
	return compare(dec(cut), HARD_CUT) > 0;
}

function cutOf(over: Fen, requested: Fen): string {
	if (requested === ZERO_FEN) return '0';
	return toText(divide(multiply(dec(over), dec(100)), dec(requested), 'half-up', 2));
}

/** Without names: whose budgets they are is told only to those who may read them. */
function backTestWords(year: number, facts: Omit<BudgetBackTestResults, 'words'>): string {
	const { organisations, lines, above, over, hard } = facts;
	const who = hard === 0 ? '没有单位被压减 10% 以上' : `${hard} 个单位被压减 10% 以上`;
	return `按本标准回测 ${year} 年预算：涉及 ${organisations.length} 个单位、${lines.length} 个项目，${above} 个项目超过标准，合计减少 ${formatWan(amount(over))} 万元；${who}。`;
}

function amount(text: string): Fen {
	return fen(Number(text));
}
