import { matchesInitials, type Initials } from '#lib/core/standards/initials.ts';

export interface PickerOption {
	readonly key: string;
	readonly label: string;
	/** Pinyin initials of the label, where it may be found by them. */
	readonly initials?: Initials | undefined;
}

/** More are not listed at once: nobody reads them, and who types one more sign has fewer. */
export const MOST_LISTED = 50;

/** The options in which every word occurs, as written or by pinyin initials; an option called exactly so comes first. */
export function matchingOptions(options: readonly PickerOption[], typed: string): readonly PickerOption[] {
	const words = typed.trim().toLowerCase().split(/\s+/).filter(Boolean);
	const matching = options.filter(({ label, initials }) => {
		const written = label.toLowerCase();
		return words.every(
			(word) =>
				written.includes(word) || (initials && /^[a-z0-9]+$/.test(word) && matchesInitials(word, initials))
		);
	});
	const exact = matching.find(({ label }) => label.toLowerCase() === typed.trim().toLowerCase());
	return exact ? [exact, ...matching.filter((option) => option !== exact)] : matching;
}
