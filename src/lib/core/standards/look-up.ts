import type { DateText } from '../period/date.ts';

/** An issued version of a standard as a look-up sees it. Dates: from inclusive, to exclusive, null = open. */
export type IssuedVersion = {
	readonly code: string;
	readonly category: string;
	readonly unitId: string;
	readonly effectiveFrom: DateText;
	readonly effectiveTo: DateText | null;
	readonly trial: boolean;
	/** 废止: from this day it no longer applies, by a document of its own; null or omitted = not repealed. */
	readonly repealedFrom?: DateText | null;
};

/** As much of a version as decides when it applies. */
export type VersionSpan = Pick<
	IssuedVersion,
	'code' | 'effectiveFrom' | 'effectiveTo' | 'trial' | 'repealedFrom'
>;

export type StatusOnDate = 'upcoming' | 'in_force' | 'trial' | 'superseded' | 'repealed' | 'expired';

export const STATUS_WORDS: { readonly [S in StatusOnDate]: string } = {
	upcoming: '未生效',
	in_force: '有效',
	trial: '试行',
	superseded: '已被替代',
	repealed: '已废止',
	expired: '已到期'
};

export type LookUpQuery = {
	readonly date: DateText;
	readonly code?: string;
	/** A category and everything below it: "城市运维" finds "城市运维/环卫保洁". */
	readonly category?: string;
	readonly unitId?: string;
};

/**
 * The version of every matching code that applies on a date: at most one per code. A version applies from its effective
 * date until a later version of the same code takes effect, its own end comes or it is repealed, whichever is first.
 */
export function inForceOn<V extends IssuedVersion>(versions: readonly V[], query: LookUpQuery): readonly V[] {
	return versions.filter(
		(version) => matches(version, query) && applies(statusOn(version, versions, query.date))
	);
}

/** Status of one version on a date, seen among all versions (those of other codes do not matter). */
export function statusOn(
	version: VersionSpan,
	versions: readonly VersionSpan[],
	date: DateText
): StatusOnDate {
	if (version.repealedFrom && version.repealedFrom <= date) return 'repealed';
	if (date < version.effectiveFrom) return 'upcoming';
	const next = successor(version, versions);
	if (next && next.effectiveFrom <= date) return 'superseded';
	if (version.effectiveTo !== null && version.effectiveTo <= date) return 'expired';
	return version.trial ? 'trial' : 'in_force';
}

/** The version of the same code that takes effect next after this one; one repealed before its day never does. */
export function successor<V extends VersionSpan>(
	version: VersionSpan,
	versions: readonly V[]
): V | undefined {
	let next: V | undefined;
	for (const other of versions) {
		if (other.code !== version.code || other.effectiveFrom <= version.effectiveFrom) continue;
		if (other.repealedFrom && other.repealedFrom <= other.effectiveFrom) continue;
		if (!next || other.effectiveFrom < next.effectiveFrom) next = other;
	}
	return next;
}

export function applies(status: StatusOnDate): boolean {
	return status === 'in_force' || status === 'trial';
}

/** Is this version one of those asked for, whatever its status? */
export function matches(
	version: IssuedVersion,
	{ code, category, unitId }: Omit<LookUpQuery, 'date'>
): boolean {
	if (code !== undefined && version.code !== code) return false;
	if (unitId !== undefined && version.unitId !== unitId) return false;
	return (
		category === undefined || version.category === category || version.category.startsWith(`${category}/`)
	);
}
