import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { columnOf } from '#lib/core/comparison/numeric/decimal-column.ts';
import { intercept, leastSquares, type Fit } from '#lib/core/comparison/numeric/least-squares.ts';
import { dec, multiply } from '#lib/core/decimal/decimal.ts';
import { unwrap } from '#lib/core/result.ts';
import { FILIP, PONTIUS } from '../../../support/nist.ts';

/** Agreement in significant digits (log relative error), as NIST StRD states it. */
function digits(value: number, certified: number): number {
	if (value === certified) return 17;
	return -Math.log10(Math.abs(value - certified) / Math.abs(certified || 1));
}

function fit(rows: readonly (readonly string[])[], withIntercept = true): Fit {
	const column = (j: number) => columnOf(rows.map((row) => dec(row[j] ?? '')));
	const regressors = (rows[0] ?? []).slice(1).map((_, j) => ({ name: `x${j + 1}`, values: column(j + 1) }));
	const columns = withIntercept ? [intercept(rows.length), ...regressors] : regressors;
	return unwrap(leastSquares(column(0), columns, withIntercept));
}

const table = (text: string) =>
	text
		.trim()
		.split('\n')
		.map((line) => line.trim().split(/\s+/));

// NIST StRD, Linear Least Squares, Longley (1967): y, x1 … x6.
const LONGLEY = table(`
	60323 83.0 234289 2356 1590 107608 1947
	61122 88.5 259426 2325 1456 108632 1948
	60171 88.2 258054 3682 1616 109773 1949
	61187 89.5 284599 3351 1650 110929 1950
	63221 96.2 328975 2099 3099 112075 1951
	63639 98.1 346999 1932 3594 113270 1952
	64989 99.0 365385 1870 3547 115094 1953
	63761 100.0 363112 3578 3350 116219 1954
	66019 101.2 397469 2904 3048 117388 1955
	67857 104.6 419180 2822 2857 118734 1956
	68169 108.4 442769 2936 2798 120445 1957
	66513 110.8 444546 4681 2637 121950 1958
	68655 112.6 482704 3813 2552 123366 1959
	69564 114.2 502601 3931 2514 125368 1960
	69331 115.7 518173 4806 2572 127852 1961
	70551 116.9 554894 4007 2827 130081 1962
`);

const numbers = (text: string) => text.trim().split(/\s+/);

// NIST StRD, Linear Least Squares, Norris: y and x.
const NORRIS_Y = numbers(`
	0.1 338.8 118.1 888.0 9.2 228.1 668.5 998.5 449.1 778.9 559.2 0.3 0.1 778.1 668.8 339.3 448.9
	10.8 557.7 228.3 998.0 888.8 119.6 0.3 0.6 557.6 339.3 888.0 998.5 778.9 10.2 117.6 228.9 668.4
	449.2 0.2
`);
const NORRIS_X = numbers(`
	0.2 337.4 118.2 884.6 10.1 226.5 666.3 996.3 448.6 777.0 558.2 0.4 0.6 775.5 666.9 338.0 447.5
	11.6 556.0 228.1 995.8 887.6 120.2 0.3 0.3 556.8 339.1 887.2 999.0 779.0 11.1 118.3 229.2 669.1
	448.9 0.5
`);

/** What Wampler3 adds to the polynomial of Wampler1; Wampler4 adds it a hundred times, Wampler5 ten thousand times. */
const WAMPLER_NOISE = [
	759, -2048, 2048, -2048, 2523, -2048, 2048, -2048, 1838, -2048, 2048, -2048, 1838, -2048, 2048, -2048, 2523,
	-2048, 2048, -2048, 759
];

