import { compare, dec, equals, isNegative, parseDecimal, round, ONE } from '../../decimal/decimal.ts';
import { problem } from '../../problem.ts';
import { ok, refuse, type Result } from '../../result.ts';
import { boundFormula } from './bound-formula.ts';
import { checkPack } from './check-pack.ts';
import type { PackInput, PackStep, RulePack } from './rule-pack.ts';

const HUNDRED = dec(100);

/**
 * Whether a pack is fit to be kept and issued: sound (`checkPack`), and nothing in it would let a wrong number through
 * unseen. Every number has its unit and bounds that shut out negative ones, nothing a rule allows is negative, rates and
 * shares end at 100 %, tiers begin where what they divide begins, and every question is one that some step reads.
 */
export function checkWritten(pack: RulePack): Result<true> {
	const sound = checkPack(pack);
	if (!sound.ok) return sound;
	const read = namesRead(pack);
	const flaw =
		first(pack.inputs, (input) => inputFlaw(input) ?? unread(input, read)) ??
		first(pack.steps, (step) => stepFlaw(pack, step));
	return flaw === null
		? ok(true)
		: refuse(problem('standard/rule-flawed', { title: pack.title, detail: flaw }));
}

function inputFlaw(input: PackInput): string | null {
	const at = `要素“${input.name}”`;
	if (input.kind === 'choice') {
		const choices = new Set(input.choices.filter((choice) => choice.trim() !== ''));
		if (choices.size < 2 || choices.size < input.choices.length) return `${at}至少要有两个不重复的选项`;
	}
	if (input.kind === 'number') {
		const flaw = numberFlaw(input, at);
		if (flaw !== null) return flaw;
	}
	if (input.default === undefined || isAnswer(input, input.default)) return null;
	return `${at}的默认值“${input.default}”不是它能填的`;
}

function numberFlaw(input: Extract<PackInput, { kind: 'number' }>, at: string): string | null {
	if (input.unit.trim() === '') return `${at}没有写单位，系数、比率一类没有单位的写“系数”`;
	const least = parseDecimal(input.least ?? '');
	if (!least.ok || isNegative(least.value)) return `${at}要写明不小于 0 的最小值，否则会放过负数`;
	const most = input.most === null ? null : parseDecimal(input.most);
	if (most && (!most.ok || compare(most.value, least.value) < 0))
		return `${at}的最大值“${input.most}”应为不小于 ${input.least} 的数字`;
	if (input.unit.trim() === '%' && (!most || compare(most.value, HUNDRED) > 0))
		return `${at}是百分比，最大值要写明并且不超过 100`;
	return null;
}

function isAnswer(input: PackInput, text: string): boolean {
	if (input.kind === 'choice') return input.choices.includes(text);
	if (input.kind === 'yes-no') return text === '是' || text === '否';
	const value = parseDecimal(text);
	if (!value.ok || compare(value.value, dec(input.least ?? '0')) < 0) return false;
	if (input.most !== null && compare(value.value, dec(input.most)) > 0) return false;
	return input.whole !== true || equals(value.value, round(value.value, 0, 'down'));
}

/** Names that steps, conditions and tables read. */
function namesRead({ steps, conditions = [] }: RulePack): ReadonlySet<string> {
	const read = new Set<string>();
	const formulas = [...conditions, ...steps.filter((step) => step.kind === 'formula')];
	for (const { formula } of formulas) boundFormula(formula, { has: (name) => read.add(name).has(name) });
	for (const step of steps) if (step.kind !== 'formula') read.add(step.of);
	return read;
}

function unread({ name }: PackInput, read: ReadonlySet<string>): string | null {
	return read.has(name) ? null : `要素“${name}”没有任何一步用到，请在公式里用上或删去`;
}

function stepFlaw(pack: RulePack, step: PackStep): string | null {
	const at = `步骤“${step.name}”`;
	if (step.unit.trim() === '') return `${at}没有写单位，系数、比率一类没有单位的写“系数”`;
	if (step.kind === 'formula') return null;
	const values =
		step.kind === 'choices'
			? Object.entries(step.values).map(([choice, value]) => [`“${choice}”的数值`, value] as const)
			: step.tiers.map(({ value }, i) => [`第 ${i + 1} 档的数值`, value] as const);
	for (const [which, value] of values) {
		// A value left over from a choice that is no longer offered need not be a number.
		if (!parseDecimal(value).ok) continue;
		if (isNegative(dec(value))) return `${at}${which} ${value} 是负数`;
		if (step.unit.trim() === '%' && compare(dec(value), HUNDRED) > 0)
			return `${at}${which} ${value}% 超过 100%`;
		if (step.kind === 'bands' && isRate(pack, step) && compare(dec(value), ONE) > 0)
			return `${at}${which} ${value} 超过 100%，费率按小数填写，例如 2% 写 0.02`;
	}
	return step.kind === 'choices' ? null : uncovered(pack, step, at);
}

/** Bands whose result has the unit of what they cut take a share of it; others price it. */
function isRate({ inputs, steps }: RulePack, step: Extract<PackStep, { kind: 'bands' }>): boolean {
	const cut =
		steps.find(({ name }) => name === step.of) ??
		inputs.find((input) => input.kind === 'number' && input.name === step.of);
	return cut !== undefined && 'unit' in cut && cut.unit === step.unit;
}

/** Tiers that begin above the least or end below the most that may be answered leave those answers without a value. */
function uncovered(
	{ inputs }: RulePack,
	step: Extract<PackStep, { kind: 'tiers' | 'bands' }>,
	at: string
): string | null {
	const input = inputs.find(({ name }) => name === step.of);
	const [lowest] = step.tiers;
	const highest = step.tiers.at(-1);
	if (input?.kind !== 'number' || !lowest || !highest) return null;
	if (compare(dec(lowest.from), dec(input.least ?? '0')) > 0)
		return `${at}的第 1 档从 ${lowest.from} 起，“${input.name}”最小可以填 ${input.least}，中间有空档`;
	if (highest.to === null || (input.most !== null && compare(dec(highest.to), dec(input.most)) > 0))
		return null;
	return `${at}的最后一档到 ${highest.to}（不含）为止，“${input.name}”可以填得更大，没有数值可取`;
}

function first<T>(items: readonly T[], flawOf: (item: T) => string | null): string | null {
	for (const item of items) {
		const flaw = flawOf(item);
		if (flaw !== null) return flaw;
	}
	return null;
}
