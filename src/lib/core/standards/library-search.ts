import type { DateText } from '../period/date.ts';
import { matchesInitials, type Initials } from './initials.ts';
import { applies, type IssuedVersion, type StatusOnDate } from './look-up.ts';

/** 层次: whose standard it is. It follows from the organisation that keeps it, so it is nowhere typed. */
export const LEVELS = { district: '区级', town: '镇（街道）级' } as const;
export type Level = keyof typeof LEVELS;

/** 领域: the first part of the category, "城市运维" of "城市运维/环卫保洁". */
export function fieldOf(category: string): string {
	return category.split('/')[0] ?? category;
}

/** What the library is searched by. */
export type LibraryFacts = IssuedVersion & {
	readonly title: string;
	readonly organisation: string;
	readonly documentNumber: string;
	readonly level: Level;
	readonly field: string;
	readonly grade: string;
	readonly tiers: readonly string[];
	readonly region: string;
	/** As of the date asked. */
	readonly status: StatusOnDate;
	readonly reviewOn: DateText;
	readonly overdue: boolean;
	readonly initials: Initials;
};

/** The facets of a search; an empty text chooses nothing. */
export type LibraryFilter = {
	/** Words that must all be found, as written or by pinyin initials. */
	readonly text: string;
	readonly level: string;
	readonly field: string;
	readonly category: string;
	readonly grade: string;
	readonly tier: string;
	readonly region: string;
	/** One status, "all", or "" for what applies on the date. */
	readonly status: string;
	/** Only those whose review is overdue (复核逾期). */
	readonly overdue: boolean;
};

export const NO_FILTER: LibraryFilter = {
	...{ text: '', level: '', field: '', category: '', grade: '', tier: '', region: '', status: '' },
	overdue: false
};

/** 标准库查询: those that match every facet, in the order given. */
export function searchLibrary<F extends LibraryFacts>(
	entries: readonly F[],
	filter: LibraryFilter
): readonly F[] {
	const words = filter.text.trim().toLowerCase().split(/\s+/).filter(Boolean);
	return entries.filter(
		(entry) =>
			statusMatches(entry, filter.status) &&
			(!filter.overdue || entry.overdue) &&
			(filter.level === '' || entry.level === filter.level) &&
			(filter.field === '' || entry.field === filter.field) &&
			(filter.category === '' || below(entry.category, filter.category)) &&
			(filter.grade === '' || entry.grade === filter.grade) &&
			(filter.tier === '' || entry.tiers.includes(filter.tier)) &&
			(filter.region === '' || entry.region === filter.region) &&
			words.every((word) => found(entry, word))
	);
}

function statusMatches({ status }: LibraryFacts, asked: string): boolean {
	if (asked === 'all') return true;
	return asked === '' ? applies(status) : status === asked;
}

function below(category: string, asked: string): boolean {
	return category === asked || category.startsWith(`${asked}/`);
}

function found(entry: LibraryFacts, word: string): boolean {
	const { title, code, category, documentNumber, organisation } = entry;
	const written = [title, code, category, documentNumber, organisation, entry.grade, ...entry.tiers];
	if (written.some((text) => text.toLowerCase().includes(word))) return true;
	return /^[a-z0-9]+$/.test(word) && matchesInitials(word, entry.initials);
}

/** What can be chosen in each facet. Categories include the levels above them, so that a whole field can be chosen. */
export type LibraryFacets = {
	readonly [K in 'level' | 'field' | 'category' | 'grade' | 'tier' | 'region']: readonly string[];
};

/** The values that occur in a library, each once, in the order of first occurrence; the caller sorts for its readers. */
export function facetsOf(entries: readonly LibraryFacts[]): LibraryFacets {
	const distinct = (values: (entry: LibraryFacts) => readonly string[]) => [
		...new Set(entries.flatMap(values).filter((value) => value !== ''))
	];
	return {
		level: distinct(({ level }) => [level]),
		field: distinct(({ field }) => [field]),
		category: distinct(({ category }) => [category]),
		grade: distinct(({ grade }) => [grade]),
		tier: distinct(({ tiers }) => tiers),
		region: distinct(({ region }) => [region])
	};
}
