import {
	BOUNDARY_SIDES,
	checkBoundary,
	type BoundarySide,
	type CostBoundary
} from '../costing/cost-boundary.ts';
import { problem } from '../problem.ts';
import { ok, refuse, type Result } from '../result.ts';
import type { SetBounds } from './bounds.ts';

/** Bounds as people type them; "" where the set does not state one. */
export interface BoundsInput {
	readonly grade: string;
	readonly from: string;
	readonly to: string;
	/** One item a line with its side behind it: "管理费 含", "自有人员资产 不含". */
	readonly boundary: string;
}

const SIDES: { readonly [word: string]: BoundarySide } = { 含: 'in', 不含: 'out' };

/** Reads what a set holds its members to; what is left blank is left out. */
export function readBounds({ grade, from, to, boundary }: BoundsInput): Result<SetBounds> {
	const years = [from.trim(), to.trim()];
	const stated = years.some((year) => year !== '');
	const [first, last] = years.map((year) => (/^(?:19|20|21)\d\d$/.test(year) ? Number(year) : Number.NaN));
	if (stated && !((first as number) <= (last as number)))
		return refuse(problem('comparison/bad-period', { text: years.join('至').slice(0, 40) }));
	const checked = readBoundary(boundary);
	if (!checked.ok) return checked;
	return ok({
		...(grade.trim() === '' ? {} : { grade: grade.trim().normalize('NFC') }),
		...(stated ? { period: { from: first as number, to: last as number } } : {}),
		...(Object.keys(checked.value).length === 0 ? {} : { boundary: checked.value })
	});
}

/** Reads a boundary checklist (成本边界清单), one item a line with its side behind it. */
export function readBoundary(text: string): Result<CostBoundary> {
	const items: Record<string, BoundarySide> = {};
	for (const line of text.split('\n').map((one) => one.trim())) {
		if (line === '') continue;
		const match = /^(.+?)[\s:\uff1a,\uff0c]*(不含|含)$/u.exec(line.normalize('NFC'));
		const item = match?.[1]?.trim() ?? '';
		const side = SIDES[match?.[2] ?? ''];
		if (item === '' || !side || Object.hasOwn(items, item))
			return refuse(problem('comparison/bad-boundary', { item: line.slice(0, 40) }));
		items[item] = side;
	}
	const checked = checkBoundary(items);
	return checked.ok
		? checked
		: refuse(problem('comparison/bad-boundary', { item: Object.keys(items)[0] ?? '' }));
}

/** The same as it would be typed. */
export function boundaryText(boundary: CostBoundary): string {
	return Object.entries(boundary)
		.map(([item, side]) => `${item} ${BOUNDARY_SIDES[side]}`)
		.join('\n');
}

/** The same as it would be typed, for the form. */
export function boundsInput({ grade = '', period, boundary = {} }: SetBounds): BoundsInput {
	return {
		grade,
		from: period ? String(period.from) : '',
		to: period ? String(period.to) : '',
		boundary: boundaryText(boundary)
	};
}
