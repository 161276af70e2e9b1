import { decimal, round, toText, type Decimal } from '../decimal/decimal.ts';

/** What a snapshot may hold. Absent, null and "" differ; each kind's content type says which it uses. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/**
 * Canonical text of a value, in the spirit of RFC 8785: UTF-8 after encoding, NFC strings, keys sorted by UTF-16 code
 * unit, no insignificant space, whole numbers as they are, doubles rounded half-even to 12 significant digits.
 * The same facts give the same text on every machine. Anything JSON cannot hold throws.
 */
export function canonicalText(value: Json): string {
	if (value === null || typeof value === 'boolean') return String(value);
	if (typeof value === 'string') return stringText(value);
	if (typeof value === 'number') return numberText(value);
	// Put together piece by piece: a list of all members' texts would be a second copy of a large content.
	let text = '';
	if (isArray(value)) {
		for (const member of value) text += text === '' ? canonicalText(member) : `,${canonicalText(member)}`;
		return `[${text}]`;
	}
	for (const key of Object.keys(value).sort()) {
		const member = value[key];
		if (member === undefined) continue;
		text += `${text === '' ? '' : ','}${stringText(key)}:${canonicalText(member)}`;
	}
	return `{${text}}`;
}

/** Printable ASCII without quotes and backslashes: already normal, and nothing in it is escaped. */
const PLAIN = /^[ !#-[\]-~]*$/;

function stringText(value: string): string {
	return PLAIN.test(value) ? `"${value}"` : JSON.stringify(value.normalize('NFC'));
}

// Array.isArray does not narrow readonly arrays out of a union.
function isArray(value: Json): value is readonly Json[] {
	return Array.isArray(value);
}

function numberText(value: number): string {
	if (!Number.isFinite(value)) throw new Error(`Not a number a snapshot may hold: ${value}`);
	if (Number.isSafeInteger(value)) return String(value === 0 ? 0 : value);
	return String(Number(toText(roundSignificant(exactDecimal(value), 12))));
}

/** The exact value of a double as a decimal: every finite double has a finite decimal expansion. */
export function exactDecimal(value: number): Decimal {
	let mantissa = value;
	let halvings = 0;
	while (!Number.isInteger(mantissa)) {
		mantissa *= 2;
		halvings += 1;
	}
	// mantissa / 2^h = mantissa × 5^h / 10^h
	return decimal(BigInt(mantissa) * 5n ** BigInt(halvings), halvings);
}

function roundSignificant(value: Decimal, digits: number): Decimal {
	const magnitude = value.coefficient < 0n ? -value.coefficient : value.coefficient;
	const length = magnitude.toString().length;
	const places = value.scale - (length - digits);
	if (places >= value.scale) return value;
	if (places >= 0) return round(value, places, 'half-even');
	const shift = -places;
	const shifted = round(decimal(value.coefficient, value.scale + shift), 0, 'half-even');
	return decimal(shifted.coefficient, -shift);
}
