import type { Hash } from '#lib/core/address/value-ref.ts';
import { date, type DateText } from '#lib/core/period/date.ts';
import { fieldOf, type LibraryFacts, type Level } from '#lib/core/standards/library-search.ts';
import { applies, statusOn } from '#lib/core/standards/look-up.ts';
import type {
	ExpenditureContent,
	ExpenditureResults,
	QuotaContent,
	QuotaForm,
	QuotaResults,
	ServiceContent
} from '#lib/core/standards/standard-snapshot.ts';
import { tierWords } from '#lib/core/standards/tiers.ts';
import { unitById } from '#lib/core/quantity/units.ts';
import type { Context } from '../context.ts';
import { organisationTree, type Organisation } from '../organisations/service.ts';
import { seriesOf } from '#lib/core/standards/draft.ts';
import { reviewDate } from './library.ts';
import { selectBodies, selectIssueHeads, type IssueHead } from './library-store.ts';
import { initialsOf } from './pinyin.ts';

/** One line of the library: what it is searched by and what the list shows, without the texts of its snapshots. */
export interface LibraryLine extends LibraryFacts {
	readonly proposalId: string;
	readonly series: string;
	readonly ids: { readonly service: string; readonly quota: string; readonly expenditure: string };
	readonly hashes: { readonly service: Hash; readonly quota: Hash; readonly expenditure: Hash };
	readonly organisationPath: string;
	readonly quota: ShownValue;
	readonly expenditure: ShownValue;
	/** How the value is to be held to, and the ends of its range. */
	readonly form: QuotaForm;
	readonly ends: { readonly low: string; readonly high: string } | null;
	readonly unit: string;
	readonly priceYear: number;
	readonly band: Pick<QuotaResults, 'value' | 'low' | 'high' | 'unit'>;
	readonly oldStandard: string;
	/** Price index its comparison was brought to one year with; null where none was. */
	readonly priceSeries: string | null;
	/** The frozen comparison behind the quota. */
	readonly comparison: Hash;
}

export interface ShownValue {
	readonly value: string | null;
	readonly places: number;
}

/** Every issue with its facts on a date, the latest effective date first. */
export async function libraryLines(context: Context, at: DateText): Promise<readonly LibraryLine[]> {
	const heads = await selectIssueHeads(context.db);
	const parts = await partsOf(context, heads);
	const places = placesOf(await organisationTree(context.db));
	const versions = heads.map((head) => ({
		head,
		code: head.code,
		effectiveFrom: date(head.effective_from),
		effectiveTo: head.effective_to === null ? null : date(head.effective_to),
		trial: head.trial === 1,
		repealedFrom: head.repealed_from === null ? null : date(head.repealed_from)
	}));
	const byCode = Map.groupBy(versions, ({ code }) => code);
	return versions.map(({ head, ...span }) => {
		const status = statusOn(span, byCode.get(span.code) ?? [], at);
		const reviewOn = reviewDate(head);
		return {
			...lineOf(head, partOf(parts, head), places),
			...span,
			status,
			reviewOn,
			overdue: applies(status) && reviewOn <= at
		};
	});
}

function lineOf(head: IssueHead, part: Parts, places: ReadonlyMap<string, Place>) {
	const { service, quota, expenditure } = part;
	const { content, results } = expenditure;
	const place = places.get(head.organisation_path);
	const unit = unitById(results.unitId);
	return {
		proposalId: head.proposal_id,
		series: seriesOf(head.code),
		ids: { service: head.service_id, quota: head.quota_id, expenditure: head.expenditure_id },
		hashes: { service: head.service_hash, quota: head.quota_hash, expenditure: head.expenditure_hash },
		title: content.title,
		category: results.category,
		unitId: results.unitId,
		organisation: head.organisation_name,
		organisationPath: head.organisation_path,
		documentNumber: head.document_number,
		level: place?.level ?? 'district',
		field: fieldOf(results.category),
		grade: service.grade,
		tiers: [
			content.standing?.tier ?? '',
			...(results.tiers ?? []).map((tier) => tierWords(tier, unit.name))
		].filter((tier) => tier !== ''),
		region: content.standing?.region || (place?.region ?? ''),
		initials: initialsOf(`${content.title}${results.category.split('/').join('')}`),
		quota: { value: quota.results.value, places: quota.content.rounding.places },
		expenditure: { value: results.value, places: content.rounding.places },
		form: results.form ?? 'point',
		ends: endsOf(results),
		unit: results.unit,
		priceYear: results.priceYear,
		band: quota.results,
		oldStandard: content.oldStandard,
		priceSeries: priceSeriesOf(head.series),
		// A standard is only ever derived from a frozen comparison.
		comparison: head.comparison_hash ?? ''
	} as const;
}

