import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { GroupDescription } from '../../src/lib/core/comparison/numeric/describe-groups.ts';
import type { Condition } from './row.ts';

/** How many observations the statistics rows have, in how many groups. */
export const COUNT = 1_000_000;
export const GROUPS = 120;

export interface Columns {
	readonly values: Float64Array;
	readonly outputs: Float64Array;
	readonly groups: Int32Array;
}

/** Unit costs with outputs in groups, from whole-number arithmetic: the same on every machine. */
export function observations(): Columns {
	const values = new Float64Array(COUNT);
	const outputs = new Float64Array(COUNT);
	const groups = new Int32Array(COUNT);
	let state = 1;
	for (let i = 0; i < COUNT; i += 1) {
		state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
		groups[i] = (state >>> 8) % GROUPS;
		state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
		values[i] = 5 + ((state >>> 8) / 2 ** 24) ** 3 * 40;
		state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
		outputs[i] = 100 + (state >>> 12);
	}
	return { values, outputs, groups };
}

/** The columns as files for a program of another language; `remove` takes them away again. */
export function columnFiles(columns: Columns): {
	readonly at: (name: keyof Columns) => string;
	readonly remove: () => void;
} {
	const folder = mkdtempSync(join(tmpdir(), 'bench-'));
	for (const [name, column] of Object.entries(columns))
		writeFileSync(join(folder, name), new Uint8Array(column.buffer));
	return { at: (name) => join(folder, name), remove: () => rmSync(folder, { recursive: true }) };
}

/** The figures of a group in the order all contestants answer them in. */
export function figuresOf(group: GroupDescription | undefined): readonly number[] {
	if (!group) return [];
	const { n, mean, weightedMean, variation, p10, p25, median, p75, p90, mad, outside, scaleSlope } = group;
	return [n, mean, weightedMean, variation, p10, p25, median, p75, p90, mad, outside, scaleSlope];
}

/** Every figure of every group must be that of the peer, to nine digits unless said; NaN stands for what the peer does not have. */
export function sameFigures(
	ours: readonly GroupDescription[],
	theirs: readonly (readonly number[])[],
	peer: string,
	within = 1e-9
): Condition {
	let worst = 0;
	theirs.forEach((figures, group) => {
		const own = figuresOf(ours[group]);
		figures.forEach((value, i) => {
			if (Number.isNaN(value)) return;
			worst = Math.max(worst, Math.abs(value - (own[i] ?? 0)) / Math.max(1e-9, Math.abs(value)));
		});
	});
	const text = `${theirs.length} groups, worst relative difference from ${peer} ${worst.toExponential(1)}`;
	return { text, met: worst < within };
}
