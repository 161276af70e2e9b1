import { fail, type Actions } from '@sveltejs/kit';
import { parseDate } from '#lib/core/period/date.ts';
import { sameDimension } from '#lib/core/quantity/convert.ts';
import { allUnits, unitById } from '#lib/core/quantity/units.ts';
import { today } from '#lib/server/context.ts';
import type { ExpenditureContent } from '#lib/core/standards/standard-snapshot.ts';
import { checkBudgetLine, recentChecks } from '#lib/server/standards/budget-checks.ts';
import { lookUp } from '#lib/server/standards/library.ts';
import { problemText } from '#lib/text/zh-CN.ts';
import { readForm } from '../read-request.ts';
import { contextOf, refusePage, statusOf } from '../refusal.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => {
	const context = contextOf(locals);
	const asked = parseDate(url.searchParams.get('date') ?? '');
	const at = asked.ok ? asked.value : today(context);
	const checks = await recentChecks(context);
	if (!checks.ok) refusePage(checks.problem);
	const standards = await lookUp(context, { date: at, all: true });
	if (!standards.ok) refusePage(standards.problem);
	return {
		date: at,
		code: url.searchParams.get('code') ?? '',
		checks: checks.value,
		standards: standards.value.map((entry) => ({
			id: entry.ids.expenditure,
			code: entry.code,
			title: entry.title,
			status: entry.status,
			value: entry.expenditure.results.value,
			places: entry.expenditure.content.rounding.places,
			unit: entry.expenditure.results.unit,
			documentNumber: entry.documentNumber,
			effectiveFrom: entry.effectiveFrom,
			effectiveTo: entry.effectiveTo,
			grade: entry.service.grade,
			region: entry.expenditure.content.standing?.region ?? '',
			payerRegions: payerRegions(entry.expenditure.content),
			form: entry.expenditure.results.form ?? 'point',
			low: entry.expenditure.results.low ?? null,
			high: entry.expenditure.results.high ?? null,
			coefficients: entry.expenditure.content.coefficients ?? [],
			units: unitsLike(entry.unitId),
			baseUnit: unitById(entry.unitId).name
		}))
	};
};

export const actions: Actions = {
	default: async ({ locals, request }) => {
		const form = await readForm(request);
		const field = (name: string) => String(form.get(name) ?? '');
		const typed = {
			code: field('code'),
			date: field('date'),
			line: field('line'),
			quantity: field('quantity'),
			unit: field('unit'),
			months: field('months'),
			requested: field('requested'),
			grade: field('grade'),
			region: field('region'),
			coefficients: Object.fromEntries(
				[...form.entries()].flatMap(([name, value]) =>
					name.startsWith('coefficient:') && typeof value === 'string' ? [[name.slice(12), value]] : []
				)
			)
		};
		const checked = await checkBudgetLine(contextOf(locals), { ...typed, months: Number(typed.months) });
		if (!checked.ok)
			return fail(statusOf(checked.problem), { typed, problem: problemText(checked.problem), checked: null });
		return { typed, problem: null, checked: checked.value };
	}
};

/** Regions for which a standard says who pays; none where it says the same for all. */
function payerRegions({ payers = [] }: ExpenditureContent): readonly string[] {
	return [...new Set(payers.map(({ region }) => region.trim()))].filter((region) => region !== '');
}

/** Names of the units a quantity may be given in for a standard of this unit. */
function unitsLike(unitId: string): readonly string[] {
	const unit = unitById(unitId);
	return allUnits()
		.filter((other) => sameDimension(other, unit))
		.map(({ name }) => name);
}