function endsOf({ form, low, high }: Pick<ExpenditureResults, 'form' | 'low' | 'high'>) {
	return form === 'range' && low !== undefined && high !== undefined ? { low, high } : null;
}

/** The column is the JSON that server/comparison writes: step → code of the series. */
function priceSeriesOf(series: string): string | null {
	return (JSON.parse(series) as { readonly 'price-year'?: string })['price-year'] ?? null;
}

interface Place {
	readonly level: Level;
	readonly region: string;
}

/** Level and region by path: a town and what is below it is the town's, everything else the district's. */
function placesOf(tree: readonly Organisation[]): ReadonlyMap<string, Place> {
	const towns = tree.filter(({ kind }) => kind === 'town');
	return new Map(
		tree.map(({ path }) => {
			const town = towns.find((candidate) => path.startsWith(candidate.path));
			const top = tree.find((candidate) => candidate.depth === 0 && path.startsWith(candidate.path));
			return [path, { level: town ? 'town' : 'district', region: (town ?? top)?.name ?? '' }];
		})
	);
}

interface Parts {
	readonly service: Pick<ServiceContent, 'grade'>;
	readonly quota: {
		readonly content: Pick<QuotaContent, 'rounding'>;
		readonly results: Pick<QuotaResults, 'value' | 'low' | 'high' | 'unit'>;
	};
	readonly expenditure: {
		readonly content: Pick<ExpenditureContent, 'title' | 'rounding' | 'oldStandard' | 'standing'>;
		readonly results: Omit<ExpenditureResults, 'words'>;
	};
}

/**
 * What the list needs of a snapshot, by its hash. Named by content, it can never be out of date; kept because reading
 * the texts of thousands of snapshots for each search takes most of a second.
 */
const kept = new Map<Hash, Parts[keyof Parts]>();
const MOST_KEPT = 60_000;

async function partsOf(
	context: Context,
	heads: readonly IssueHead[]
): Promise<ReadonlyMap<Hash, Parts[keyof Parts]>> {
	const hashes = new Set(
		heads.flatMap((head) => [head.service_hash, head.quota_hash, head.expenditure_hash])
	);
	const parts = new Map<Hash, Parts[keyof Parts]>();
	for (const hash of hashes) {
		const known = kept.get(hash);
		if (known) parts.set(hash, known);
	}
	const missing = [...hashes].filter((hash) => !parts.has(hash));
	if (kept.size > MOST_KEPT) kept.clear();
	for (const { hash, body } of await selectBodies(context.db, missing)) {
		const part = read(body);
		parts.set(hash, part);
		kept.set(hash, part);
	}
	return parts;
}

function read(body: string): Parts[keyof Parts] {
	// Issued rows name snapshots of the three kinds of standard, told apart by their content.
	const { content, results } = JSON.parse(body) as
		| { content: ServiceContent; results: { items: number } }
		| { content: QuotaContent; results: QuotaResults }
		| { content: ExpenditureContent; results: ExpenditureResults };
	switch (content.standard) {
		case 'service':
			return { grade: content.grade };
		case 'quota': {
			const { value, low, high, unit } = results as QuotaResults;
			return { content: { rounding: content.rounding }, results: { value, low, high, unit } };
		}
		case 'expenditure': {
			const { title, rounding, oldStandard, standing } = content;
			const { words: _, ...rest } = results as ExpenditureResults;
			return {
				content: { title, rounding, oldStandard, ...(standing ? { standing } : {}) },
				results: rest
			};
		}
	}
}

function partOf(parts: ReadonlyMap<Hash, Parts[keyof Parts]>, head: IssueHead): Parts {
	const [service, quota, expenditure] = [head.service_hash, head.quota_hash, head.expenditure_hash].map(
		(hash) => parts.get(hash)
	);
	if (!service || !quota || !expenditure) throw new Error(`The issue of ${head.code} lacks a snapshot`);
	// The kind of the row decides the kind of the snapshot.
	return { service, quota, expenditure } as Parts;
}
