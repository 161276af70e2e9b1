import { problem } from '../../problem.ts';
import { ok, refuse, type Result } from '../../result.ts';
import { conditionNumber } from './condition-number.ts';
import { studentTwoSided } from './student.ts';
import { minus, over, plus, root, times, toDouble, twoDouble, ZERO, type TwoDouble } from './two-double.ts';

export interface Regressor {
	readonly name: string;
	readonly values: readonly TwoDouble[];
}

export interface Coefficient {
	readonly name: string;
	readonly estimate: number;
	readonly standardError: number;
	readonly t: number;
	/** Two-sided p-value of t. */
	readonly p: number;
}

export interface Fit {
	readonly coefficients: readonly Coefficient[];
	/** Observations, and what is left of them after the coefficients. */
	readonly n: number;
	readonly freedom: number;
	readonly residualDeviation: number;
	/** Share of the variation about the mean that is explained; about zero where the model has no intercept. */
	readonly rSquared: number;
	readonly adjustedRSquared: number;
	/** 2-norm condition number of the design with columns scaled to length one. */
	readonly condition: number;
	readonly residuals: readonly number[];
	/** Leverage h of each observation: the diagonal of the hat matrix. */
	readonly leverages: readonly number[];
}

/**
 * Above this the answer hangs on the last digits of the data: a refusal. Scaled columns of sound designs stay far below;
 * NIST's Longley data have 4 × 10⁴, Filip's polynomial of degree ten 10¹⁰.
 */
export const CONDITION_LIMIT = 1e8;

/**
 * Ordinary least squares (最小二乘回归) y = Xβ by orthogonalisation (QR, modified Gram-Schmidt twice over) on numbers of
 * double-double precision; never through the normal equations. `intercept` says whether one of the columns is constant,
 * which decides what R² is measured about. Refuses fewer observations than coefficients + 1, and designs whose columns
 * nearly repeat each other. Checked against NIST StRD (Norris, Pontius, NoInt1, Longley, Wampler1–5).
 */
export function leastSquares(
	y: readonly TwoDouble[],
	columns: readonly Regressor[],
	intercept: boolean
): Result<Fit> {
	const n = y.length;
	const p = columns.length;
	if (n <= p) return refuse(problem('regression/too-few', { n: String(n), coefficients: String(p) }));
	const design = columns.map(({ values }) => values);
	const condition = conditionNumber(design.map((column) => column.map(toDouble)));
	if (!(condition <= CONDITION_LIMIT))
		return refuse(
			problem('regression/ill-conditioned', { columns: columns.map(({ name }) => name).join('、') })
		);
	const { q, r } = orthogonalised(design);
	const projected = q.map((column) => dot(column, y));
	const beta = backSubstituted(r, projected);
	const residuals = y.map((value, i) =>
		minus(value, sumOf(design.map((column, j) => times(column[i] ?? ZERO, beta[j] ?? ZERO))))
	);
	const freedom = n - p;
	const left = dot(residuals, residuals);
	const variance = toDouble(left) / freedom;
	const spread = inverseRowSquares(r);
	const total = intercept ? aboutMean(y) : dot(y, y);
	const rSquared = 1 - toDouble(left) / toDouble(total);
	return ok({
		coefficients: columns.map(({ name }, j) => {
			const estimate = toDouble(beta[j] ?? ZERO);
			const standardError = Math.sqrt(variance * (spread[j] ?? 0));
			const t = estimate / standardError;
			return { name, estimate, standardError, t, p: studentTwoSided(t, freedom) };
		}),
		n,
		freedom,
		residualDeviation: Math.sqrt(variance),
		rSquared,
		adjustedRSquared: 1 - ((1 - rSquared) * (n - (intercept ? 1 : 0))) / freedom,
		condition,
		residuals: residuals.map(toDouble),
		leverages: y.map((_, i) => q.reduce((h, column) => h + toDouble(column[i] ?? ZERO) ** 2, 0))
	});
}

/** The constant column. */
export function intercept(n: number): Regressor {
	return { name: '常数项', values: Array.from({ length: n }, () => twoDouble(1)) };
}

interface Orthogonal {
	readonly q: readonly (readonly TwoDouble[])[];
	/** Upper triangular, by rows. */
	readonly r: readonly (readonly TwoDouble[])[];
}

function orthogonalised(design: readonly (readonly TwoDouble[])[]): Orthogonal {
	const q: (readonly TwoDouble[])[] = [];
	const r = design.map(() => design.map(() => ZERO));
	design.forEach((column, j) => {
		let rest = column;
		// The second pass takes away what rounding left of the earlier directions in the first ("twice is enough").
		for (let pass = 0; pass < 2; pass += 1)
			q.forEach((direction, k) => {
				const part = dot(direction, rest);
				rest = rest.map((value, i) => minus(value, times(part, direction[i] ?? ZERO)));
				const row = r[k] ?? [];
				row[j] = plus(row[j] ?? ZERO, part);
			});
		const length = root(dot(rest, rest));
		(r[j] ?? [])[j] = length;
		q.push(rest.map((value) => over(value, length)));
	});
	return { q, r };
}

function backSubstituted(
	r: readonly (readonly TwoDouble[])[],
	right: readonly TwoDouble[]
): readonly TwoDouble[] {
	const beta = right.map(() => ZERO);
	for (let j = right.length - 1; j >= 0; j -= 1) {
		let rest = right[j] ?? ZERO;
		for (let k = j + 1; k < right.length; k += 1)
			rest = minus(rest, times(r[j]?.[k] ?? ZERO, beta[k] ?? ZERO));
		beta[j] = over(rest, r[j]?.[j] ?? ZERO);
	}
	return beta;
}

/** Diagonal of (XᵀX)⁻¹ = R⁻¹R⁻ᵀ: squared lengths of the rows of R⁻¹. */
function inverseRowSquares(r: readonly (readonly TwoDouble[])[]): readonly number[] {
	const squares = r.map(() => 0);
	r.forEach((_, c) => {
		const unit = r.map((_row, i) => (i === c ? twoDouble(1) : ZERO));
		backSubstituted(r, unit).forEach((value, i) => {
			squares[i] = (squares[i] ?? 0) + toDouble(value) ** 2;
		});
	});
	return squares;
}

function dot(a: readonly TwoDouble[], b: readonly TwoDouble[]): TwoDouble {
	return sumOf(a.map((value, i) => times(value, b[i] ?? ZERO)));
}

function aboutMean(y: readonly TwoDouble[]): TwoDouble {
	const centre = over(sumOf(y), twoDouble(y.length));
	const apart = y.map((value) => minus(value, centre));
	return dot(apart, apart);
}

function sumOf(values: readonly TwoDouble[]): TwoDouble {
	return values.reduce(plus, ZERO);
}
