import { cellRanges } from './cell-ranges.ts';
import { finding, type IntakeFinding, type IntakeFindingCode } from './finding.ts';

/** Findings of one kind that are listed one by one; what is more is named by its cells. */
const LISTED = 200;

/** Characters of one value that a sentence quotes; lists of cells are never cut. */
const QUOTED = 200;

/** A cell may hold 32,767 characters, and a sentence about it names some of them. */
function brief(found: IntakeFinding): IntakeFinding {
	const long = ([name, value]: [string, string]) => value.length > QUOTED && !LISTS.includes(name);
	const values = Object.entries(found.values);
	if (!values.some(long)) return found;
	const short = values.map(([name, value]) => [
		name,
		long([name, value]) ? `${value.slice(0, QUOTED)}…` : value
	]);
	// Every value is a text, as before.
	return { ...found, values: Object.fromEntries(short) as IntakeFinding['values'] };
}

const LISTS: readonly string[] = ['cells', 'columns', 'sheets'];

/** The same findings in a list that a person can read: each kind to a number, then one entry that names all other cells. */
export function condensed(findings: readonly IntakeFinding[]): readonly IntakeFinding[] {
	const seen = new Map<IntakeFindingCode, number>();
	const more = new Map<IntakeFindingCode, IntakeFinding[]>();
	const listed: IntakeFinding[] = [];
	for (const found of findings) {
		const count = (seen.get(found.code) ?? 0) + 1;
		seen.set(found.code, count);
		const rest = more.get(found.code);
		if (count <= LISTED) listed.push(brief(found));
		else if (rest) rest.push(found);
		else more.set(found.code, [found]);
	}
	for (const rest of more.values()) {
		const [first] = rest;
		if (!first) continue;
		const cells = cellRanges(rest.flatMap(({ at }) => at ?? []));
		const values = { count: String(rest.length), cells, of: first.code };
		// As serious as what it stands for.
		listed.push({ ...finding('more-of-same', first.at, values), severity: first.severity });
	}
	return listed;
}
