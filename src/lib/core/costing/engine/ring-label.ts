import { columnWord, type Column } from '../../formula/columns.ts';
import { LIMITS } from '../../limits.ts';
import type { CostLine } from '../line.ts';
import { lineLabel } from '../tree.ts';
import type { Sheet } from './sheet.ts';

/** "8.1 清扫 数量 → 8.2 保洁 单价": the cells and parameters of a ring, in the order in which each reads the next. */
export function ringLabel(sheet: Sheet, ring: readonly number[]): string {
	const { layout, wiring } = sheet;
	const shown = ring.filter((node) => node < layout.extras || wiring.parameterAt(node) >= 0);
	const labels = shown.slice(0, LIMITS.ringMembers).flatMap((node) => nodeLabel(sheet, node) ?? []);
	if (shown.length <= LIMITS.ringMembers) return labels.join(' → ');
	return `${labels.join(' → ')} → …（共 ${shown.length} 格）`;
}

function nodeLabel(sheet: Sheet, node: number): string | undefined {
	const { layout, tree, wiring, parameters } = sheet;
	if (node >= layout.extras) return parameters[wiring.parameterAt(node)]?.name;
	const line = layout.lineAt(node);
	const column = columnWord(layout.columns[layout.placeAt(node)] as Column);
	if (line === layout.lines) return `全部 ${column}`;
	return `${lineLabel(tree.lines[line] as CostLine, line)} ${column}`;
}

/** Puts nodes in order, line by line and column by column, those that belong to no line last. */
export function inPlace({ layout }: Sheet, nodes: Int32Array): Int32Array {
	const { extras, stride, columns } = layout;
	const width = columns.length;
	const keys = nodes.map((node) =>
		node < extras ? layout.lineAt(node) * width + layout.placeAt(node) : node
	);
	return keys.sort().map((key) => (key < extras ? (key % width) * stride + Math.floor(key / width) : key));
}
