import type { Step } from '../../address/step.ts';
import type { Hash, ValueRef } from '../../address/value-ref.ts';
import {
	add,
	compare,
	dec,
	multiply,
	ONE,
	round,
	subtract,
	sum,
	toText,
	ZERO
} from '../../decimal/decimal.ts';
import { fen, fenFromYuan, fenText, formatFen, subtractFen, ZERO_FEN, type Fen } from '../../money/fen.ts';
import { problem } from '../../problem.ts';
import { ok, refuse, type Result } from '../../result.ts';
import type { Json } from '../../snapshot/canonical.ts';
import type { InputSnapshots, Method } from '../../snapshot/method.ts';
import { atPointer, type Snapshot } from '../../snapshot/snapshot.ts';
import { inputHash, inputOf } from '../inputs.ts';
import { typedFigure, type FigureLabel } from '../typed-figure.ts';
import { applyPack, type PackOutcome, type PackWords } from './apply-pack.ts';
import { chineseCall } from './formula-reading.ts';
import { boundFormula } from './bound-formula.ts';
import { coversRegion } from './region.ts';
import type { PACK_FORCE } from './rule-pack.ts';
import type { RuleContent, RuleResults } from './rule-standard.ts';

/** A budget line held against an issued rule. Input: role "standard". Method `standard/rule-check@3`. */
export type RuleCheckContent = {
	readonly line: string;
	readonly date: string;
	/** 文号 of the document that issued the rule; omitted in checks before version 3. */
	readonly documentNumber?: string;
	/** Where the money is spent: a rule has force in its own region only. */
	readonly region: string;
	/** In the order the rule asks. */
	readonly answers: readonly { readonly name: string; readonly value: string }[];
	/** 分 as text. */
	readonly requested: string;
};
export type RuleCheckResults = {
	readonly allowed: string;
	readonly over: string;
	readonly steps: readonly CheckedStep[];
	/** The calculation written out, step by step, and what it means for the amount requested. */
	readonly words: string;
	/** The last sentence of it alone; omitted in checks before version 3, whose words are nothing else. */
	readonly outcome?: string;
	/** 分级负担: who pays how much of what the rule gives, in 分; together `allowed`. */
	readonly payers?: readonly { readonly payer: string; readonly step: string; readonly amount: string }[];
};

/** A step with the pointers, inside the check, to the answers and earlier steps it read. */
type CheckedStep = PackOutcome['steps'][number] & { readonly read: readonly string[] };

/**
 * 套用条件规则: the steps of the rule with the answers filled in, to an amount in 分, rounded half-up once at the end. A rule
 * has force in its region and below; what it gives is a ceiling, a floor, a fixed amount or a reference.
 */
export const ruleCheck: Method = {
	...ruleCheckMethod(3, { call: chineseCall, priceBands: true }, coversRegion),
	words:
		'按规则逐步计算，得出核定金额；规则是上限的，申报超过核定的部分为超标准；是下限的，不足的部分应补足。'
};

/** Versions that knew only ceilings and a region word for word: kept, so that what was checked then replays the same. */
export const ruleCheckOfOneRegion: Method = ruleCheckMethod(2, { call: chineseCall }, isSameRegion);

/** Before functions were said in Chinese. */
export const ruleCheckWithNames: Method = ruleCheckMethod(1, {}, isSameRegion);

type RegionRule = (region: string, asked: string) => boolean;

function isSameRegion(region: string, asked: string): boolean {
	return asked.trim() === region;
}

function ruleCheckMethod(version: number, said: PackWords, covers: RegionRule): Method {
	return {
		id: `standard/rule-check@${version}`,
		kind: 'budget-check',
		words: '按规则逐步计算，得出核定金额；申报超过核定的部分为超标准。',
		source: '规则所列的文件和条款',
		compute: (inputs, content) => computeCheck(inputs, content, { said, covers, whole: version >= 3 }),
		explain: explainCheck
	};
}

/** 元 in one unit of the result. */
const MONEY: { readonly [unit: string]: string | undefined } = { 元: '1', 万元: '10000' };

