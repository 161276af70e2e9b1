import { cellRanges } from './cell-ranges.ts';
import { finding, type IntakeFinding, type IntakeFindingCode } from './finding.ts';

/** Findings of one kind that are listed one by one; what is more is named by its cells. */
const LISTED = 200;

/** The same findings in a list that a person can read: each kind to a number, then one entry that names all other cells. */
export function condensed(findings: readonly IntakeFinding[]): readonly IntakeFinding[] {
	const seen = new Map<IntakeFindingCode, number>();
	const more = new Map<IntakeFindingCode, IntakeFinding[]>();
	const listed: IntakeFinding[] = [];
	for (const found of findings) {
		const count = (seen.get(found.code) ?? 0) + 1;
		seen.set(found.code, count);
		const rest = more.get(found.code);
		if (count <= LISTED) listed.push(found);
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
