import type { StandardDraft } from '#lib/core/standards/draft.ts';

type Editable<T> = T extends readonly (infer E)[]
	? Editable<E>[]
	: T extends object
		? { -readonly [K in keyof T]: Editable<T[K]> }
		: T;

/** The draft as forms bind to it: the same shape, writable. */
export type EditableDraft = Editable<StandardDraft>;
