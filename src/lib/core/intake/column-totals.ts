import { yearColumnLabel } from '../costing/year-column.ts';
import {
	add,
	dec,
	equals,
	round,
	subtract,
	toFixedText,
	isNegative,
	negate,
	type Decimal
} from '../decimal/decimal.ts';
import { FIELDS } from './field.ts';
import { finding, type IntakeFinding } from './finding.ts';
import type { SourcedNumber } from './row.ts';
import type { Node } from './tree.ts';

/**
 * Checks what lines with lines below them state in the columns that only leaves keep (核定金额, other years) against the
 * sums of their leaves, and names the cells that were read for this check only.
 */
export function columnTotals(nodes: readonly Node[]): readonly IntakeFinding[] {
	const parents = new Set(nodes.flatMap((node) => node.parent ?? []));
	if (parents.size === 0) return [];
	const sums = leafSums(nodes, parents);
	const checked: string[] = [];
	const found: IntakeFinding[] = [];
	for (const node of parents) {
		for (const [column, stated] of keptByLeaves(node)) {
			checked.push(stated.source.address);
			const counted = round(sums.get(node)?.get(column) ?? dec('0'), 2, 'half-up');
			const written = round(stated.value, 2, 'half-up');
			if (equals(counted, written)) continue;
			const difference = subtract(counted, written);
			found.push(
				finding('column-total-differs', stated.source.address, {
					name: node.name.text,
					column,
					stated: toFixedText(written, 2),
					counted: toFixedText(counted, 2),
					difference: toFixedText(isNegative(difference) ? negate(difference) : difference, 2),
					direction: isNegative(difference) ? '少' : '多'
				})
			);
		}
	}
	const [first] = checked;
	if (first !== undefined)
		found.push(finding('parent-values', first, { count: String(checked.length), cells: checked.join('、') }));
	return found;
}

function keptByLeaves({ facts }: Node): readonly (readonly [column: string, stated: SourcedNumber])[] {
	const years = facts.years.map(({ column, amount }) => [yearColumnLabel(column), amount] as const);
	return facts.verifiedAmount ? [[FIELDS.verifiedAmount, facts.verifiedAmount], ...years] : years;
}

/** Sums of every parent's leaves by column; a leaf without a verified amount counts as declared, as everywhere. */
function leafSums(
	nodes: readonly Node[],
	parents: ReadonlySet<Node>
): ReadonlyMap<Node, ReadonlyMap<string, Decimal>> {
	const sums = new Map<Node, Map<string, Decimal>>();
	for (const leaf of nodes) {
		if (parents.has(leaf)) continue;
		const kept = new Map(keptByLeaves(leaf).map(([column, stated]) => [column, stated.value]));
		const declared = leaf.stated?.value;
		if (declared && !kept.has(FIELDS.verifiedAmount)) kept.set(FIELDS.verifiedAmount, declared);
		for (let above = leaf.parent; above; above = above.parent) {
			const own = sums.get(above) ?? new Map<string, Decimal>();
			for (const [column, value] of kept) own.set(column, add(own.get(column) ?? dec('0'), value));
			sums.set(above, own);
		}
	}
	return sums;
}
