import { FILL_FIELDS, type FillChoice, type FillField } from '#lib/core/intake/fill-back.ts';

/** The chosen columns as the page's address carries them: one parameter per field, blank for none. */
export function choiceIn(parameters: URLSearchParams): FillChoice {
	const choice: { [F in FillField]?: string } = {};
	// The keys of the table are its fields.
	for (const field of Object.keys(FILL_FIELDS) as FillField[]) {
		const letters = parameters.get(field);
		if (letters) choice[field] = letters;
	}
	return choice;
}
