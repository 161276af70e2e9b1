import type { CostLine } from '#lib/core/costing/line.ts';

/**
 * The line that somebody means by what they typed into the name box (名称框): its code, its name, the number of its row,
 * or else the first whose code or name begins with it or holds it. Null when there is none.
 */
export function lineMeant(lines: readonly CostLine[], typed: string): CostLine | null {
	const text = typed.trim().toLowerCase();
	if (text === '') return null;
	const row = /^(?:\u7b2c\s*)?(\d{1,9})(?:\s*\u884c)?$/.exec(text)?.[1];
	const first = (is: (line: CostLine) => boolean) => lines.find(is);
	const [code, name] = [
		({ code: own }: CostLine) => own.toLowerCase(),
		({ name: own }: CostLine) => own.toLowerCase()
	];
	return (
		first((line) => code(line) === text) ??
		first((line) => name(line) === text) ??
		(row === undefined ? undefined : lines[Number(row) - 1]) ??
		first((line) => code(line).startsWith(text) || name(line).startsWith(text)) ??
		first((line) => name(line).includes(text)) ??
		null
	);
}
