/**
 * 2-norm condition number σ₁ / σₚ of a matrix given by columns, each scaled to length one first, so that the units of a
 * column do not count. Singular values by one-sided Jacobi rotations (Demmel & Veselić 1992), which keep small ones exact.
 * Infinity where a column is zero or repeats others.
 */
export function conditionNumber(columns: readonly (readonly number[])[]): number {
	const scaled = columns.map((column) => {
		const length = norm(column);
		return Float64Array.from(column, (value) => value / length);
	});
	if (scaled.some((column) => column.some(Number.isNaN))) return Infinity;
	for (let sweep = 0; sweep < 60; sweep += 1) if (rotatedAll(scaled) < 1e-15) break;
	const lengths = scaled.map((column) => norm(column));
	const smallest = Math.min(...lengths);
	return smallest === 0 ? Infinity : Math.max(...lengths) / smallest;
}

/** Rotates every pair of columns into orthogonality once; answers the largest cosine that was left between two. */
function rotatedAll(columns: readonly Float64Array[]): number {
	let worst = 0;
	columns.forEach((a, i) => {
		for (const b of columns.slice(i + 1)) worst = Math.max(worst, rotated(a, b));
	});
	return worst;
}

function rotated(a: Float64Array, b: Float64Array): number {
	let aa = 0;
	let bb = 0;
	let ab = 0;
	for (let i = 0; i < a.length; i += 1) {
		const x = a[i] ?? 0;
		const y = b[i] ?? 0;
		aa += x * x;
		bb += y * y;
		ab += x * y;
	}
	const cosine = Math.abs(ab) / Math.sqrt(aa * bb);
	if (!(cosine > 0)) return 0;
	const zeta = (bb - aa) / (2 * ab);
	const tangent = Math.sign(zeta || 1) / (Math.abs(zeta) + Math.hypot(1, zeta));
	const c = 1 / Math.hypot(1, tangent);
	const s = c * tangent;
	for (let i = 0; i < a.length; i += 1) {
		const x = a[i] ?? 0;
		const y = b[i] ?? 0;
		a[i] = c * x - s * y;
		b[i] = s * x + c * y;
	}
	return cosine;
}

/** Euclidean length, scaled by the largest entry so that nothing overflows. */
function norm(column: ArrayLike<number>): number {
	const largest = largestOf(column);
	if (largest === 0) return 0;
	let sum = 0;
	for (let i = 0; i < column.length; i += 1) sum += ((column[i] ?? 0) / largest) ** 2;
	return largest * Math.sqrt(sum);
}

function largestOf(column: ArrayLike<number>): number {
	let largest = 0;
	for (let i = 0; i < column.length; i += 1) largest = Math.max(largest, Math.abs(column[i] ?? 0));
	return largest;
}
