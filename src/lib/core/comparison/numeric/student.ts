/** P(|T| ≥ |t|) for Student's t with `freedom` degrees of freedom: I_x(ν/2, ½) with x = ν / (ν + t²). */
export function studentTwoSided(t: number, freedom: number): number {
	if (Number.isNaN(t)) return Number.NaN;
	return incompleteBeta(freedom / (freedom + t * t), freedom / 2, 0.5);
}

/** t with P(|T| ≤ t) = level, by bisection on the monotone tail: at most a hundred halvings. */
export function studentQuantile(level: number, freedom: number): number {
	let low = 0;
	let high = 1;
	while (1 - studentTwoSided(high, freedom) < level) high *= 2;
	for (let step = 0; step < 100 && high - low > 1e-15 * high; step += 1) {
		const middle = (low + high) / 2;
		if (1 - studentTwoSided(middle, freedom) < level) low = middle;
		else high = middle;
	}
	return (low + high) / 2;
}

/** Regularised incomplete beta function by its continued fraction (DLMF 8.17.22), evaluated with Lentz's method. */
function incompleteBeta(x: number, a: number, b: number): number {
	if (x <= 0) return 0;
	if (x >= 1) return 1;
	const front = Math.exp(logGamma(a + b) - logGamma(a) - logGamma(b) + a * Math.log(x) + b * Math.log1p(-x));
	return x < (a + 1) / (a + b + 2)
		? (front * betaFraction(x, a, b)) / a
		: 1 - (front * betaFraction(1 - x, b, a)) / b;
}

const TINY = 1e-300;

function betaFraction(x: number, a: number, b: number): number {
	let numerator = 1;
	let denominator = 1 / nonZero(1 - ((a + b) * x) / (a + 1));
	let fraction = denominator;
	for (let m = 1; m <= 1000; m += 1) {
		const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
		denominator = 1 / nonZero(1 + even * denominator);
		numerator = nonZero(1 + even / numerator);
		fraction *= denominator * numerator;
		const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
		denominator = 1 / nonZero(1 + odd * denominator);
		numerator = nonZero(1 + odd / numerator);
		const change = denominator * numerator;
		fraction *= change;
		if (Math.abs(change - 1) < 1e-16) break;
	}
	return fraction;
}

function nonZero(value: number): number {
	return Math.abs(value) < TINY ? TINY : value;
}

/** ln Γ(x) for x > 0 by Stirling's series (DLMF 5.11.1) after shifting x above 15. */
function logGamma(x: number): number {
	let shift = 0;
	let z = x;
	for (; z < 15; z += 1) shift += Math.log(z);
	const w = 1 / (z * z);
	const series = 1 / 12 - w * (1 / 360 - w * (1 / 1260 - w * (1 / 1680 - w / 1188)));
	return (z - 0.5) * Math.log(z) - z + 0.5 * Math.log(2 * Math.PI) + series / z - shift;
}
