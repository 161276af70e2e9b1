import {
	add,
	compare,
	dec,
	equals,
	minimum,
	multiply,
	parseDecimal,
	round,
	subtract,
	sum,
	toText,
	ZERO,
	type Decimal
} from '../../decimal/decimal.ts';
import type { Cells } from '../../formula/cells.ts';
import { evaluate } from '../../formula/evaluate.ts';
import type { Node } from '../../formula/node.ts';
import { parseFormula } from '../../formula/parse.ts';
import { formulaError, isError, isNumber, type FormulaValue } from '../../formula/value.ts';
import { formulaWords, type CallWords } from '../../formula/words.ts';
import { groupThousands } from '../../money/fen.ts';
import { problem } from '../../problem.ts';
import { ok, refuse, type Result } from '../../result.ts';
import { boundFormula } from './bound-formula.ts';
import { NO_UNIT, type PackInput, type PackStep, type PackTier, type RulePack } from './rule-pack.ts';

/** What is said for each input: a number as text, a choice, or "是" / "否". */
export type PackAnswers = { readonly [input: string]: string };

export type PackOutcome = {
	/** Every step with its exact value and how it came about, in words with the numbers filled in. */
	readonly steps: readonly {
		readonly name: string;
		readonly value: string;
		readonly unit: string;
		readonly clause: string;
		readonly words: string;
	}[];
	/** Value of the result step. */
	readonly value: string;
	readonly unit: string;
	/** Who pays how much of it, in the unit of the result; omitted where the rule names no payers. */
	readonly payers?: readonly { readonly payer: string; readonly step: string; readonly value: string }[];
};

/** How steps are said. Older checks keep the older words. */
export type PackWords = {
	/** How functions are said. */
	readonly call?: CallWords;
	/** Bands priced in another unit than they cut (阶梯价) show their price, not a percentage. */
	readonly priceBands?: boolean;
};

/**
 * Applies a sound pack (`checkPack`) to answers. Exact; rounds only where a step says so. Refuses an answer that is missing
 * or out of bounds, a condition that does not hold, a value outside all tiers, and a formula that has no number.
 */
export function applyPack(pack: RulePack, answers: PackAnswers, said: PackWords = {}): Result<PackOutcome> {
	const values = new Map<string, FormulaValue>();
	const units = new Map<string, string>();
	for (const input of pack.inputs) {
		const answer = readAnswer(pack, input, answers[input.name]);
		if (!answer.ok) return answer;
		values.set(input.name, answer.value);
		if (input.kind === 'number') units.set(input.name, input.unit);
	}
	const applicable = heldConditions(pack, values);
	if (!applicable.ok) return applicable;
	const steps: PackOutcome['steps'][number][] = [];
	for (const step of pack.steps) {
		const made = carriedOut(pack, step, { values, units, said });
		if (!made.ok) return made;
		const { value, words } = made.value;
		const kept = step.rounding ? round(value, step.rounding.places, step.rounding.mode) : value;
		values.set(step.name, kept);
		units.set(step.name, step.unit);
		const shown = withUnit(kept, step.unit);
		const rounded =
			compare(kept, value) === 0 ? '' : ` = ${toText(value)}，取 ${step.rounding?.places} 位小数`;
		const { name, unit, clause } = step;
		steps.push({ name, value: toText(kept), unit, clause, words: `${name} = ${words}${rounded} = ${shown}` });
	}
	const result = steps.find(({ name }) => name === pack.result);
	if (!result) throw new Error(`A checked pack has its result step, ${pack.code} has not`);
	const { value, unit } = result;
	const payers = pack.payers?.map(({ payer, step }) => ({
		payer,
		step,
		value: toText(stepValue(values, step))
	}));
	if (!payers) return ok({ steps, value, unit });
	const paid = sum(payers.map((share) => dec(share.value)));
	return equals(paid, dec(value))
		? ok({ steps, value, unit, payers })
		: refuse(problem('standard/rule-payers', { title: pack.title, paid: toText(paid), value, unit }));
}

/** Whether the rule applies to what was answered at all. */
function heldConditions(pack: RulePack, values: ReadonlyMap<string, FormulaValue>): Result<true> {
	for (const { formula, words, clause } of pack.conditions ?? []) {
		const tree = treeOf(formula, values);
		if (!tree.ok) return tree;
		if (evaluate(tree.value, cellsOf(values)) !== true)
			return refuse(problem('standard/rule-condition', { title: pack.title, words, clause }));
	}
	return ok(true);
}

function stepValue(values: ReadonlyMap<string, FormulaValue>, name: string): Decimal {
	const value = values.get(name) ?? null;
	if (!isNumber(value)) throw new Error(`A checked pack pays from its steps, ${name} is none`);
	return value;
}

