import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { envelopment, scaleEfficiency } from '#lib/core/comparison/frontier/envelopment.ts';
import { kept, keptSolver, type KeptSolution } from '#lib/core/comparison/frontier/kept-solutions.ts';
import { unwrap } from '#lib/core/result.ts';
import { linearSolver, SOLVER } from '#lib/server/comparison/linear-solver.ts';

const solve = await linearSolver();
const SIX = 6;

// Cooper, Seiford & Tone, Data Envelopment Analysis (2007), example 2.2 / table 2.2: two inputs, one output of 1.
const COOPER = [
	['A', 4, 3],
	['B', 7, 3],
	['C', 8, 1],
	['D', 4, 2],
	['E', 2, 4],
	['F', 10, 1]
].map(([name, x1, x2]) => ({ name: String(name), inputs: [Number(x1), Number(x2)], outputs: [1] }));

// The same book, table 4.1 in shape: one input, one output, so that every score can be drawn with a ruler.
const RULER = [
	['A', 2, 1],
	['B', 3, 4],
	['C', 6, 6],
	['D', 9, 7],
	['E', 5, 3]
].map(([name, x, y]) => ({ name: String(name), inputs: [Number(x)], outputs: [Number(y)] }));

// Coelli, A Guide to DEAP Version 2.1 (1996), first and second example: five firms, one output; two inputs, then one.
const DEAP_TWO_INPUTS = [
	[1, 2, 5],
	[2, 2, 4],
	[3, 6, 6],
	[1, 3, 2],
	[2, 6, 2]
].map(([y = 0, ...inputs], i) => ({ name: String(i + 1), inputs, outputs: [y] }));
const DEAP_ONE_INPUT = [
	[1, 2],
	[2, 4],
	[3, 3],
	[4, 5],
	[5, 6]
].map(([y = 0, ...inputs], i) => ({ name: String(i + 1), inputs, outputs: [y] }));

const scores = (made: ReturnType<typeof envelopment>) => unwrap(made).map(({ score }) => score);

