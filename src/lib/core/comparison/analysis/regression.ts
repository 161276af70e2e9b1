import { compare, dec, ZERO } from '../../decimal/decimal.ts';
import { naturalLog } from '../../decimal/power.ts';
import { problem } from '../../problem.ts';
import { ok, refuse, type Result } from '../../result.ts';
import { fromDecimal } from '../numeric/decimal-column.ts';
import { intercept, leastSquares, type Fit, type Regressor } from '../numeric/least-squares.ts';
import { twoDouble, type TwoDouble } from '../numeric/two-double.ts';
import type { Observation } from '../observation.ts';
import type { AnalysedMember } from './analysed-set.ts';
import { doubleText } from './double-text.ts';
import {
	ATTRIBUTE_NAMES,
	ATTRIBUTES,
	RESPONSES,
	type Attribute,
	type RegressionFigures,
	type RegressionPlan
} from './set-analysis-snapshot.ts';

/** Digits of a logarithm before it becomes a double-double. */
const CARRIED = 34;

const DELIVERY_WORDS: { readonly [M in Observation['basis']['deliveryMode']]: string } = {
	own: '自行实施',
	purchased: '购买服务',
	mixed: '混合',
	unknown: '未注明'
};

/**
 * Regression of the unit cost, or its logarithm, on attributes of the place (回归分析): ln of the output, the price year,
 * and one 0/1 column per region, grade or way of delivery except the first in order, which the constant stands for.
 * Refuses attributes that do not vary, logarithms of what is not above zero, too few members and columns that repeat
 * each other (`leastSquares`).
 */
export function regress(
	members: readonly AnalysedMember[],
	{ response, attributes }: RegressionPlan
): Result<Fit> {
	const y = responseOf(members, response);
	if (!y.ok) return y;
	const columns: Regressor[] = [intercept(members.length)];
	for (const attribute of ATTRIBUTE_NAMES.filter((name) => attributes.includes(name))) {
		const read = columnsOf(members, attribute);
		if (!read.ok) return read;
		columns.push(...read.value);
	}
	return leastSquares(y.value, columns, true);
}

/** The fit as a snapshot keeps it. */
export function regressionFigures(fit: Fit): RegressionFigures {
	return {
		n: fit.n,
		freedom: fit.freedom,
		rSquared: finiteText(fit.rSquared),
		adjustedRSquared: finiteText(fit.adjustedRSquared),
		residualDeviation: finiteText(fit.residualDeviation),
		condition: finiteText(fit.condition),
		coefficients: fit.coefficients.map(({ name, estimate, standardError, t, p }) => ({
			name,
			estimate: finiteText(estimate),
			standardError: finiteText(standardError),
			t: doubleText(t),
			p: doubleText(p)
		}))
	};
}

function finiteText(value: number): string {
	const text = doubleText(value);
	if (text === null) throw new Error('A fit that was accepted has finite figures');
	return text;
}

function responseOf(
	members: readonly AnalysedMember[],
	response: RegressionPlan['response']
): Result<readonly TwoDouble[]> {
	const values = members.map(({ result }) => result.comparable);
	if (new Set(values).size === 1) return refuse(problem('regression/all-equal', { column: RESPONSES.cost }));
	return response === 'cost'
		? ok(values.map((value) => fromDecimal(dec(value))))
		: logarithms(values, RESPONSES.cost);
}

function columnsOf(members: readonly AnalysedMember[], attribute: Attribute): Result<readonly Regressor[]> {
	const texts = members.map((member) => READ[attribute](member));
	const column = ATTRIBUTES[attribute];
	if (new Set(texts).size === 1) return refuse(problem('regression/all-equal', { column }));
	if (attribute === 'output') {
		const logs = logarithms(texts, '产出数量');
		return logs.ok ? ok([{ name: 'ln 产出数量', values: logs.value }]) : logs;
	}
	if (attribute === 'price-year')
		return ok([{ name: column, values: texts.map((y) => twoDouble(Number(y))) }]);
	// By code unit, so that every machine takes the same value for the base.
	const [base, ...others] = [...new Set(texts)].sort();
	return ok(
		others.map((value) => ({
			name: `${column}：${value || '未填'}（对 ${base || '未填'}）`,
			values: texts.map((text) => twoDouble(text === value ? 1 : 0))
		}))
	);
}

const READ: { readonly [A in Attribute]: (member: AnalysedMember) => string } = {
	output: ({ result }) => result.output,
	region: ({ observation }) => observation.basis.region,
	grade: ({ observation }) => observation.grade,
	delivery: ({ observation }) => DELIVERY_WORDS[observation.basis.deliveryMode],
	'price-year': ({ observation }) => String(observation.basis.priceYear)
};

function logarithms(texts: readonly string[], column: string): Result<readonly TwoDouble[]> {
	const values = texts.map(dec);
	if (values.some((value) => compare(value, ZERO) <= 0))
		return refuse(problem('regression/not-positive', { column }));
	return ok(values.map((value) => fromDecimal(naturalLog(value, 'half-up', CARRIED))));
}