/** Does this pack end in an amount of money, so that a budget line can be held against it? */
export function endsInMoney({ steps, result }: Pick<RuleContent, 'steps' | 'result'>): boolean {
	return MONEY[steps.find(({ name }) => name === result)?.unit ?? ''] !== undefined;
}

interface Version {
	readonly said: PackWords;
	readonly covers: RegionRule;
	/** Whether the words hold the whole calculation, and force and payers count. */
	readonly whole: boolean;
}

function computeCheck(inputs: InputSnapshots, json: Json, { said, covers, whole }: Version): Result<Json> {
	// The content of a rule check and its input have these types (schema 1).
	const content = json as RuleCheckContent;
	const { content: rule } = inputOf(inputs, 'standard').snapshot as Snapshot<RuleContent, RuleResults>;
	if (!covers(rule.region, content.region))
		return refuse(
			problem('standard/other-region', {
				title: rule.title,
				region: rule.region,
				asked: content.region.trim().slice(0, 40)
			})
		);
	const answers = Object.fromEntries(content.answers.map(({ name, value }) => [name, value]));
	const outcome = applyPack(rule, answers, said);
	if (!outcome.ok) return outcome;
	const { steps, value, unit } = outcome.value;
	const factor = MONEY[unit];
	if (factor === undefined) return refuse(problem('standard/rule-not-money', { title: rule.title, unit }));
	const allowed = fenFromYuan(multiply(dec(value), dec(factor)), 'half-up');
	if (!allowed.ok) return allowed;
	const requested = fen(Number(content.requested));
	const force = (whole ? rule.force : undefined) ?? 'ceiling';
	const cuts = force === 'ceiling' || force === 'fixed';
	const over = cuts && requested > allowed.value ? subtractFen(requested, allowed.value) : ZERO_FEN;
	const last = outcomeWords(rule, content, { requested, allowed: allowed.value, force });
	const written = steps.map(({ words, clause }) => `${words}（${clause}）；`).join('');
	const payers = outcome.value.payers && shares(outcome.value.payers, factor, allowed.value);
	return ok({
		allowed: String(allowed.value),
		over: String(over),
		steps: steps.map((step, i) => ({ ...step, read: readBy(rule, i, content) })),
		words: whole ? `${written}${payers ? payersWords(payers) : ''}${last}` : last,
		...(whole ? { outcome: last } : {}),
		...(payers ? { payers } : {})
	} satisfies RuleCheckResults);
}

type Payers = NonNullable<RuleCheckResults['payers']>;

/** Each payer's part in 分 by largest remainder, so that the parts are the whole. */
function shares(payers: NonNullable<PackOutcome['payers']>, factor: string, allowed: Fen): Payers {
	const exact = payers.map(({ value }) => multiply(multiply(dec(value), dec(factor)), dec(100)));
	const down = exact.map((part) => round(part, 0, 'floor'));
	const left = Number(toText(subtract(dec(String(allowed)), sum(down))));
	const order = exact
		.map((part, i) => ({ i, rest: subtract(part, down[i] ?? ZERO) }))
		.sort((a, b) => compare(b.rest, a.rest) || a.i - b.i);
	const raised = new Set(order.slice(0, left).map(({ i }) => i));
	return payers.map(({ payer, step }, i) => ({
		payer,
		step,
		amount: toText(raised.has(i) ? add(down[i] ?? ZERO, ONE) : (down[i] ?? ZERO))
	}));
}

function payersWords(payers: Payers): string {
	const parts = payers.map(({ payer, step, amount }) => `${payer}（${step}）${yuan(amount)} 元`);
	return `资金来源：${parts.join('，')}；`;
}

function yuan(amount: string): string {
	return formatFen(fen(Number(amount)));
}

