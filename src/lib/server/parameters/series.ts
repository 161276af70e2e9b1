import type { ParameterSetContent } from '#lib/core/comparison/comparison-snapshot.ts';
import { parseDecimal, toText } from '#lib/core/decimal/decimal.ts';
import { LIMITS } from '#lib/core/limits.ts';
import { parseDate, type DateText } from '#lib/core/period/date.ts';
import { problem } from '#lib/core/problem.ts';
import { ok, refuse, type Result } from '#lib/core/result.ts';

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
	'region-factor': ['ratio'],
	'grade-factor': ['ratio']
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

export interface ReadEntry {
	readonly key: string;
	readonly value: string;
	readonly validFrom: DateText;
	readonly document: string;
}

/** Reads a typed entry of a series: a year or a name, a number above zero, a day, and always a source. */
export function readEntry(kind: Kind, input: EntryInput): Result<ReadEntry> {
	const key = input.key.normalize('NFC').trim();
	const goodKey =
		kind === 'price-index' ? /^(19|20)\d{2}$/.test(key) : key !== '' && key.length <= LIMITS.nameLength;
	if (!goodKey) {
		const expected =
			kind === 'price-index' ? '四位年份，如 2024' : kind === 'region-factor' ? '地区名称' : '服务等级名称';
		return refuse(problem('parameter/malformed-key', { key: key.slice(0, 40), expected }));
	}
	const value = parseDecimal(input.value);
	if (!value.ok) return value;
	if (value.value.coefficient <= 0n)
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