describe('envelopment', () => {
	it('gives the published CCR scores, peers and slacks', () => {
		const made = unwrap(envelopment(COOPER, { returns: 'constant', orientation: 'input' }, solve));
		const expected = [6 / 7, 12 / 19, 1, 1, 1, 1];
		made.forEach(({ score }, i) => expect(score).toBeCloseTo(expected[i] ?? 0, SIX));
		expect(made[0]?.peers.map(({ name }) => name)).toEqual(['D', 'E']);
		expect(made[0]?.peers[0]?.weight).toBeCloseTo(5 / 7, SIX);
		expect(made[1]?.peers.map(({ name }) => name)).toEqual(['C', 'D']);
		// F is on the frontier and yet wasteful: two units of the first input are slack against C.
		expect(made[5]?.inputSlacks[0]).toBeCloseTo(2, SIX);
		expect(made[5]?.peers.map(({ name }) => name)).toEqual(['C']);
	});

	it('gives the published scores of the two examples of DEAP, constant, variable and of scale', () => {
		const two = unwrap(envelopment(DEAP_TWO_INPUTS, { returns: 'constant', orientation: 'input' }, solve));
		[1 / 2, 1, 5 / 6, 5 / 7, 1].forEach((score, i) => expect(two[i]?.score).toBeCloseTo(score, SIX));
		// Firm 3 is measured against firms 2 and 5, firm 4 likewise; firm 1 against firm 2 alone.
		expect([0, 2, 3].map((i) => two[i]?.peers.map(({ name }) => name))).toEqual([
			['2'],
			['2', '5'],
			['2', '5']
		]);
		const constant = unwrap(
			envelopment(DEAP_ONE_INPUT, { returns: 'constant', orientation: 'input' }, solve)
		);
		const variable = unwrap(
			envelopment(DEAP_ONE_INPUT, { returns: 'variable', orientation: 'input' }, solve)
		);
		const published = [
			['0.500', '1.000', '0.500'],
			['0.500', '0.625', '0.800'],
			['1.000', '1.000', '1.000'],
			['0.800', '0.900', '0.889'],
			['0.833', '1.000', '0.833']
		];
		const found = constant.map((ccr, i) => {
			const bcc = variable[i] ?? ccr;
			return [ccr.score, bcc.score, scaleEfficiency(ccr, bcc)].map((value) => value.toFixed(3));
		});
		expect(found).toEqual(published);
	});

	it('follows the frontier drawn with a ruler, constant and variable, inward and outward', () => {
		const ccr = scores(envelopment(RULER, { returns: 'constant', orientation: 'input' }, solve));
		// The best ratio y/x is B's 4/3.
		[3 / 8, 1, 3 / 4, 7 / 12, 9 / 20].forEach((score, i) => expect(ccr[i]).toBeCloseTo(score, SIX));
		const outward = scores(envelopment(RULER, { returns: 'constant', orientation: 'output' }, solve));
		outward.forEach((score, i) => expect(score).toBeCloseTo(1 / (ccr[i] ?? 0), SIX));
		const bcc = scores(envelopment(RULER, { returns: 'variable', orientation: 'input' }, solve));
		// E (5, 3) meets the frontier between A (2, 1) and B (3, 4) at x = 2 + 2/3.
		[1, 1, 1, 1, (2 + 2 / 3) / 5].forEach((score, i) => expect(bcc[i]).toBeCloseTo(score, SIX));
		const up = scores(envelopment(RULER, { returns: 'variable', orientation: 'output' }, solve));
		// At x = 5 the frontier between B and C stands at 4 + 4/3.
		expect(up[4]).toBeCloseTo((4 + 4 / 3) / 3, SIX);
	});

	it('splits efficiency into pure and scale efficiency', () => {
		const constant = unwrap(envelopment(RULER, { returns: 'constant', orientation: 'input' }, solve));
		const variable = unwrap(envelopment(RULER, { returns: 'variable', orientation: 'input' }, solve));
		constant.forEach((ccr, i) => {
			const bcc = variable[i];
			if (bcc) expect(scaleEfficiency(ccr, bcc) * bcc.score).toBeCloseTo(ccr.score, 12);
		});
	});

	it('does not depend on the units of the measures nor on the order of the producers', () => {
		const inFen = COOPER.map(({ name, inputs: [a = 0, b = 0], outputs }) => ({
			name,
			inputs: [a * 1e8, b / 1e4],
			outputs: outputs.map((y) => y * 365)
		}));
		const options = { returns: 'constant', orientation: 'input' } as const;
		const plain = scores(envelopment(COOPER, options, solve));
		scores(envelopment(inFen, options, solve)).forEach((score, i) =>
			expect(score).toBeCloseTo(plain[i] ?? 0, SIX)
		);
		const back = scores(envelopment([...COOPER].reverse(), options, solve)).reverse();
		back.forEach((score, i) => expect(score).toBeCloseTo(plain[i] ?? 0, SIX));
	});

	it('refuses what cannot be compared', () => {
		const options = { returns: 'variable', orientation: 'input' } as const;
		const bad = (change: object) =>
			envelopment([{ ...COOPER[0], ...change } as never, ...COOPER], options, solve);
		expect(envelopment(COOPER.slice(0, 1), options, solve)).toMatchObject({
			problem: { code: 'frontier/too-few' }
		});
		expect(bad({ inputs: [-1, 2] })).toMatchObject({ problem: { code: 'frontier/bad-measure' } });
		expect(bad({ inputs: [Number.NaN, 2] })).toMatchObject({ problem: { code: 'frontier/bad-measure' } });
		expect(bad({ outputs: [0] })).toMatchObject({ problem: { code: 'frontier/empty-producer' } });
	});
});

describe('a frozen frontier', () => {
	const plan = { returns: 'variable', orientation: 'input' } as const;
	const found: KeptSolution[] = [];
	const live = unwrap(
		envelopment(COOPER, plan, (program) => {
			const solution = solve(program);
			if (solution) found.push(kept(solution));
			return solution;
		})
	);

	it('is read again from what was kept, without a solver', () => {
		const again = unwrap(envelopment(COOPER, plan, keptSolver(found)));
		again.forEach(({ score, peers }, i) => {
			expect(score).toBeCloseTo(live[i]?.score ?? 0, 9);
			expect(peers.map(({ name }) => name)).toEqual(live[i]?.peers.map(({ name }) => name));
		});
	});

	it('is refused where a kept solution is not the optimum, breaks a row, lacks its proof or belongs to other data', () => {
		const changed = (change: (first: KeptSolution) => KeptSolution) =>
			keptSolver(found.map((solution, i) => (i === 0 ? change(solution) : solution)));
		const scaled = (by: number) =>
			changed((first) => ({
				...first,
				values: first.values.map(([j, text]) => [j, String(Number(text) * by)])
			}));
		const unproved = changed((first) => ({ ...first, duals: first.duals.map(() => '0') }));
		for (const broken of [scaled(1.001), scaled(0.999), unproved, keptSolver(found.slice(0, 1))])
			expect(envelopment(COOPER, plan, broken)).toMatchObject({ problem: { code: 'frontier/no-optimum' } });
		const others = COOPER.map((producer, i) => (i === 3 ? { ...producer, inputs: [4.1, 2] } : producer));
		expect(envelopment(others, plan, keptSolver(found))).toMatchObject({
			problem: { code: 'frontier/no-optimum' }
		});
	});

	it('names the solver that is installed', () => {
		const version = /"version": "([^"]+)"/.exec(readFileSync('node_modules/highs/package.json', 'utf8'))?.[1];
		expect(SOLVER).toBe(`HiGHS ${version}`);
	});
});
