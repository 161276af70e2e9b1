import type { EditCommand, LineContent } from './edit-command.ts';
import { isSourcedField, type CostLine, type SourcedField } from './line.ts';
import { isYearColumn, type YearColumn } from './year-column.ts';

/**
 * A change of one line. Each year is a place of its own, and the cell that a figure was read from follows the figure:
 * fields that are left out keep both, so that taking back one of them leaves what others typed into the next alone.
 */
export interface LinePatch {
	readonly values: Partial<Omit<LineContent, 'years' | 'sources'>>;
	/** Amounts of other years; null takes one away. */
	readonly years?: { readonly [column: YearColumn]: string | null };
	/** Cells that the patched figures come from; one without is typed by hand. */
	readonly sources?: CostLine['sources'];
}

/** The patch that a `restore` command stands for. */
export function patchOf({ years = {}, sources = {}, ...values }: Partial<LineContent>): LinePatch {
	return { values, years, sources };
}

export function patched(line: CostLine, patch: LinePatch): CostLine {
	return {
		...line,
		...patch.values,
		years: patchedYears(line, patch),
		sources: patchedSources(line, patch)
	};
}

/** Commands that put back exactly what the patch changes. */
export function inverseOf(line: CostLine, patch: LinePatch): readonly EditCommand[] {
	const columns = Object.keys(patch.years ?? {}).filter(isYearColumn);
	const present = columns.filter((column) => line.years[column] !== undefined);
	const earlier = Object.keys(patch.values).map((field) => [field, line[field as keyof LineContent]]);
	const sources = pick(line.sources, sourcedFields(patch));
	const values: Partial<LineContent> = {
		...Object.fromEntries(earlier),
		...(present.length === 0 ? {} : { years: pick(line.years, present) }),
		...(Object.keys(sources).length === 0 ? {} : { sources })
	};
	const blank = columns.filter((column) => line.years[column] === undefined);
	return [
		...(Object.keys(values).length === 0 ? [] : [{ type: 'restore', lineId: line.id, values } as const]),
		...blank.map((field) => ({ type: 'set', lineId: line.id, field, value: null }) as const)
	];
}

function patchedYears(line: CostLine, { years }: LinePatch): CostLine['years'] {
	const columns = years === undefined ? [] : Object.entries(years);
	if (columns.length === 0) return line.years;
	const kept = Object.entries(line.years).filter(([column]) => !columns.some(([name]) => name === column));
	const filled = columns.filter((entry): entry is [string, string] => entry[1] !== null);
	return Object.fromEntries([...kept, ...filled]);
}

function patchedSources(line: CostLine, patch: LinePatch): CostLine['sources'] {
	// A pasted line, as most that are typed, comes from nowhere: its cells are patched one after the other.
	if (patch.sources === undefined && Object.keys(line.sources).length === 0) return line.sources;
	const fields = sourcedFields(patch);
	if (!fields.some((field) => line.sources[field] ?? patch.sources?.[field])) return line.sources;
	const kept = Object.entries(line.sources).filter(([name]) => !fields.some((field) => field === name));
	return Object.fromEntries([...kept, ...Object.entries(pick(patch.sources ?? {}, fields))]);
}

function sourcedFields({ values, years = {} }: LinePatch): readonly SourcedField[] {
	return [...Object.keys(values), ...Object.keys(years)].filter(isSourcedField);
}

function pick<V>(
	from: { readonly [key: string]: V },
	keys: readonly string[]
): { readonly [key: string]: V } {
	return Object.fromEntries(keys.flatMap((key) => (from[key] === undefined ? [] : [[key, from[key]]])));
}
