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
		if (!isName(name) || known.has(name)) return refuse(flawed(pack, `“${name}”重名或不能用作名称`));
		known.add(name);
	}
	for (const step of pack.steps) {
		if (!isName(step.name) || known.has(step.name))
			return refuse(flawed(pack, `“${step.name}”重名或不能用作名称`));
		if (step.clause.trim() === '') return refuse(flawed(pack, `“${step.name}”没有写明依据的条款`));
		const flaw = flawOf(pack, step, known);
		if (flaw) return refuse(flaw);
		known.add(step.name);
	}
	return pack.steps.some(({ name }) => name === pack.result)
		? ok(true)
		: refuse(flawed(pack, `没有名为“${pack.result}”的结果步骤`));
}

/** A name formulas can read: letters, digits and "_", no digit first. */
const NAME = /^[\p{L}_][\p{L}\p{N}_]{0,39}$/u;

/** Words for columns of a cost line mean these in every formula, so they cannot name anything else. */
function isName(name: string): boolean {
	return NAME.test(name) && columnOfWord(name) === undefined;
}

function flawOf(pack: RulePack, step: PackStep, known: ReadonlySet<string>): Problem | null {
	if (step.kind === 'formula') return formulaFlaw(pack, step, known);
	if (!known.has(step.of)) return flawed(pack, `“${step.name}”所依据的“${step.of}”还没有给出`);
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
	step: Extract<PackStep, { kind: 'formula' }>,
	known: ReadonlySet<string>
): Problem | null {
	const unknown = new Set<string>();
	const bound = boundFormula(step.formula, {
		has: (name) => known.has(name) || (unknown.add(name), false)
	});
	if (!bound.ok) return bound.problem;
	const [stranger] = [...unknown].filter((name) => !/^(true|false)$/i.test(name));
	if (stranger !== undefined) return flawed(pack, `“${step.name}”的公式用到了没有给出的“${stranger}”`);
	const tree = parseFormula(bound.value);
	if (!tree.ok) return tree.problem;
	const foreign = precedentsOf(tree.value).some((read) => read.kind !== 'parameter');
	return foreign ? flawed(pack, `“${step.name}”的公式只能引用本规则里的名称`) : null;
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