function outcomeWords(
	{ region, document }: RuleContent,
	{ documentNumber }: RuleCheckContent,
	{ requested, allowed, force }: { requested: Fen; allowed: Fen; force: keyof typeof PACK_FORCE }
): string {
	const asked = `申报 ${formatFen(requested)} 元`;
	const gap = formatFen(
		requested > allowed ? subtractFen(requested, allowed) : subtractFen(allowed, requested)
	);
	const by = `按${region}《${document}》${documentNumber === undefined ? '' : `（${documentNumber}）`}${force === 'floor' ? '最低应安排' : force === 'reference' ? '参考' : '核定'} ${formatFen(allowed)} 元，${asked}`;
	if (requested === allowed) return force === 'ceiling' ? `${by}，与核定一致，未超标准` : `${by}，两者一致`;
	if (force === 'floor')
		return requested < allowed
			? `${by}，低于下限 ${gap} 元，应当补足`
			: `${by}，高于下限 ${gap} 元，符合规定`;
	if (force === 'reference')
		return `${by}，${requested > allowed ? '高于' : '低于'}参考数 ${gap} 元，须另行说明`;
	if (requested > allowed) return `${by}，超标准 ${gap} 元，建议审减`;
	return force === 'fixed'
		? `${by}，比规定少 ${gap} 元，应按规定安排`
		: `${by}，未超标准，低于核定 ${gap} 元`;
}

function explainCheck(snapshot: Snapshot, hash: Hash, pointer: string): Step | undefined {
	const content = snapshot.content as RuleCheckContent;
	const results = snapshot.results as RuleCheckResults;
	const own = (at: string): ValueRef => ({ kind: 'frozen', snapshot: hash, pointer: at });
	const inRule = (at: string): ValueRef => ({
		kind: 'frozen',
		snapshot: inputHash(snapshot, 'standard'),
		pointer: at
	});
	const amount = (label: string, inputs: readonly ValueRef[]): Step => ({
		ref: own(pointer),
		label: `${content.line} ${label}`,
		value: fenText(fen(Number(atPointer(snapshot, pointer)))),
		unit: '元',
		method: { id: snapshot.method ?? '', words: results.words },
		inputs
	});
	if (pointer === '/results/allowed')
		return amount(
			'核定金额',
			results.steps.map((_, i) => own(`/results/steps/${i}/value`))
		);
	if (pointer === '/results/over')
		return amount('超标准金额', [own('/content/requested'), own('/results/allowed')]);
	if (pointer === '/content/requested') return { ...amount('申报金额', []), method: null, end: 'typed' };
	const share = results.payers?.[Number(/^\/results\/payers\/(\d+)\/amount$/.exec(pointer)?.[1] ?? '-1')];
	if (share)
		return amount(
			`${share.payer}负担（${share.step}）`,
			results.steps.flatMap(({ name }, i) => (name === share.step ? [own(`/results/steps/${i}/value`)] : []))
		);
	const at = /^\/results\/steps\/(\d+)\/value$/.exec(pointer)?.[1];
	const step = at === undefined ? undefined : results.steps[Number(at)];
	if (at !== undefined && step)
		return {
			ref: own(pointer),
			label: `${content.line} ${step.name}`,
			value: step.value,
			unit: step.unit === '' ? null : step.unit,
			method: { id: snapshot.method ?? '', words: `${step.words}（${step.clause}）` },
			inputs: [inRule(`/content/steps/${at}/clause`), ...step.read.map(own)]
		};
	return typedFigure(snapshot, hash, pointer, answerLabels(content));
}

function answerLabels(content: RuleCheckContent): { readonly [pointer: string]: FigureLabel } {
	const found: { [pointer: string]: FigureLabel } = {
		'/content/region': { label: `${content.line} 所在地区`, unit: null },
		'/content/date': { label: `${content.line} 适用日期`, unit: null }
	};
	content.answers.forEach(({ name }, i) => {
		found[`/content/answers/${i}/value`] = { label: `${content.line} ${name}`, unit: null };
	});
	return found;
}

/** Pointers to the answers and earlier steps that a step of the rule reads. */
function readBy({ steps }: RuleContent, at: number, { answers }: RuleCheckContent): readonly string[] {
	const step = steps[at];
	if (!step) return [];
	const places = new Map([
		...answers.map(({ name }, i) => [name, `/content/answers/${i}/value`] as const),
		...steps.slice(0, at).map(({ name }, i) => [name, `/results/steps/${i}/value`] as const)
	]);
	const names = new Set<string>();
	if (step.kind !== 'formula') names.add(step.of);
	else boundFormula(step.formula, { has: (name) => places.has(name) && names.add(name).has(name) });
	return [...names].flatMap((name) => places.get(name) ?? []);
}
