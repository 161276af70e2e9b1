/**
 * The standard normal distribution. Φ through the complementary error function as continued fraction and series
 * (Abramowitz & Stegun 7.1.6, 26.2.17 is not exact enough); Φ⁻¹ by Wichura's algorithm AS 241 (PPND16, 1988), which is
 * right to about 16 digits.
 */
export function normalBelow(z: number): number {
	if (Number.isNaN(z)) return Number.NaN;
	const x = Math.abs(z);
	const upper = x < 3 ? 0.5 - seriesBetween(x) : tailAbove(x);
	return z < 0 ? upper : 1 - upper;
}

/** Φ(x) − ½ for 0 ≤ x < 3 as φ(x)·Σ x^(2k+1) / (1·3·5…(2k+1)): all terms positive, nothing cancels. */
function seriesBetween(x: number): number {
	let term = x;
	let sum = x;
	for (let k = 1; term > sum * 1e-17; k += 1) {
		term *= (x * x) / (2 * k + 1);
		sum += term;
	}
	return density(x) * sum;
}

/** 1 − Φ(x) for x ≥ 3 as φ(x) / (x + 1/(x + 2/(x + 3/…))) (Laplace's continued fraction), from the far end back. */
function tailAbove(x: number): number {
	let fraction = x;
	for (let k = 100; k >= 1; k -= 1) fraction = x + k / fraction;
	return density(x) / fraction;
}

function density(x: number): number {
	return Math.exp(-0.5 * x * x) / Math.sqrt(2 * Math.PI);
}

/** z with Φ(z) = p for 0 < p < 1; −∞ and ∞ at the ends. */
export function normalQuantile(p: number): number {
	const q = p - 0.5;
	if (Math.abs(q) <= 0.425) {
		const r = 0.180625 - q * q;
		return (q * polynomial(CENTRE_ABOVE, r)) / polynomial(CENTRE_BELOW, r);
	}
	const tail = q < 0 ? p : 1 - p;
	if (!(tail > 0)) return q < 0 ? -Infinity : Infinity;
	const r = Math.sqrt(-Math.log(tail));
	const z =
		r <= 5
			? polynomial(MIDDLE_ABOVE, r - 1.6) / polynomial(MIDDLE_BELOW, r - 1.6)
			: polynomial(FAR_ABOVE, r - 5) / polynomial(FAR_BELOW, r - 5);
	return q < 0 ? -z : z;
}

/** Horner's rule; coefficients from the constant term upwards. */
function polynomial(coefficients: readonly number[], x: number): number {
	return coefficients.reduceRight((sum, coefficient) => sum * x + coefficient, 0);
}

// Coefficients of AS 241, Applied Statistics 37 (1988) 477-484.
const CENTRE_ABOVE = [
	3.387132872796366608, 133.14166789178437745, 1971.5909503065514427, 13731.693765509461125,
	45921.953931549871457, 67265.770927008700853, 33430.575583588128105, 2509.0809287301226727
];
const CENTRE_BELOW = [
	1, 42.313330701600911252, 687.1870074920579083, 5394.1960214247511077, 21213.794301586595867,
	39307.89580009271061, 28729.085735721942674, 5226.495278852545925
];
const MIDDLE_ABOVE = [
	1.42343711074968357734, 4.6303378461565452959, 5.7694972214606914055, 3.64784832476320460504,
	1.27045825245236838258, 0.24178072517745061177, 0.0227238449892691845833, 7.7454501427834140764e-4
];
const MIDDLE_BELOW = [
	1, 2.05319162663775882187, 1.6763848301838038494, 0.68976733498510000455, 0.14810397642748007459,
	0.0151986665636164571966, 5.475938084995344946e-4, 1.05075007164441684324e-9
];
const FAR_ABOVE = [
	6.6579046435011037772, 5.4637849111641143699, 1.7848265399172913358, 0.29656057182850489123,
	0.026532189526576123093, 0.0012426609473880784386, 2.71155556874348757815e-5, 2.01033439929228813265e-7
];
const FAR_BELOW = [
	1, 0.59983220655588793769, 0.13692988092273580531, 0.0148753612908506148525, 7.868691311456132591e-4,
	1.8463183175100546818e-5, 1.4215117583164458887e-7, 2.04426310338993978564e-15
];
