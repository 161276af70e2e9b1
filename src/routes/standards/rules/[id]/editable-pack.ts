import type { PackInput, PackStep, RulePack } from '#lib/core/standards/rule-pack/rule-pack.ts';

type Writable<T> = T extends readonly (infer E)[]
	? Writable<E>[]
	: T extends object
		? { -readonly [K in keyof T]: Writable<T[K]> }
		: T;

/** A rule as forms bind to it: the same shape, writable. */
export type EditablePack = Writable<RulePack>;
export type EditableInput = Writable<PackInput>;
export type EditableStep = Writable<PackStep>;

export const INPUT_KINDS: { readonly [K in PackInput['kind']]: string } = {
	number: '数字',
	choice: '选项',
	'yes-no': '是或否'
};

export const STEP_KINDS: { readonly [K in PackStep['kind']]: string } = {
	formula: '公式',
	choices: '按选项取值',
	tiers: '分档取值',
	bands: '超额累进'
};

/** A new thing to fill in, of the kind chosen; its name is free. */
export function newInput(kind: PackInput['kind'], name: string): EditableInput {
	if (kind === 'number') return { kind, name, unit: '', least: '0', most: null };
	return kind === 'choice' ? { kind, name, choices: ['甲类', '乙类'] } : { kind, name };
}

export function newStep(kind: PackStep['kind'], name: string, pack: EditablePack): EditableStep {
	const stated = { name, unit: '元', clause: '' };
	const number = pack.inputs.find((input) => input.kind === 'number')?.name ?? '';
	if (kind === 'formula') return { ...stated, kind, formula: number === '' ? '=' : `=${number}` };
	if (kind === 'choices') {
		const of = pack.inputs.find((input) => input.kind === 'choice')?.name ?? '';
		return { ...stated, kind, of, values: {} };
	}
	return { ...stated, kind, of: number, tiers: [{ from: '0', to: null, value: '' }] };
}

/** "要素1", "要素2", …: the first that no input and no step has. */
export function freeName(prefix: string, { inputs, steps }: EditablePack): string {
	const taken = new Set([...inputs, ...steps].map(({ name }) => name));
	let n = 1;
	while (taken.has(`${prefix}${n}`)) n += 1;
	return `${prefix}${n}`;
}

/** Moves an item one place up (-1) or down (1); at either end nothing happens. */
export function moveBy<T>(items: T[], at: number, by: -1 | 1): void {
	const [item] = items.slice(at, at + 1);
	const to = at + by;
	if (item === undefined || to < 0 || to >= items.length) return;
	items.splice(at, 1);
	items.splice(to, 0, item);
}

/** Sets an optional text, or leaves the field out where nothing is said: "" is not a value of it. */
export function setOrDrop<K extends string>(target: { [P in K]?: string }, field: K, text: string): void {
	if (text === '') delete target[field];
	else target[field] = text;
}