describe('leastSquares', () => {
	it('agrees with the certified values of Longley in thirteen digits', () => {
		const { coefficients, residualDeviation, rSquared } = fit(LONGLEY);
		const certified = [
			[-3482258.63459582, 890420.383607373],
			[15.0618722713733, 84.9149257747669],
			[-0.035819179292591, 0.0334910077722432],
			[-2.02022980381683, 0.488399681651699],
			[-1.03322686717359, 0.214274163161675],
			[-0.0511041056535807, 0.22607320006937],
			[1829.15146461355, 455.478499142212]
		] as const;
		certified.forEach(([estimate, error], j) => {
			expect(digits(coefficients[j]?.estimate ?? 0, estimate)).toBeGreaterThan(13);
			expect(digits(coefficients[j]?.standardError ?? 0, error)).toBeGreaterThan(13);
		});
		expect(digits(residualDeviation, 304.854073561965)).toBeGreaterThan(13);
		expect(digits(rSquared, 0.995479004577296)).toBeGreaterThan(13);
	});

	it('agrees with the certified values of NoInt1, which has no constant', () => {
		const rows = Array.from({ length: 11 }, (_, i) => [String(130 + i), String(60 + i)]);
		const { coefficients, residualDeviation, rSquared } = fit(rows, false);
		expect(digits(coefficients[0]?.estimate ?? 0, 2.07438016528926)).toBeGreaterThan(13);
		expect(digits(coefficients[0]?.standardError ?? 0, 0.0165289256198347)).toBeGreaterThan(13);
		expect(digits(residualDeviation, 3.56753034006338)).toBeGreaterThan(13);
		expect(digits(rSquared, 0.999365492298663)).toBeGreaterThan(13);
	});

	it('agrees with the certified values of NoInt2 and Norris', () => {
		const three = fit(table('3 4\n4 5\n4 6'), false);
		expect(digits(three.coefficients[0]?.estimate ?? 0, 0.727272727272727)).toBeGreaterThan(13);
		expect(digits(three.coefficients[0]?.standardError ?? 0, 0.0420827318078432)).toBeGreaterThan(13);
		expect(digits(three.residualDeviation, 0.369274472937998)).toBeGreaterThan(13);
		expect(digits(three.rSquared, 0.993348115299335)).toBeGreaterThan(13);
		const norris = fit(NORRIS_Y.map((value, i) => [value, NORRIS_X[i] ?? '']));
		expect(digits(norris.coefficients[0]?.estimate ?? 0, -0.262323073774029)).toBeGreaterThan(13);
		expect(digits(norris.coefficients[1]?.estimate ?? 0, 1.00211681802045)).toBeGreaterThan(13);
		expect(digits(norris.coefficients[0]?.standardError ?? 0, 0.232818234301152)).toBeGreaterThan(13);
		expect(digits(norris.residualDeviation, 0.884796396144373)).toBeGreaterThan(13);
		expect(digits(norris.rSquared, 0.999993745883712)).toBeGreaterThan(13);
	});

	it.each([
		['Wampler3', 1, 2152.3262467817, 2360.14502379268, 0.99999555902582],
		['Wampler4', 100, 215232.62467817, 236014.502379268, 0.957478440825662],
		['Wampler5', 10_000, 21523262.467817, 23601450.2379268, 0.0022466892157494]
	])('finds the polynomial of %s under its noise', (_, times, error, deviation, explained) => {
		const rows = WAMPLER_NOISE.map((noise, x) => {
			const powers = [1, 2, 3, 4, 5].map((k) => x ** k);
			return [1 + powers.reduce((sum, power) => sum + power, 0) + noise * times, ...powers].map(String);
		});
		const { coefficients, residualDeviation, rSquared } = fit(rows);
		for (const { estimate } of coefficients) expect(digits(estimate, 1)).toBeGreaterThan(11);
		expect(digits(coefficients[0]?.standardError ?? 0, error)).toBeGreaterThan(12);
		expect(digits(residualDeviation, deviation)).toBeGreaterThan(12);
		expect(digits(rSquared, explained)).toBeGreaterThan(11);
	});

	it('agrees with the certified values of Pontius, whose last term is eleven powers of ten below its first', () => {
		const { coefficients, residualDeviation, rSquared } = fit(PONTIUS);
		const certified = [
			[0.673565789473684e-3, 0.107938612033077e-3],
			[0.732059160401e-6, 0.157817399981659e-9],
			[-0.316081871345029e-14, 0.486652849992036e-16]
		] as const;
		certified.forEach(([estimate, error], j) => {
			expect(digits(coefficients[j]?.estimate ?? 0, estimate)).toBeGreaterThan(12.5);
			expect(digits(coefficients[j]?.standardError ?? 0, error)).toBeGreaterThan(12.5);
		});
		expect(digits(residualDeviation, 0.205177424076185e-3)).toBeGreaterThan(12.5);
		expect(digits(rSquared, 0.999999900178537)).toBeGreaterThan(12.5);
	});

	it('refuses the polynomial of degree ten of Filip, and names its columns; of degree four it takes', () => {
		const values = FILIP.map(([, x]) => dec(x ?? ''));
		expect(values).toHaveLength(82);
		const y = columnOf(FILIP.map(([first]) => dec(first ?? '')));
		const columns = [intercept(values.length)];
		let power = values;
		for (let k = 1; k <= 10; k += 1) {
			columns.push({ name: `x${k}`, values: columnOf(power) });
			power = power.map((value, i) => multiply(value, values[i] ?? value));
		}
		expect(leastSquares(y, columns, true)).toMatchObject({
			problem: { code: 'regression/ill-conditioned', values: { columns: expect.stringContaining('x10') } }
		});
		expect(unwrap(leastSquares(y, columns.slice(0, 5), true)).condition).toBeLessThan(1e8);
	});

	it('finds the polynomials of Wampler1 and Wampler2', () => {
		for (const base of [1n, 10n]) {
			const rows = Array.from({ length: 21 }, (_, x) => {
				const powers = [1, 2, 3, 4, 5].map((k) => BigInt(x) ** BigInt(k));
				// y = Σ (x / base)^k, scaled by 10⁵ so that it is whole.
				const y = [1n, ...powers].reduce((sum, value, k) => sum + value * base ** BigInt(5 - k), 0n);
				const shown = base === 1n ? String(y) : `${y}e-5`;
				return [shown, ...powers.map(String)];
			});
			fit(rows).coefficients.forEach(({ estimate }, k) => {
				expect(digits(estimate, Number(base) ** -k)).toBeGreaterThan(12);
			});
		}
	});

	it('leaves residuals that stand at right angles to every column', () => {
		fc.assert(
			fc.property(
				fc.array(fc.tuple(fc.integer({ min: -1000, max: 1000 }), fc.integer({ min: 1, max: 999 })), {
					minLength: 5,
					maxLength: 40
				}),
				(pairs) => {
					const x = pairs.map(([, value], i) => value + i * 1000);
					const { residuals } = fit(pairs.map(([y], i) => [String(y), String(x[i])]));
					const size = Math.max(...x) * 1000 * pairs.length;
					expect(Math.abs(residuals.reduce((sum, r) => sum + r, 0)) / size).toBeLessThan(1e-12);
					expect(Math.abs(residuals.reduce((sum, r, i) => sum + r * (x[i] ?? 0), 0)) / size).toBeLessThan(
						1e-9
					);
				}
			)
		);
	});

	it('gives leverages that add up to the number of coefficients', () => {
		const { leverages } = fit(LONGLEY);
		expect(leverages.reduce((sum, h) => sum + h, 0)).toBeCloseTo(7, 10);
	});

	it('refuses columns that follow from each other, and fewer observations than it needs', () => {
		const n = 6;
		const x = columnOf(Array.from({ length: n }, (_, i) => dec(i * i)));
		const twice = columnOf(Array.from({ length: n }, (_, i) => dec(2 * i * i)));
		const y = columnOf(Array.from({ length: n }, (_, i) => dec(i)));
		const doubled = leastSquares(
			y,
			[intercept(n), { name: '面积', values: x }, { name: '两倍面积', values: twice }],
			true
		);
		expect(doubled).toMatchObject({ ok: false, problem: { code: 'regression/ill-conditioned' } });
		const constant = { name: '等级', values: intercept(n).values };
		expect(leastSquares(y, [intercept(n), constant], true)).toMatchObject({
			ok: false,
			problem: { code: 'regression/ill-conditioned' }
		});
		expect(
			leastSquares(y.slice(0, 2), [intercept(2), { name: '面积', values: x.slice(0, 2) }], true)
		).toMatchObject({ ok: false, problem: { code: 'regression/too-few' } });
	});
});