function readAnswer(pack: RulePack, input: PackInput, answer: string | undefined): Result<FormulaValue> {
	const bad = (expected: string) =>
		refuse(
			problem('standard/bad-parameter', {
				name: `${pack.title} ${input.name}`,
				text: (answer ?? '').slice(0, 40),
				expected
			})
		);
	if (input.kind === 'yes-no')
		return answer === '是' || answer === '否' ? ok(answer === '是') : bad('“是”或“否”');
	if (input.kind === 'choice')
		return answer !== undefined && input.choices.includes(answer)
			? ok(answer)
			: bad(input.choices.map((choice) => `“${choice}”`).join('、'));
	const number = parseDecimal(answer ?? '');
	const inside =
		number.ok &&
		(input.whole !== true || equals(number.value, round(number.value, 0, 'down'))) &&
		(input.least === null || compare(number.value, dec(input.least)) >= 0) &&
		(input.most === null || compare(number.value, dec(input.most)) <= 0);
	const bounds = [
		...(input.least === null ? [] : [`不小于 ${input.least}`]),
		...(input.most === null ? [] : [`不大于 ${input.most}`])
	];
	return inside ? number : bad([...bounds, input.whole === true ? '的整数' : '的数字'].join(' '));
}

/** Answers and results so far with their units, and how functions are said. */
interface Known {
	readonly values: ReadonlyMap<string, FormulaValue>;
	readonly units: ReadonlyMap<string, string>;
	readonly said: PackWords;
}

interface CarriedOut {
	readonly value: Decimal;
	readonly words: string;
}

function carriedOut(pack: RulePack, step: PackStep, known: Known): Result<CarriedOut> {
	const { values, units, said } = known;
	if (step.kind === 'formula') return byFormula(pack, step, known);
	const of = values.get(step.of) ?? null;
	if (step.kind === 'choices') {
		const value = dec(step.values[String(of)] ?? '');
		return ok({ value, words: `${step.of}“${String(of)}”的${step.name}` });
	}
	if (!isNumber(of)) return refuse(noNumber(pack, step.name, '#VALUE!'));
	return step.kind === 'tiers' ? byTier(pack, step, of, units) : ok(byBands(step, of, { units, said }));
}

function byFormula(
	pack: RulePack,
	step: Extract<PackStep, { kind: 'formula' }>,
	{ values, units, said: { call } }: Known
): Result<CarriedOut> {
	const tree = treeOf(step.formula, values);
	if (!tree.ok) return tree;
	const value = evaluate(tree.value, cellsOf(values));
	if (!isNumber(value)) return refuse(noNumber(pack, step.name, isError(value) ? value.error : '#VALUE!'));
	const said = (node: { readonly kind: string; readonly key: string }) => {
		const read = values.get(node.key) ?? null;
		if (isNumber(read)) return withUnit(read, units.get(node.key) ?? '');
		return typeof read === 'boolean' ? `${node.key}（${read ? '是' : '否'}）` : `“${String(read)}”`;
	};
	return ok({ value, words: formulaWords(tree.value, said, call) });
}

function treeOf(formula: string, values: ReadonlyMap<string, FormulaValue>): Result<Node> {
	const bound = boundFormula(formula, values);
	return bound.ok ? parseFormula(bound.value) : bound;
}

function cellsOf(values: ReadonlyMap<string, FormulaValue>): Cells {
	return {
		value: (key) => formulaError('#REF!', key),
		range: (key) => formulaError('#REF!', key),
		parameter: (key) => values.get(key) ?? formulaError('#REF!', key)
	};
}

function byTier(
	pack: RulePack,
	step: Extract<PackStep, { kind: 'tiers' }>,
	of: Decimal,
	units: ReadonlyMap<string, string>
): Result<CarriedOut> {
	const tier = step.tiers.find(
		({ from, to }) => compare(of, dec(from)) >= 0 && (to === null || compare(of, dec(to)) < 0)
	);
	const shown = withUnit(of, units.get(step.of) ?? '');
	if (!tier)
		return refuse(problem('standard/outside-tiers', { title: pack.title, name: step.of, value: shown }));
	return ok({ value: dec(tier.value), words: `${step.of} ${shown} 属于“${tierWords(tier)}”档` });
}

/** Σ over bands of (the part of the amount inside the band) × rate. What lies below the first band costs nothing. */
function byBands(
	step: Extract<PackStep, { kind: 'bands' }>,
	of: Decimal,
	{ units, said }: Pick<Known, 'units' | 'said'>
): CarriedOut {
	const cut = units.get(step.of) ?? '';
	const price = said.priceBands === true && cut !== step.unit;
	let value = ZERO;
	const parts: string[] = [];
	for (const { from, to, value: rate } of step.tiers) {
		const end = to === null ? of : minimum(of, dec(to));
		if (compare(end, dec(from)) <= 0) continue;
		const part = subtract(end, dec(from));
		value = add(value, multiply(part, dec(rate)));
		parts.push(`${withUnit(part, cut)} × ${price ? rate : percent(rate)}`);
	}
	return { value, words: parts.length === 0 ? '0' : parts.join(' + ') };
}

function tierWords({ from, to }: PackTier): string {
	return to === null ? `${from} 及以上` : `${from} 至 ${to}（不含）`;
}

function percent(rate: string): string {
	return `${toText(multiply(dec(rate), dec(100)))}%`;
}

function withUnit(value: Decimal, unit: string): string {
	const number = groupThousands(toText(value));
	return unit === '' || unit === NO_UNIT ? number : `${number} ${unit}`;
}

function noNumber(pack: RulePack, step: string, error: string) {
	return problem('standard/rule-no-number', { title: pack.title, step, error });
}
