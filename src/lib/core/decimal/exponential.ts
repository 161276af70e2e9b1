import { decimal, round, type Decimal } from './decimal.ts';
import { powerOfTen } from './rounding.ts';

/**
 * Natural logarithm and exponential in fixed point with `PLACES` decimals: only whole numbers are added, multiplied and
 * divided, so that browser and server agree to the last digit, which Math.exp and Math.log do not promise.
 */
const PLACES = 100;
const UNIT = powerOfTen(PLACES);
const LN_2 = 2n * inverseHyperbolicTangent(UNIT / 3n);
const HALVINGS = 16n;

/** ln value, good to some 95 decimals. Throws where there is none. */
export function naturalLogarithm(value: Decimal): Decimal {
	if (value.coefficient <= 0n) throw new Error('Logarithm of a number that is not positive');
	// Four bits for each decimal keep the digits of very small values; the power of two is taken back below.
	const spare = BigInt(4 * value.scale);
	const fixed = ((value.coefficient * UNIT) << spare) / powerOfTen(value.scale);
	const shift = BigInt(fixed.toString(2).length - UNIT.toString(2).length);
	const mantissa = shift >= 0n ? fixed >> shift : fixed << -shift;
	const twos = shift - spare;
	const ratio = ((mantissa - UNIT) * UNIT) / (mantissa + UNIT);
	return decimal(2n * inverseHyperbolicTangent(ratio) + twos * LN_2, PLACES);
}

/** e ^ value, good to some 90 significant decimals behind the point where the value is below 150. */
export function exponential(value: Decimal): Decimal {
	const fixed = round(value, PLACES, 'half-up');
	const scaled = fixed.coefficient * powerOfTen(PLACES - fixed.scale);
	let twos = scaled / LN_2;
	if (scaled < 0n) twos -= 1n;
	const rest = (scaled - twos * LN_2) >> HALVINGS;
	let term = UNIT;
	let sum = UNIT;
	for (let n = 1n; term !== 0n; n += 1n) {
		term = (term * rest) / (UNIT * n);
		sum += term;
	}
	for (let i = 0n; i < HALVINGS; i += 1n) sum = (sum * sum) / UNIT;
	return decimal(twos >= 0n ? sum << twos : sum >> -twos, PLACES);
}

/** x + x³/3 + x⁵/5 + … for a fixed-point |x| of at most one half. */
function inverseHyperbolicTangent(x: bigint): bigint {
	const square = (x * x) / UNIT;
	let power = x;
	let sum = 0n;
	for (let n = 1n; power !== 0n; n += 2n) {
		sum += power / n;
		power = (power * square) / UNIT;
	}
	return sum;
}
