import { columnWord, type Column } from '../../formula/columns.ts';
import { LIMITS } from '../../limits.ts';
import type { CostLine } from '../line.ts';
import { lineLabel } from '../tree.ts';
import type { Sheet } from './sheet.ts';

/** "8.1 清扫 数量 → 8.2 保洁 单价": the cells and parameters of a ring, in the order in which each reads the next. */
export function ringLabel(sheet: Sheet, ring: readonly number[]): string {
	const labels = ring.flatMap((node) => nodeLabel(sheet, node) ?? []);
	if (labels.length <= LIMITS.ringMembers) return labels.join(' → ');
	return `${labels.slice(0, LIMITS.ringMembers).join(' → ')} → …（共 ${labels.length} 格）`;
}

function nodeLabel(sheet: Sheet, node: number): string | undefined {
	const { layout, tree, wiring, parameters } = sheet;
	if (node >= layout.extras) return parameters[wiring.parameterAt(node)]?.name;
	const line = layout.lineAt(node);
	const column = columnWord(layout.columns[layout.placeAt(node)] as Column);
	if (line === layout.lines) return `全部 ${column}`;
	return `${lineLabel(tree.lines[line] as CostLine, line)} ${column}`;
}

/** Orders nodes line by line and column by column, those that belong to no line last. */
export function byPlace({ layout }: Sheet, a: number, b: number): number {
	if (a >= layout.extras || b >= layout.extras) return a - b;
	return layout.lineAt(a) - layout.lineAt(b) || a - b;
}
