import { refText } from '#lib/core/address/value-ref.ts';
import { dec, toFixedText } from '#lib/core/decimal/decimal.ts';
import { groupThousands } from '#lib/core/money/fen.ts';
import { parseDate } from '#lib/core/period/date.ts';
import { LEVELS, type LibraryFilter } from '#lib/core/standards/library-search.ts';
import { QUOTA_FORMS } from '#lib/core/standards/standard-snapshot.ts';
import { mightEver } from '#lib/core/workflow/permission.ts';
import { today } from '#lib/server/context.ts';
import { staleAmong } from '#lib/server/lineage/staleness.ts';
import type { ShownValue } from '#lib/server/standards/facts.ts';
import { searchStandards, type FoundLine } from '#lib/server/standards/search.ts';
import { contextOf, refusePage } from '../refusal.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => {
	const context = contextOf(locals);
	const asked = url.searchParams.get('date');
	const at = asked ? parseDate(asked) : { ok: true as const, value: today(context) };
	if (!at.ok) refusePage(at.problem);
	const filter = readFilter(url.searchParams);
	const drifting = url.searchParams.get('drifting') === 'yes';
	const page = Number(url.searchParams.get('page') ?? '1') || 1;
	const found = await searchStandards(context, { date: at.value, filter, drifting, page });
	if (!found.ok) refusePage(found.problem);
	const { lines, facets, ...counts } = found.value;
	const stale = await staleAmong(
		context,
		lines.map(({ hashes }) => hashes.expenditure)
	);
	const sorted = (values: readonly string[]) => [...values].sort(new Intl.Collator('zh-CN').compare);
	return {
		date: at.value,
		filter,
		onlyDrifting: drifting,
		...counts,
		mayCheck: mightEver(context.actor, 'budget-check.run'),
		facets: {
			level: facets.level,
			field: sorted(facets.field),
			category: sorted(facets.category),
			grade: sorted(facets.grade),
			tier: sorted(facets.tier),
			region: sorted(facets.region)
		},
		standards: lines.map((line) => ({ ...shownLine(line), stale: stale.has(line.hashes.expenditure) }))
	};
};

function readFilter(query: URLSearchParams): LibraryFilter {
	const text = (name: string) => query.get(name) ?? '';
	return {
		text: text('text'),
		level: text('level'),
		field: text('field'),
		category: text('category'),
		grade: text('grade'),
		tier: text('tier'),
		region: text('region'),
		// Older links asked for everything this way.
		status: query.get('all') === 'yes' ? 'all' : text('status'),
		overdue: query.get('overdue') === 'yes'
	};
}

function shownLine(line: FoundLine) {
	const { ids, hashes, uses } = line;
	return {
		id: ids.expenditure,
		series: line.series,
		code: line.code,
		title: line.title,
		grade: line.grade,
		tiers: line.tiers,
		category: line.category,
		organisation: line.organisation,
		level: LEVELS[line.level],
		quota: shown(line.quota),
		expenditure: shown(line.expenditure),
		form: line.form === 'point' ? null : QUOTA_FORMS[line.form],
		ends: line.ends && endsOf(line, line.ends),
		oldStandard: line.oldStandard,
		oldRef: refText({ kind: 'frozen', snapshot: hashes.expenditure, pointer: '/content/oldStandard' }),
		quotaRef: valueRef(hashes.quota),
		expenditureRef: valueRef(hashes.expenditure),
		unit: line.unit,
		documentNumber: line.documentNumber,
		effectiveFrom: line.effectiveFrom,
		effectiveTo: line.repealedFrom ?? line.effectiveTo,
		repealed: line.repealedFrom !== null && line.repealedFrom !== undefined,
		reviewOn: line.reviewOn,
		overdue: line.overdue,
		status: line.status,
		revision: line.revision,
		uses,
		drift: line.drift.alarm
			? [line.drift.index, line.drift.outturn].flatMap((drift) => (drift?.alarm ? [drift.words] : []))
			: []
	};
}

/** The ends of a range with their addresses. */
function endsOf({ hashes, expenditure: { places } }: FoundLine, ends: NonNullable<FoundLine['ends']>) {
	return (['low', 'high'] as const).map((end) => ({
		text: shown({ value: ends[end], places }),
		ref: refText({ kind: 'frozen', snapshot: hashes.expenditure, pointer: `/results/${end}` })
	}));
}

function valueRef(snapshot: string): string {
	return refText({ kind: 'frozen', snapshot, pointer: '/results/value' });
}

function shown({ value, places }: ShownValue): string {
	return value === null ? '—' : groupThousands(toFixedText(dec(value), places));
}
