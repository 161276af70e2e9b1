import type { ParameterSetContent } from '#lib/core/comparison/comparison-snapshot.ts';
import { readExchangeKey } from '#lib/core/comparison/normalise/exchange.ts';
import { EXPONENT_KEY, REFERENCE_KEY } from '#lib/core/comparison/normalise/scale.ts';
import { tierBounds } from '#lib/core/comparison/normalise/scale-tiers.ts';
import { WITHOUT_TAX } from '#lib/core/comparison/normalise/tax.ts';
import { COST_ELEMENTS } from '#lib/core/costing/line.ts';
import { parseDecimal, toText } from '#lib/core/decimal/decimal.ts';
import { LIMITS } from '#lib/core/limits.ts';
import { parseDate, type DateText } from '#lib/core/period/date.ts';
import { problem } from '#lib/core/problem.ts';
import { ok, refuse, type Result } from '#lib/core/result.ts';

const YEAR = /^(19|20)\d{2}$/;

type Kind = ParameterSetContent['kind'];
type Form = ParameterSetContent['form'];

export interface SeriesInput {
	readonly code: string;
	readonly name: string;
	readonly kind: string;
	readonly form: string;
}

export interface EntryInput {
	readonly series: string;
	/** Year for an index, region or grade name for a factor. */
	readonly key: string;
	readonly value: string;
	readonly validFrom: string;
	/** The document or data set the value was taken from. */
	readonly document: string;
}

/** Forms a kind may have: an index says what it is based on, a factor is a plain ratio. */
const FORMS: { readonly [K in Kind]: readonly Form[] } = {
	'price-index': ['previous-year-100', 'fixed-base-100'],
	'element-index': ['previous-year-100', 'fixed-base-100'],
	'region-factor': ['ratio'],
	'grade-factor': ['ratio'],
	'tax-factor': ['ratio'],
	'scale-factor': ['ratio'],
	'scale-exponent': ['ratio'],
	'scope-adjustment': ['amount'],
	'exchange-rate': ['ratio'],
	'place-attribute': ['figure']
};

/** Reads a series as stored or typed; anything that is not one of ours is refused. */
export function readSeries(input: SeriesInput): Result<Omit<ParameterSetContent, 'entries'>> {
	const kind = (Object.keys(FORMS) as Kind[]).find((known) => known === input.kind);
	const form = kind && FORMS[kind].find((known) => known === input.form);
	const name = input.name.trim();
	const good = /^[a-z][a-z0-9-]{1,39}$/.test(input.code) && name !== '' && name.length <= LIMITS.nameLength;
	if (!kind || !form || !good) return refuse(problem('parameter/malformed-series', {}));
	return ok({ code: input.code, name, kind, form });
}

/** How the key of each kind is written. */
const KEYS: { readonly [K in Kind]: { readonly good: (key: string) => boolean; readonly expected: string } } =
	{
		'price-index': { good: (key) => YEAR.test(key), expected: '四位年份，如 2024' },
		'element-index': {
			good: (key) => {
				const [element = '', year = ''] = key.split(' ');
				return Object.values<string>(COST_ELEMENTS).includes(element) && YEAR.test(year);
			},
			expected: '成本要素、空格、四位年份，如 人工费 2024'
		},
		'region-factor': { good: (key) => key !== '', expected: '地区名称' },
		'grade-factor': { good: (key) => key !== '', expected: '服务等级名称' },
		'tax-factor': { good: (key) => key === WITHOUT_TAX, expected: WITHOUT_TAX },
		'scale-factor': {
			good: (key) => tierBounds(key) !== undefined,
			expected: '规模区间，如 0-10000；最高一档写 100000-'
		},
		'scale-exponent': {
			good: (key) => key === EXPONENT_KEY || key === REFERENCE_KEY,
			expected: `${EXPONENT_KEY}或${REFERENCE_KEY}`
		},
		'scope-adjustment': {
			good: (key) => /^\S.* (19|20)\d{2}$/.test(key),
			expected: '项目编码、空格、四位年份，如 P1 2022'
		},
		'exchange-rate': {
			good: (key) => readExchangeKey(key) !== undefined,
			expected: '币种、空格、四位年份，如 美元 2022'
		},
		'place-attribute': { good: (key) => key !== '', expected: '地区名称' }
	};

export interface ReadEntry {
	readonly key: string;
	readonly value: string;
	readonly validFrom: DateText;
	readonly document: string;
}

/** Reads a typed entry of a series: a year or a name, a number above zero, a day, and always a source. */
export function readEntry(kind: Kind, input: EntryInput): Result<ReadEntry> {
	const typed = input.key.normalize('NFC').trim();
	// One money has many spellings, and a rate is looked up by one.
	const key = (kind === 'exchange-rate' ? readExchangeKey(typed) : undefined) ?? typed;
	const { good, expected } = KEYS[kind];
	if (key.length > LIMITS.nameLength || !good(key))
		return refuse(problem('parameter/malformed-key', { key: key.slice(0, 40), expected }));
	const value = parseDecimal(input.value);
	if (!value.ok) return value;
	// A project may have no own staff at all; every other value is a divisor or a factor.
	const least = kind === 'scope-adjustment' ? 0n : 1n;
	if (value.value.coefficient < least)
		return refuse(problem('parameter/not-positive', { value: toText(value.value) }));
	const validFrom = parseDate(input.validFrom);
	if (!validFrom.ok) return validFrom;
	const document = input.document.trim();
	if (document === '') return refuse(problem('parameter/no-source', {}));
	if (document.length > LIMITS.remarkLength)
		return refuse(problem('name/malformed', { field: '来源', characters: String(LIMITS.remarkLength) }));
	return ok({ key, value: toText(value.value), validFrom: validFrom.value, document });
}

/** By key, then version; by code unit, so that a snapshot has the same order on every machine and database. */
export function byKeyAndVersion(
	a: { key: string; version: number },
	b: { key: string; version: number }
): number {
	if (a.key !== b.key) return a.key < b.key ? -1 : 1;
	return a.version - b.version;
}
