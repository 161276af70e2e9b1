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
	3.3871328727963665, 133.14166789178438, 1971.5909503065513, 13731.69376550946, 45921.95393154987,
	67265.7709270087, 33430.57558358813, 2509.0809287301227
];
const CENTRE_BELOW = [
	1, 42.31333070160091, 687.1870074920579, 5394.196021424751, 21213.794301586597, 39307.89580009271,
	28729.085735721943, 5226.495278852546
];
const MIDDLE_ABOVE = [
	1.4234371107496835, 4.630337846156546, 5.769497221460691, 3.6478483247632045, 1.2704582524523684,
	0.2417807251774506, 0.022723844989269184, 0.0007745450142783414
];
const MIDDLE_BELOW = [
	1, 2.053191626637759, 1.6763848301838038, 0.6897673349851, 0.14810397642748008, 0.015198666563616457,
	0.0005475938084995345, 1.0507500716444169e-9
];
const FAR_ABOVE = [
	6.657904643501103, 5.463784911164114, 1.7848265399172913, 0.29656057182850487, 0.026532189526576124,
	0.0012426609473880784, 2.7115555687434876e-5, 2.0103343992922881e-7
];
const FAR_BELOW = [
	1, 0.599832206555888, 0.1369298809227358, 0.014875361290850615, 0.0007868691311456133,
	1.8463183175100548e-5, 1.421511758316446e-7, 2.0442631033899397e-15
];
