import { FACTOR_STEPS } from '#lib/core/comparison/normalise/chain.ts';
import type { SettingsInput } from '#lib/server/comparison/settings.ts';

/** Reads the fields of SettingsFields.svelte; what they may hold is judged by the service. */
export function settingsInput(form: FormData): SettingsInput {
	const text = (name: string) => String(form.get(name) ?? '');
	return {
		title: text('title'),
		purpose: text('purpose'),
		targetYear: text('targetYear').trim(),
		steps: form.getAll('steps').map(String),
		series: Object.fromEntries(FACTOR_STEPS.map((step) => [step, text(`series-${step}`)])),
		bounds: {
			grade: text('bound-grade'),
			from: text('bound-from'),
			to: text('bound-to'),
			boundary: text('bound-boundary')
		}
	};
}
