import type { RecipeContent, RecipeGroup, RecipeLine } from '#lib/core/costing/recipe.ts';

/** One row of the form, whichever kind of line it is: the fields of both, so that switching loses nothing. */
export interface EditableLine {
	/** Told apart on the page only. */
	readonly id: number;
	kind: RecipeLine['kind'];
	group: RecipeGroup;
	name: string;
	unit: string;
	consumption: string;
	price: string;
	base: RecipeGroup;
	percent: string;
}

let made = 0;

export function blankLine(group: RecipeGroup = 'labour'): EditableLine {
	made += 1;
	return {
		id: made,
		kind: 'consumption',
		group,
		name: '',
		unit: '',
		consumption: '',
		price: '',
		base: group,
		percent: ''
	};
}

export function editableLine(line: RecipeLine): EditableLine {
	return { ...blankLine(line.group), ...line };
}

/** The line as it is stored, without the fields of the other kind. */
export function storedLine({
	kind,
	group,
	name,
	unit,
	consumption,
	price,
	base,
	percent
}: EditableLine): RecipeLine {
	return kind === 'percent'
		? { kind, group, name, base, percent }
		: { kind, group, name, unit, consumption, price };
}

/** Rows nobody has written into are not part of the build-up. */
export function isBlank({ name, consumption, price, percent }: EditableLine): boolean {
	return [name, consumption, price, percent].every((text) => text.trim() === '');
}

export const BLANK_RECIPE: RecipeContent = {
	code: '',
	name: '',
	unit: '',
	lines: [],
	rates: { management: '0', profit: '0', tax: '0' },
	places: 2,
	source: ''
};
