import type { CostBasis } from '#lib/core/costing/line.ts';
import type { NewAnalysis } from '#lib/server/costing/analyses.ts';
import type { NewProject } from '#lib/server/costing/projects.ts';

/** The fields of a form as the use cases take them; the services check every value. */
export function projectInput(form: FormData): NewProject {
	return {
		code: text(form, 'code'),
		name: text(form, 'name'),
		organisationId: text(form, 'organisationId'),
		category: text(form, 'category'),
		sourceNote: text(form, 'sourceNote')
	};
}

export function analysisInput(form: FormData): Omit<NewAnalysis, 'projectId'> {
	return {
		fiscalYear: Number(text(form, 'fiscalYear')),
		periodMonths: Number(text(form, 'periodMonths')),
		basis: {
			priceYear: Number(text(form, 'priceYear')),
			region: text(form, 'region'),
			taxBasis: oneOf(text(form, 'taxBasis'), ['included', 'excluded']),
			staffScope: oneOf(text(form, 'staffScope'), ['included', 'excluded']),
			deliveryMode: oneOf(text(form, 'deliveryMode'), ['own', 'purchased', 'mixed'])
		} satisfies CostBasis
	};
}

function text(form: FormData, name: string): string {
	return String(form.get(name) ?? '');
}

function oneOf<T extends string>(value: string, words: readonly T[]): T | 'unknown' {
	return words.find((word) => word === value) ?? 'unknown';
}
