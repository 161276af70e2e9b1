import { refText } from '#lib/core/address/value-ref.ts';
import { dec, toFixedText } from '#lib/core/decimal/decimal.ts';
import { groupThousands } from '#lib/core/money/fen.ts';
import { parseDate } from '#lib/core/period/date.ts';
import { today } from '#lib/server/context.ts';
import { staleAmong } from '#lib/server/lineage/staleness.ts';
import { lookUp } from '#lib/server/standards/library.ts';
import { contextOf, refusePage } from '../refusal.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => {
	const context = contextOf(locals);
	const asked = url.searchParams.get('date');
	const at = asked ? parseDate(asked) : { ok: true as const, value: today(context) };
	if (!at.ok) refusePage(at.problem);
	const text = url.searchParams.get('text') ?? '';
	const category = url.searchParams.get('category') ?? '';
	const all = url.searchParams.get('all') === 'yes';
	const everything = await lookUp(context, { date: at.value, all: true });
	if (!everything.ok) refusePage(everything.problem);
	const found = await lookUp(context, {
		date: at.value,
		text,
		all,
		...(category === '' ? {} : { category })
	});
	if (!found.ok) refusePage(found.problem);
	const stale = await staleAmong(
		context,
		found.value.map(({ hashes }) => hashes.expenditure)
	);
	return {
		date: at.value,
		text,
		category,
		all,
		categories: [...new Set(everything.value.map((entry) => entry.category))].sort(
			new Intl.Collator('zh-CN').compare
		),
		total: everything.value.length,
		standards: found.value.map((entry) => ({
			id: entry.ids.expenditure,
			quotaId: entry.ids.quota,
			series: entry.series,
			title: entry.title,
			grade: entry.service.grade,
			category: entry.category,
			organisation: entry.organisation,
			quota: shown(entry.quota),
			expenditure: shown(entry.expenditure),
			quotaRef: valueRef(entry.hashes.quota),
			expenditureRef: valueRef(entry.hashes.expenditure),
			stale: stale.has(entry.hashes.expenditure),
			unit: entry.expenditure.results.unit,
			documentNumber: entry.documentNumber,
			effectiveFrom: entry.effectiveFrom,
			effectiveTo: entry.effectiveTo,
			status: entry.status
		}))
	};
};

function valueRef(snapshot: string): string {
	return refText({ kind: 'frozen', snapshot, pointer: '/results/value' });
}

function shown({
	content,
	results
}: {
	content: { rounding: { places: number } };
	results: { value: string | null };
}) {
	return results.value === null
		? '—'
		: groupThousands(toFixedText(dec(results.value), content.rounding.places));
}
