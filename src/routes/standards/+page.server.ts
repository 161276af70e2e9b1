import { dec, toFixedText } from '#lib/core/decimal/decimal.ts';
import { groupThousands } from '#lib/core/money/fen.ts';
import { parseDate } from '#lib/core/period/date.ts';
import { today } from '#lib/server/context.ts';
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
			unit: entry.expenditure.results.unit,
			documentNumber: entry.documentNumber,
			effectiveFrom: entry.effectiveFrom,
			effectiveTo: entry.effectiveTo,
			status: entry.status
		}))
	};
};

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
