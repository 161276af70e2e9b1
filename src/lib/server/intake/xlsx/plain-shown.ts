const FIXED = /^(#,##0|0)(?:\.(0+))?$/;

/** What the fixed formats that nearly every sheet uses ask for; undefined for all others. Filled as formats are met. */
const FIXED_FORMATS = new Map<string, FixedFormat | undefined>();
interface FixedFormat {
	readonly grouped: boolean;
	readonly places: number;
}

/**
 * The common case of `shownNumber`, without big numbers: a plain number of at most fifteen digits in the format General,
 * 0.00 or #,##0.00. Undefined where the general way has to be gone; where it answers, both answer the same.
 */
export function plainShown(raw: string, format: string): string | undefined {
	const point = plainPoint(raw);
	if (point < 0) return undefined;
	const from = raw.charCodeAt(0) === MINUS ? 1 : 0;
	if (format === 'General') return raw.length - from <= 11 ? raw : undefined;
	const fixed = fixedFormat(format);
	if (!fixed) return undefined;
	const { left, right } = rounded(raw.slice(from, point), raw.slice(point + 1), fixed.places);
	const shown = fixed.grouped && left.length > 3 ? left.replace(/\B(?=(?:\d{3})+$)/g, ',') : left;
	const sign = from === 1 ? '-' : '';
	return right === '' ? sign + shown : `${sign}${shown}.${right}`;
}

const [MINUS, POINT, ZERO, NINE] = [45, 46, 48, 57];

/** Where the point of a plain number is (its length where it has none); -1 where it is longer, or written otherwise. */
function plainPoint(raw: string): number {
	const from = raw.charCodeAt(0) === MINUS ? 1 : 0;
	const length = raw.length;
	if (length === from || length > 16 + from) return -1;
	let point = length;
	for (let at = from; at < length; at++) {
		const code = raw.charCodeAt(at);
		if (code >= ZERO && code <= NINE) continue;
		if (code !== POINT || point < length || at === from) return -1;
		point = at;
	}
	const digits = length - from - (point < length ? 1 : 0);
	if (digits > 15) return -1;
	const last = raw.charCodeAt(length - 1);
	if (point < length && (last === ZERO || last === POINT)) return -1;
	// No leading zero but before the point, and no "-0".
	if (raw.charCodeAt(from) === ZERO && (point !== from + 1 || (from === 1 && point === length))) return -1;
	return point;
}

function fixedFormat(format: string): FixedFormat | undefined {
	const known = FIXED_FORMATS.get(format);
	if (known || FIXED_FORMATS.has(format)) return known;
	const match = FIXED.exec(format);
	const made = match ? { grouped: match[1] === '#,##0', places: match[2]?.length ?? 0 } : undefined;
	FIXED_FORMATS.set(format, made);
	return made;
}

/** Half-up on whole numbers below 10^15, which doubles hold exactly. */
function rounded(whole: string, fraction: string, places: number): { left: string; right: string } {
	if (fraction.length <= places) return { left: whole, right: fraction.padEnd(places, '0') };
	const digits = Number(whole + fraction);
	const unit = 10 ** (fraction.length - places);
	const rest = digits % unit;
	const kept = (digits - rest) / unit + (rest * 2 >= unit ? 1 : 0);
	const text = String(kept).padStart(places + 1, '0');
	const cut = text.length - places;
	return { left: text.slice(0, cut), right: text.slice(cut) };
}
