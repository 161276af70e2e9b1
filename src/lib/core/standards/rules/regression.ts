import { fromDecimal } from '../../comparison/numeric/decimal-column.ts';
import { intercept, leastSquares, type Fit } from '../../comparison/numeric/least-squares.ts';
import {
	add,
	compare,
	dec,
	isNegative,
	isZero,
	maximum,
	minimum,
	multiply,
	round,
	toText,
	type Decimal
} from '../../decimal/decimal.ts';
import { exponential, naturalLog } from '../../decimal/power.ts';
import { LIMITS } from '../../limits.ts';
import { problem } from '../../problem.ts';
import { ok, refuse, type Result } from '../../result.ts';
import { readParameter } from '../parameter.ts';
import { QUOTA_RULES, type RegressionResults } from '../standard-snapshot.ts';
import { significantDigits } from './significant-digits.ts';
import { includedMembers, quotaMethod, type Reading } from './quota-rule.ts';

/** Observations that each explanatory variable needs at least (DOMAIN §2.8). */
const FEWEST_PER_VARIABLE = 10;
/** Below it output explains less than half of the differences: a recommended line, not a law. */
const LEAST_R_SQUARED = dec('0.5');
/** Decimals of a logarithm before it becomes a double-double. */
const LOG_PLACES = 34;

interface Sample {
	readonly index: number;
	readonly cost: Decimal;
	readonly output: Decimal;
}

/** 回归: unit cost as a function of output, u = a + bQ or ln u = a + b ln Q, read at a stated reference output. */
export const regressionQuota = quotaMethod({
	rule: 'regression',
	version: 1,
	words: '以可比单位成本对产出规模作最小二乘回归（线性或双对数），取参考规模处的值。',
	source: '成本定额测算常用口径：回归 u = a + bX，样本不少于变量数的 10 倍，公布 R²、样本数和残差',
	read({ content, results }, { parameters }) {
		const { model, reference } = parameters;
		const samples = includedMembers(content.members, results.members).map(({ index, member }) => ({
			index,
			cost: dec(member.comparable),
			output: dec(member.output)
		}));
		if (samples.length < FEWEST_PER_VARIABLE)
			return refuse(problem('standard/regression-few', { n: String(samples.length) }));
		if (!model || !reference?.trim())
			return refuse(
				problem('standard/rule-incomplete', {
					rule: QUOTA_RULES.regression,
					missing: '回归关系和参考规模'
				})
			);
		const at = readReference(reference, samples);
		if (!at.ok) return at;
		return readLine(samples, model, at.value);
	}
});

function readReference(text: string, samples: readonly Sample[]): Result<Decimal> {
	const value = readParameter('参考规模', text, { from: dec(0), words: '大于 0 的数字' });
	if (!value.ok) return value;
	const outputs = samples.map(({ output }) => output);
	const from = outputs.reduce((a, b) => minimum(a, b));
	const to = outputs.reduce((a, b) => maximum(a, b));
	return compare(value.value, from) < 0 || compare(value.value, to) > 0
		? refuse(problem('standard/reference-outside', { reference: text, from: toText(from), to: toText(to) }))
		: value;
}

function readLine(samples: readonly Sample[], model: 'linear' | 'log', at: Decimal): Result<Reading> {
	const positive = (x: Decimal) => !isZero(x) && !isNegative(x);
	if (model === 'log' && !samples.every(({ cost, output }) => positive(cost) && positive(output)))
		return refuse(problem('regression/not-positive', { column: '单位成本或产出规模' }));
	if (samples.every(({ output }) => compare(output, samples[0]?.output ?? output) === 0))
		return refuse(problem('regression/all-equal', { column: '产出规模' }));
	const scaled = (x: Decimal) => (model === 'log' ? naturalLog(x, 'half-up', LOG_PLACES) : x);
	const column = (pick: (sample: Sample) => Decimal) =>
		samples.map((sample) => fromDecimal(scaled(pick(sample))));
	const outputs = { name: '产出规模', values: column(({ output }) => output) };
	const fit = leastSquares(
		column(({ cost }) => cost),
		[intercept(samples.length), outputs],
		true
	);
	if (!fit.ok) return fit;
	const line = keptLine(fit.value);
	// From the published coefficients, so that anyone with a calculator arrives at the published value.
	const predicted = add(dec(line.intercept), multiply(dec(line.slope), scaled(at)));
	const places = LIMITS.unitCostScale;
	const value =
		model === 'log' ? exponential(predicted, 'half-up', places) : round(predicted, places, 'half-up');
	const words = lineWords(line, model, at, value);
	const weak = line.rSquared === null || compare(dec(line.rSquared), LEAST_R_SQUARED) < 0;
	return ok({
		value,
		read: samples.flatMap(({ index }) => [
			`/results/members/${index}/comparable`,
			`/results/members/${index}/output`
		]),
		regression: line,
		variation: relativeSpread(line, model, value),
		reasons: [
			{
				allows: weak ? 'trial' : 'standard',
				text: weak
					? `${words}；产出规模解释不了一半的成本差异（R² 低于 0.5），最多只可试行，应查找其他影响因素。`
					: `${words}；产出规模能解释大部分成本差异。`
			}
		]
	});
}

function keptLine({ coefficients, rSquared, residualDeviation, n }: Fit): RegressionResults {
	const [a, b] = coefficients;
	if (!a || !b) throw new Error('A line has two coefficients');
	return {
		intercept: significantDigits(a.estimate),
		slope: significantDigits(b.estimate),
		slopeError: significantDigits(b.standardError),
		rSquared: Number.isFinite(rSquared) ? significantDigits(rSquared) : null,
		n,
		residualDeviation: significantDigits(residualDeviation)
	};
}

/** What the line leaves unexplained, relative to its value: in logarithms the residual deviation is that already. */
function relativeSpread(line: RegressionResults, model: 'linear' | 'log', value: Decimal): Decimal | null {
	const left = Number(line.residualDeviation);
	const size = Number(toText(value));
	const ratio = model === 'log' ? left : left / size;
	return size > 0 && Number.isFinite(ratio) ? round(dec(significantDigits(ratio)), 6, 'half-up') : null;
}

function lineWords(line: RegressionResults, model: 'linear' | 'log', at: Decimal, value: Decimal): string {
	const formula =
		model === 'log'
			? `ln 单位成本 = ${line.intercept} + (${line.slope}) × ln 规模`
			: `单位成本 = ${line.intercept} + (${line.slope}) × 规模`;
	const fit = `n = ${line.n}，R² = ${line.rSquared ?? '无法计算'}，残差标准差 ${line.residualDeviation}`;
	return `${formula}（${fit}），规模取 ${toText(at)} 时为 ${toText(value)} 元`;
}
