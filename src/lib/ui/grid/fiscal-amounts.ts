import { FISCAL_SOURCES } from '#lib/core/costing/axes.ts';
import type { AnalysisFigures } from '#lib/core/costing/figures.ts';
import { fen, ZERO_FEN, type Fen } from '#lib/core/money/fen.ts';

/** Of every line, in pre-order, the part of the verified amount that the treasury bears (财政成本), DOMAIN §2.3. */
export function fiscalAmounts({ tree, lines }: Pick<AnalysisFigures, 'tree' | 'lines'>): readonly Fen[] {
	const amounts = new Array<Fen>(lines.length).fill(ZERO_FEN);
	// Children stand behind their parents, so walking backwards sums from the leaves up.
	for (let index = lines.length - 1; index >= 0; index -= 1) {
		const isLeaf = tree.children[index]?.length === 0;
		const source = tree.lines[index]?.fundingSource ?? 'fiscal-project';
		if (isLeaf && FISCAL_SOURCES.includes(source)) amounts[index] = lines[index]?.verified ?? ZERO_FEN;
		const parent = tree.parents[index] ?? -1;
		if (parent >= 0) amounts[parent] = fen((amounts[parent] ?? 0) + (amounts[index] ?? 0));
	}
	return amounts;
}
