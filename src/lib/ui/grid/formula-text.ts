import type { CostLine } from '#lib/core/costing/line.ts';
import type { Tree } from '#lib/core/costing/tree.ts';
import { ID_MARK, renameReferences } from '#lib/core/formula/references.ts';
import type { Result } from '#lib/core/result.ts';

/** People name lines by code, name or number ("[8.1].单价"); drafts by stable id, so that moving lines breaks nothing. */
export function storedFormula(typed: string, tree: Tree): Result<string> {
	return renameReferences(typed, (key) => {
		const id = idOf(tree, key);
		return id === undefined ? undefined : `${ID_MARK}${id}`;
	});
}

/** A stored formula as people edit it. A reference to a line that has gone stays as it is, and shows #REF!. */
export function typedFormula(stored: string, tree: Tree): string {
	const renamed = renameReferences(stored, (key) => {
		const index = key.startsWith(ID_MARK) ? tree.indexOf.get(key.slice(ID_MARK.length)) : undefined;
		return index === undefined ? undefined : keyOf(tree, index);
	});
	return renamed.ok ? renamed.value : stored;
}

/** The shortest key that means this line and no other. */
function keyOf(tree: Tree, index: number): string {
	const line = tree.lines[index] as CostLine;
	const candidates = [line.code, line.name].filter((key) => isSayable(key));
	const unique = candidates.find((key) => idOf(tree, key) === line.id);
	return unique ?? `第${index + 1}行`;
}

/** A code goes before a name, and either must be the only one; line numbers are those of the whole tree. */
function idOf(tree: Tree, key: string): string | undefined {
	if (key.startsWith(ID_MARK)) return undefined;
	return (
		onlyOne(tree.lines, (line) => line.code === key) ??
		onlyOne(tree.lines, (line) => line.name === key) ??
		byNumber(tree, key)
	);
}

function byNumber(tree: Tree, key: string): string | undefined {
	const [, number = ''] = /^第\s*(\d{1,6})\s*行$/.exec(key) ?? [];
	return tree.lines[Number(number) - 1]?.id;
}

function onlyOne(lines: readonly CostLine[], is: (line: CostLine) => boolean): string | undefined {
	const found = lines.filter(is);
	return found.length === 1 ? found[0]?.id : undefined;
}

/** Brackets cannot stand inside a reference, and "#" marks an id. */
function isSayable(key: string): boolean {
	return key !== '' && key === key.trim() && !/[[\]]/.test(key) && !key.startsWith(ID_MARK);
}
