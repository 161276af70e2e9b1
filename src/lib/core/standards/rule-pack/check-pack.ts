import { compare, equals, isNegative, parseDecimal, type Decimal } from '../../decimal/decimal.ts';
import { columnOfWord } from '../../formula/columns.ts';
import { parseFormula } from '../../formula/parse.ts';
import { precedentsOf } from '../../formula/references.ts';
import { LIMITS } from '../../limits.ts';
import { problem, type Problem } from '../../problem.ts';
import { ok, refuse, type Result } from '../../result.ts';
import { boundFormula } from './bound-formula.ts';
import type { PackStep, PackTier, RulePack } from './rule-pack.ts';

/**
 * Whether a pack can be applied at all: names are unique and known before they are read, tiers neither overlap nor leave a
 * gap, every choice has its value, every step names its clause, formulas are sound and read nothing but the pack.
 */
export function checkPack(pack: RulePack): Result<true> {
	if (pack.title.trim() === '' || pack.document.trim() === '' || pack.region.trim() === '')
		return refuse(flawed(pack, '名称、适用地区和依据文件都要填写'));
	if (pack.inputs.length + pack.steps.length > LIMITS.packSteps)
		return refuse(flawed(pack, `要素和步骤合计不能超过 ${LIMITS.packSteps} 个`));
	const known = new Set<string>();
	for (const { name } of pack.inputs) {
		const flaw = nameFlaw(name, known);
		if (flaw !== null) return refuse(flawed(pack, flaw));
		known.add(name);
	}
	for (const { formula, words, clause } of pack.conditions ?? []) {
		if (words.trim() === '' || clause.trim() === '')
			return refuse(flawed(pack, `适用条件“${formula}”没有写明不符合时怎么说，或没有写明条款`));
		const flaw = formulaFlaw(pack, `适用条件“${words}”`, formula, known);
		if (flaw) return refuse(flaw);
	}
	for (const step of pack.steps) {
		const badName = nameFlaw(step.name, known);
		if (badName !== null) return refuse(flawed(pack, badName));
		if (step.clause.trim() === '') return refuse(flawed(pack, `“${step.name}”没有写明依据的条款`));
		const flaw = flawOf(pack, step, known);
		if (flaw) return refuse(flaw);
		known.add(step.name);
	}
	const result = pack.steps.find(({ name }) => name === pack.result);
	if (pack.steps.length === 0) return refuse(flawed(pack, '还没有计算步骤，至少要有一步得出金额'));
	if (!result) return refuse(flawed(pack, `没有名为“${pack.result}”的结果步骤`));
	const flaw = payersFlaw(pack, result);
	return flaw ? refuse(flaw) : ok(true);
}

/** Whether everybody who pays does so from a step in the unit of the result. */
function payersFlaw(pack: RulePack, result: PackStep): Problem | null {
	for (const { payer, step: name } of pack.payers ?? []) {
		if (payer.trim() === '') return flawed(pack, '有一项资金来源没有写明由谁负担');
		const step = pack.steps.find((candidate) => candidate.name === name);
		if (!step) return flawed(pack, `${payer}负担的“${name}”不在计算步骤里`);
		if (step.unit !== result.unit)
			return flawed(pack, `${payer}负担的“${name}”以“${step.unit}”计，与结果的“${result.unit}”不同`);
	}
	return null;
}

/** A name formulas can read: letters, digits and "_", no digit first. */
const NAME = /^[\p{L}_][\p{L}\p{N}_]{0,39}$/u;

/** Words for columns of a cost line mean these in every formula, so they cannot name anything else. */
function nameFlaw(name: string, known: ReadonlySet<string>): string | null {
	if (known.has(name)) return `“${name}”重名，要素和步骤的名称都不能相同`;
	if (columnOfWord(name) !== undefined)
		return `“${name}”是成本明细的栏目名，不能用作名称，请换一个，例如“${name}数”`;
	return NAME.test(name)
		? null
		: `“${name}”不能用作名称：名称由文字、字母、数字组成，不以数字开头，不含空格和标点，不超过 40 字`;
}

function flawOf(pack: RulePack, step: PackStep, known: ReadonlySet<string>): Problem | null {
	if (step.kind === 'formula') return formulaFlaw(pack, `“${step.name}”`, step.formula, known);
	if (!known.has(step.of))
		return flawed(pack, `“${step.name}”用到了${strangerWords(pack, `“${step.name}”`, step.of)}`);
	if (step.kind === 'choices') {
		const input = pack.inputs.find(({ name }) => name === step.of);
		const choices = input?.kind === 'choice' ? input.choices : [];
		const missing = choices.find((choice) => !isNumber(step.values[choice]));
		if (choices.length === 0) return flawed(pack, `“${step.of}”不是选项，不能按它取值`);
		return missing === undefined ? null : flawed(pack, `“${step.name}”没有给出“${missing}”的数值`);
	}
	return tiersFlaw(pack, step.name, step.tiers);
}

function formulaFlaw(
	pack: RulePack,
	whose: string,
	formula: string,
	known: ReadonlySet<string>
): Problem | null {
	const unknown = new Set<string>();
	const bound = boundFormula(formula, {
		has: (name) => known.has(name) || (unknown.add(name), false)
	});
	if (!bound.ok) return bound.problem;
	const [stranger] = [...unknown].filter((name) => !/^(true|false)$/i.test(name));
	if (stranger !== undefined)
		return flawed(pack, `${whose}的公式用到了${strangerWords(pack, whose, stranger)}`);
	const tree = parseFormula(bound.value);
	if (!tree.ok) return tree.problem;
	const foreign = precedentsOf(tree.value).some((read) => read.kind !== 'parameter');
	return foreign ? flawed(pack, `${whose}的公式只能引用本规则里的名称`) : null;
}

/** A name that is not given yet: itself or a later step (which may read this one again), or none of the rule at all. */
function strangerWords({ steps }: RulePack, whose: string, name: string): string {
	if (whose === `“${name}”`) return '自己，会循环计算';
	return steps.some((step) => step.name === name)
		? `排在后面的“${name}”，会循环计算或先后颠倒；请把“${name}”移到前面，并且不要再引用这一步`
		: `没有给出的“${name}”`;
}

function tiersFlaw(pack: RulePack, name: string, tiers: readonly PackTier[]): Problem | null {
	if (tiers.length === 0) return flawed(pack, `“${name}”没有任何分档`);
	let end: Decimal | null = null;
	for (const [i, tier] of tiers.entries()) {
		const from = parseDecimal(tier.from);
		const to = tier.to === null ? null : parseDecimal(tier.to);
		const value = parseDecimal(tier.value);
		if (!from.ok || isNegative(from.value) || !value.ok || (to && !to.ok))
			return flawed(pack, `“${name}”第 ${i + 1} 档的数字没有填对`);
		if (to && compare(to.value, from.value) <= 0)
			return flawed(pack, `“${name}”第 ${i + 1} 档的上限不大于下限`);
		if (i > 0 && !(end && equals(end, from.value))) return refusalOfTiers(pack, name, i);
		end = to ? to.value : null;
	}
	return null;
}

function refusalOfTiers(pack: RulePack, name: string, at: number): Problem {
	return problem('standard/tiers-broken', {
		title: pack.title,
		step: name,
		first: String(at),
		second: String(at + 1)
	});
}

function isNumber(text: string | undefined): boolean {
	return text !== undefined && parseDecimal(text).ok;
}

function flawed(pack: RulePack, detail: string): Problem {
	return problem('standard/rule-flawed', { title: pack.title, detail });
}
