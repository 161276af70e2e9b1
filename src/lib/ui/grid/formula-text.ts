import type { CostLine } from '#lib/core/costing/line.ts';
import type { NamedParameter } from '#lib/core/costing/named-parameter.ts';
import type { Tree } from '#lib/core/costing/tree.ts';
import { columnWord, type Column } from '#lib/core/formula/columns.ts';
import { ALL_KEY, ID_MARK, PARAMETER_MARK, PARENT_KEY, SELF_KEY } from '#lib/core/formula/references.ts';
import { parameterText, rewriteFormula } from '#lib/core/formula/rewrite.ts';
import type { Result } from '#lib/core/result.ts';

const NO_PARAMETERS: readonly NamedParameter[] = [];

/**
 * People name lines by code, name or number ("[8.1].单价") and parameters by name; drafts by stable id, so that moving
 * lines and renaming parameters breaks nothing. What names nothing, or more than one line, stays as typed.
 */
export function storedFormula(typed: string, tree: Tree, parameters = NO_PARAMETERS): Result<string> {
	return rewriteFormula(typed, {
		line: (key) => {
			const index = RELATIVE_KEYS.includes(key) ? undefined : lineNamed(tree, key);
			return index === undefined ? undefined : `${ID_MARK}${idAt(tree, index)}`;
		},
		name: (name) => {
			const parameter = parameters.find((candidate) => candidate.name === name);
			return parameter && parameterText(parameter.id);
		}
	});
}

/** A stored formula as people edit it. A reference to a line that has gone stays as it is, and shows #REF!. */
export function typedFormula(stored: string, tree: Tree, parameters = NO_PARAMETERS): string {
	const renamed = rewriteFormula(stored, {
		line: (key) => {
			const index = key.startsWith(ID_MARK) ? tree.indexOf.get(key.slice(ID_MARK.length)) : undefined;
			return index === undefined ? undefined : lineKey(tree, index);
		},
		parameter: (id) => parameters.find((candidate) => candidate.id === id)?.name
	});
	return renamed.ok ? renamed.value : stored;
}

/** How a formula in the line at `from` refers to a column of the line at `to`. */
export function referenceText(tree: Tree, from: number, to: number, column: Column): string {
	return `[${from === to ? SELF_KEY : lineKey(tree, to)}].${columnWord(column)}`;
}

/** The index of the line that a key in brackets means to the formula in the line at `from`. */
export function lineOfKey(tree: Tree, from: number, key: string): number | undefined {
	if (key === SELF_KEY) return from;
	if (key === PARENT_KEY) return (tree.parents[from] ?? -1) < 0 ? undefined : tree.parents[from];
	return key.startsWith(ID_MARK) ? tree.indexOf.get(key.slice(ID_MARK.length)) : lineNamed(tree, key);
}

/** The shortest key that means this line and no other. */
export function lineKey(tree: Tree, index: number): string {
	const { code, name } = tree.lines[index] as CostLine;
	const unique = [code, name].find((key) => isSayable(key) && lineNamed(tree, key) === index);
	return unique ?? `第${index + 1}行`;
}

const RELATIVE_KEYS: readonly string[] = [SELF_KEY, PARENT_KEY, ALL_KEY];

/** A code goes before a name, and either must be the only one; line numbers are those of the whole tree. */
function lineNamed(tree: Tree, key: string): number | undefined {
	if (key.startsWith(ID_MARK)) return undefined;
	const { codes, names } = namesOf(tree);
	const [, number = ''] = /^第\s*(\d{1,6})\s*行$/.exec(key) ?? [];
	const numbered = number === '' || Number(number) > tree.lines.length ? undefined : Number(number) - 1;
	return oneOf(codes.get(key)) ?? oneOf(names.get(key)) ?? (numbered === -1 ? undefined : numbered);
}

interface LineNames {
	/** Index of the only line of a code or name; null where several share it. */
	readonly codes: ReadonlyMap<string, number | null>;
	readonly names: ReadonlyMap<string, number | null>;
}

/** Every formula cell that is drawn asks for names, so they are gathered once for each state of the tree. */
const known = new WeakMap<Tree, LineNames>();

function namesOf(tree: Tree): LineNames {
	const earlier = known.get(tree);
	if (earlier) return earlier;
	const codes = new Map<string, number | null>();
	const names = new Map<string, number | null>();
	tree.lines.forEach(({ code, name }, index) => {
		codes.set(code, codes.has(code) ? null : index);
		names.set(name, names.has(name) ? null : index);
	});
	const gathered = { codes, names };
	known.set(tree, gathered);
	return gathered;
}

function oneOf(index: number | null | undefined): number | undefined {
	return index ?? undefined;
}

function idAt(tree: Tree, index: number): string {
	return tree.lines[index]?.id ?? '';
}

/** Brackets cannot stand inside a reference, "#" and "@" mark ids, and relative keys mean other lines. */
function isSayable(key: string): boolean {
	return (
		key !== '' &&
		key === key.trim() &&
		!/[[\]\u3010\u3011]/.test(key) &&
		!key.startsWith(ID_MARK) &&
		!key.startsWith(PARAMETER_MARK) &&
		!RELATIVE_KEYS.includes(key)
	);
}
