import type { PickerOption } from '#lib/ui/form/picker-options.ts';
import { shownMembers } from './shown-members.ts';
import type { PageData } from './$types';

/** Members to choose from, by their index, found by name or by pinyin initials. */
export function memberOptions(
	data: Pick<PageData, 'members' | 'results' | 'readable' | 'initials'>,
	wanted: (member: ReturnType<typeof shownMembers>[number]) => boolean = () => true
): readonly PickerOption[] {
	return shownMembers(data)
		.filter(wanted)
		.map(({ index, result }) => ({
			key: String(index),
			label: result.label,
			initials: data.initials[index]
		}));
}
