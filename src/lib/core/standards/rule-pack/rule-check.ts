import type { Step } from '../../address/step.ts';
import type { Hash, ValueRef } from '../../address/value-ref.ts';
import { dec, multiply } from '../../decimal/decimal.ts';
import { fen, fenFromYuan, fenText, formatFen, subtractFen, ZERO_FEN, type Fen } from '../../money/fen.ts';
import type { CallWords } from '../../formula/words.ts';
import { problem } from '../../problem.ts';
import { ok, refuse, type Result } from '../../result.ts';
import type { Json } from '../../snapshot/canonical.ts';
import type { InputSnapshots, Method } from '../../snapshot/method.ts';
import { atPointer, type Snapshot } from '../../snapshot/snapshot.ts';
import { inputHash, inputOf } from '../inputs.ts';
import { typedFigure, type FigureLabel } from '../typed-figure.ts';
import { applyPack, type PackOutcome } from './apply-pack.ts';
import { chineseCall } from './formula-reading.ts';
import { boundFormula } from './bound-formula.ts';
import type { RuleContent, RuleResults } from './rule-standard.ts';

/** A budget line held against an issued rule. Input: role "standard". Method `standard/rule-check@2`. */
export type RuleCheckContent = {
	readonly line: string;
	readonly date: string;
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
	readonly words: string;
};

/** A step with the pointers, inside the check, to the answers and earlier steps it read. */
type CheckedStep = PackOutcome['steps'][number] & { readonly read: readonly string[] };

/** 套用条件规则: the steps of the rule with the answers filled in, to an amount in 分, rounded half-up once at the end. */
export const ruleCheck: Method = ruleCheckMethod(2, chineseCall);

/** Before functions were said in Chinese: kept, so that what was checked then replays to the same words. */
export const ruleCheckWithNames: Method = ruleCheckMethod(1);

function ruleCheckMethod(version: number, call?: CallWords): Method {
	return {
		id: `standard/rule-check@${version}`,
		kind: 'budget-check',
		words: '按规则逐步计算，得出核定金额；申报超过核定的部分为超标准。',
		source: '规则所列的文件和条款',
		compute: (inputs, content) => computeCheck(inputs, content, call),
		explain: explainCheck
	};
}

/** 元 in one unit of the result. */
const MONEY: { readonly [unit: string]: string | undefined } = { 元: '1', 万元: '10000' };

/** Does this pack end in an amount of money, so that a budget line can be held against it? */
export function endsInMoney({ steps, result }: Pick<RuleContent, 'steps' | 'result'>): boolean {
	return MONEY[steps.find(({ name }) => name === result)?.unit ?? ''] !== undefined;
}

function computeCheck(inputs: InputSnapshots, json: Json, call: CallWords | undefined): Result<Json> {
	// The content of a rule check and its input have these types (schema 1).
	const content = json as RuleCheckContent;
	const { content: rule } = inputOf(inputs, 'standard').snapshot as Snapshot<RuleContent, RuleResults>;
	if (content.region.trim() !== rule.region)
		return refuse(
			problem('standard/other-region', {
				title: rule.title,
				region: rule.region,
				asked: content.region.trim().slice(0, 40)
			})
		);
	const answers = Object.fromEntries(content.answers.map(({ name, value }) => [name, value]));
	const outcome = applyPack(rule, answers, call);
	if (!outcome.ok) return outcome;
	const { steps, value, unit } = outcome.value;
	const factor = MONEY[unit];
	if (factor === undefined) return refuse(problem('standard/rule-not-money', { title: rule.title, unit }));
	const allowed = fenFromYuan(multiply(dec(value), dec(factor)), 'half-up');
	if (!allowed.ok) return allowed;
	const requested = fen(Number(content.requested));
	const over = requested > allowed.value ? subtractFen(requested, allowed.value) : ZERO_FEN;
	return ok({
		allowed: String(allowed.value),
		over: String(over),
		steps: steps.map((step, i) => ({ ...step, read: readBy(rule, i, content) })),
		words: `按${rule.region}《${rule.document}》核定 ${formatFen(allowed.value)} 元，${outcomeWords(requested, allowed.value, over)}`
	} satisfies RuleCheckResults);
}

function outcomeWords(requested: Fen, allowed: Fen, over: Fen): string {
	const asked = `申报 ${formatFen(requested)} 元`;
	if (over > 0) return `${asked}，超标准 ${formatFen(over)} 元，建议审减`;
	return requested === allowed
		? `${asked}，与核定一致，未超标准`
		: `${asked}，未超标准，低于核定 ${formatFen(subtractFen(allowed, requested))} 元`;
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
