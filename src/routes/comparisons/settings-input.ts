import type { SettingsInput } from '#lib/server/comparison/settings.ts';

/** Reads the fields of SettingsFields.svelte; what they may hold is judged by the service. */
export function settingsInput(form: FormData): SettingsInput {
	const text = (name: string) => String(form.get(name) ?? '');
	return {
		title: text('title'),
		purpose: text('purpose'),
		targetYear: text('targetYear').trim(),
		steps: form.getAll('steps').map(String),
		series: {
			'price-year': text('series-price-year'),
			region: text('series-region'),
			grade: text('series-grade')
		}
	};
}
