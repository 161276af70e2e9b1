import type { Hash } from '../address/value-ref.ts';

/**
 * SHA-256 (FIPS 180-4) of bytes, as 64 lower-case hexadecimal digits. For pages opened from a disk or over plain http,
 * where browsers offer none; the server uses Node's. At most 2^53 bits.
 */
export function sha256Bytes(data: Uint8Array): Hash {
	const state = Uint32Array.from(INITIAL);
	const schedule = new Uint32Array(64);
	const whole = data.length - (data.length % BLOCK);
	const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
	for (let at = 0; at < whole; at += BLOCK) compress(state, schedule, view, at);
	const rest = padded(data.subarray(whole), data.length);
	for (let at = 0; at < rest.byteLength; at += BLOCK) compress(state, schedule, rest, at);
	return Array.from(state, (word) => word.toString(16).padStart(8, '0')).join('');
}

/** SHA-256 of UTF-8 text. */
export function sha256Text(text: string): Hash {
	return sha256Bytes(new TextEncoder().encode(text));
}

const BLOCK = 64;
const PRIMES = firstPrimes(64);
/** The first 32 bits of the fractional parts of the square roots of 8 primes and of the cube roots of 64. */
const INITIAL = PRIMES.slice(0, 8).map((prime) => rootFraction(prime, 2n));
const CONSTANTS = Uint32Array.from(PRIMES, (prime) => rootFraction(prime, 3n));

/** The end of the message: a one bit, zeros, and its length in bits as 64 bits. */
function padded(rest: Uint8Array, length: number): DataView {
	const bytes = new Uint8Array(rest.length < BLOCK - 8 ? BLOCK : 2 * BLOCK);
	bytes.set(rest);
	bytes[rest.length] = 0x80;
	const view = new DataView(bytes.buffer);
	view.setBigUint64(bytes.length - 8, BigInt(length) * 8n);
	return view;
}

function compress(state: Uint32Array, w: Uint32Array, view: DataView, at: number): void {
	for (let t = 0; t < 16; t += 1) w[t] = view.getUint32(at + 4 * t);
	for (let t = 16; t < 64; t += 1) {
		const x = word(w, t - 15);
		const y = word(w, t - 2);
		const s0 = rotate(x, 7) ^ rotate(x, 18) ^ (x >>> 3);
		const s1 = rotate(y, 17) ^ rotate(y, 19) ^ (y >>> 10);
		w[t] = s1 + word(w, t - 7) + s0 + word(w, t - 16);
	}
	let a = word(state, 0);
	let b = word(state, 1);
	let c = word(state, 2);
	let d = word(state, 3);
	let e = word(state, 4);
	let f = word(state, 5);
	let g = word(state, 6);
	let h = word(state, 7);
	for (let t = 0; t < 64; t += 1) {
		const sum1 = rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25);
		const one = (h + sum1 + ((e & f) ^ (~e & g)) + word(CONSTANTS, t) + word(w, t)) | 0;
		const sum0 = rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22);
		const two = (sum0 + ((a & b) ^ (a & c) ^ (b & c))) | 0;
		h = g;
		g = f;
		f = e;
		e = (d + one) | 0;
		d = c;
		c = b;
		b = a;
		a = (one + two) | 0;
	}
	[a, b, c, d, e, f, g, h].forEach((add, index) => (state[index] = word(state, index) + add));
}

// Indices are below the length of the array by construction.
function word(words: Uint32Array, index: number): number {
	return words[index] as number;
}

function rotate(value: number, by: number): number {
	return (value >>> by) | (value << (32 - by));
}

function firstPrimes(count: number): readonly bigint[] {
	const primes: bigint[] = [];
	for (let n = 2n; primes.length < count; n += 1n)
		if (primes.every((prime) => n % prime !== 0n)) primes.push(n);
	return primes;
}

/** ⌊ⁿ√prime × 2³²⌋ mod 2³², found exactly by bisection. */
function rootFraction(prime: bigint, degree: bigint): number {
	const target = prime << (32n * degree);
	let low = 0n;
	let high = 1n << 40n;
	while (high - low > 1n) {
		const middle = (low + high) >> 1n;
		if (middle ** degree <= target) low = middle;
		else high = middle;
	}
	return Number(low & 0xffffffffn);
}
