import { studentQuantile } from '../numeric/student.ts';

/** Where the fitted line stands at one place, and between what its mean lies with the confidence asked for. */
export interface BandPoint {
	readonly x: number;
	readonly fit: number;
	readonly low: number;
	readonly high: number;
}

/**
 * Straight line y = a + bx through points with the confidence band of its mean, for pictures:
 * ŷ ± t · s · √(1/n + (x − x̄)²/Sxx). In doubles, because a pixel needs no more; figures come from `regress`. Empty for
 * fewer than three points and for points that all stand above each other.
 */
export function fitBand(
	points: readonly { readonly x: number; readonly y: number }[],
	level = 0.95,
	steps = 40
): readonly BandPoint[] {
	const n = points.length;
	if (n < 3) return [];
	const xs = points.map(({ x }) => x);
	const [low, high] = [Math.min(...xs), Math.max(...xs)];
	if (low === high) return [];
	const centreX = mean(xs);
	const centreY = mean(points.map(({ y }) => y));
	const spread = total(xs.map((x) => (x - centreX) ** 2));
	const slope = total(points.map(({ x, y }) => (x - centreX) * (y - centreY))) / spread;
	const at = (x: number) => centreY + slope * (x - centreX);
	const left = total(points.map(({ x, y }) => (y - at(x)) ** 2));
	const reach = studentQuantile(level, n - 2) * Math.sqrt(left / (n - 2));
	return Array.from({ length: steps + 1 }, (_, i) => {
		const x = low + ((high - low) * i) / steps;
		const half = reach * Math.sqrt(1 / n + (x - centreX) ** 2 / spread);
		return { x, fit: at(x), low: at(x) - half, high: at(x) + half };
	});
}

function mean(values: readonly number[]): number {
	return total(values) / values.length;
}

function total(values: readonly number[]): number {
	return values.reduce((sum, value) => sum + value, 0);
}
