import { problem } from '../../problem.ts';
import { ok, refuse, type Result } from '../../result.ts';
import type { LinearProgram, LinearRow, LinearSolver } from './linear-program.ts';

/** One producer: what it uses and what it delivers, each in the order of the measures. */
export interface Producer {
	readonly name: string;
	readonly inputs: readonly number[];
	readonly outputs: readonly number[];
}

/** `constant`: CCR (Charnes, Cooper & Rhodes 1978); `variable`: BCC (Banker, Charnes & Cooper 1984). */
export type ReturnsToScale = 'constant' | 'variable';
export type Orientation = 'input' | 'output';

export interface Efficiency {
	readonly name: string;
	/**
	 * Input orientation: θ ≤ 1, the share of its inputs it would need at the frontier. Output orientation: φ ≥ 1, by how
	 * much its outputs could grow.
	 */
	readonly score: number;
	/** Producers whose combination it is measured against, by index, with their weights λ. */
	readonly peers: readonly { readonly index: number; readonly name: string; readonly weight: number }[];
	/** What could still be saved or added after the proportional change, largest sum; in the units of the measures. */
	readonly inputSlacks: readonly number[];
	readonly outputSlacks: readonly number[];
}

/** Weights and slacks below this are noise of the solver. */
const NOISE = 1e-7;

/** How far the score may move while slacks are looked for, as a share of it. */
const ROOM = 1e-9;

/**
 * Data envelopment analysis (数据包络分析) in the envelopment form, two phases: the radial score first, then the largest sum
 * of slacks at that score. Refuses measures that are missing or negative, producers without any input or output, and
 * fewer than two producers.
 */
export function envelopment(
	producers: readonly Producer[],
	{ returns, orientation }: { readonly returns: ReturnsToScale; readonly orientation: Orientation },
	solve: LinearSolver
): Result<readonly Efficiency[]> {
	const sound = checked(producers);
	if (!sound.ok) return sound;
	const scaled = scaledByMeans(producers);
	const efficiencies: Efficiency[] = [];
	for (const [index, producer] of producers.entries()) {
		const radial = solve(radialProgram(scaled, index, returns, orientation));
		if (!radial) return refuse(problem('frontier/no-optimum', { producer: producer.name }));
		const score = radial.objective;
		const slack = solve(slackProgram(scaled, index, returns, orientation, score));
		if (!slack) return refuse(problem('frontier/no-optimum', { producer: producer.name }));
		const { values } = slack;
		const n = producers.length;
		const inputs = producer.inputs.length;
		// Noise is judged where measures are near one: in their own units a million yuan turns it into a finding.
		const size = (at: number, mean: number) => cleaned(values[n + at] ?? 0) * mean;
		efficiencies.push({
			name: producer.name,
			score,
			peers: producers.flatMap(({ name }, index) => {
				const weight = values[index] ?? 0;
				return weight > NOISE ? [{ index, name, weight }] : [];
			}),
			inputSlacks: scaled.inputMeans.map((mean, i) => size(i, mean)),
			outputSlacks: scaled.outputMeans.map((mean, r) => size(inputs + r, mean))
		});
	}
	return ok(efficiencies);
}

/** Scale efficiency (规模效率): the score under constant over that under variable returns, both input oriented. */
export function scaleEfficiency(constant: Efficiency, variable: Efficiency): number {
	return constant.score / variable.score;
}

interface Scaled {
	readonly producers: readonly Producer[];
	readonly inputMeans: readonly number[];
	readonly outputMeans: readonly number[];
}

/** Every measure over its mean: scores do not depend on units, and the solver works with numbers near one. */
function scaledByMeans(producers: readonly Producer[]): Scaled {
	const meanOf = (read: (producer: Producer) => readonly number[]) =>
		(producers[0] ? read(producers[0]) : []).map((_, k) => {
			const mean = producers.reduce((sum, producer) => sum + (read(producer)[k] ?? 0), 0) / producers.length;
			return mean === 0 ? 1 : mean;
		});
	const inputMeans = meanOf(({ inputs }) => inputs);
	const outputMeans = meanOf(({ outputs }) => outputs);
	const over = (values: readonly number[], means: readonly number[]) =>
		values.map((value, k) => value / (means[k] ?? 1));
	return {
		producers: producers.map(({ name, inputs, outputs }) => ({
			name,
			inputs: over(inputs, inputMeans),
			outputs: over(outputs, outputMeans)
		})),
		inputMeans,
		outputMeans
	};
}

/** Variables: λ₁ … λₙ, score. */
function radialProgram(
	{ producers }: Scaled,
	index: number,
	returns: ReturnsToScale,
	orientation: Orientation
): LinearProgram {
	const own = producers[index] as Producer;
	const n = producers.length;
	const inward = orientation === 'input';
	const rows: LinearRow[] = [
		...own.inputs.map((value, i): LinearRow => {
			const used = producers.map(({ inputs }) => inputs[i] ?? 0);
			return { coefficients: [...used, inward ? -value : 0], relation: '<=', bound: inward ? 0 : value };
		}),
		...own.outputs.map((value, r): LinearRow => {
			const made = producers.map(({ outputs }) => outputs[r] ?? 0);
			return { coefficients: [...made, inward ? 0 : -value], relation: '>=', bound: inward ? value : 0 };
		}),
		...convexity(n, 1, returns)
	];
	return {
		sense: inward ? 'minimise' : 'maximise',
		objective: [...producers.map(() => 0), 1],
		rows
	};
}

/**
 * Variables: λ₁ … λₙ, input slacks, output slacks, score; the slacks count in their own units, as the literature does. The
 * score is held at its optimum by a row with a hair's breadth of room, because an equation may miss it by rounding.
 */
function slackProgram(
	{ producers, inputMeans, outputMeans }: Scaled,
	index: number,
	returns: ReturnsToScale,
	orientation: Orientation,
	score: number
): LinearProgram {
	const own = producers[index] as Producer;
	const means = [...inputMeans, ...outputMeans];
	const largest = Math.max(...means);
	const inward = orientation === 'input';
	const beside = (at: number, sign: 1 | -1, scoreCoefficient: number) => [
		...means.map((_, k): number => (k === at ? sign : 0)),
		scoreCoefficient
	];
	const rows: LinearRow[] = [
		...own.inputs.map((value, i): LinearRow => {
			const used = producers.map(({ inputs }) => inputs[i] ?? 0);
			const coefficients = [...used, ...beside(i, 1, inward ? -value : 0)];
			return { coefficients, relation: '=', bound: inward ? 0 : value };
		}),
		...own.outputs.map((value, r): LinearRow => {
			const made = producers.map(({ outputs }) => outputs[r] ?? 0);
			const coefficients = [...made, ...beside(inputMeans.length + r, -1, inward ? 0 : -value)];
			return { coefficients, relation: '=', bound: inward ? value : 0 };
		}),
		...convexity(producers.length, means.length + 1, returns),
		{
			coefficients: [...producers.map(() => 0), ...beside(-1, 1, 1)],
			relation: inward ? '<=' : '>=',
			bound: inward ? score * (1 + ROOM) : score * (1 - ROOM)
		}
	];
	return {
		sense: 'maximise',
		objective: [...producers.map(() => 0), ...means.map((mean) => mean / largest), 0],
		rows
	};
}

function convexity(n: number, others: number, returns: ReturnsToScale): readonly LinearRow[] {
	if (returns === 'constant') return [];
	const coefficients = [...new Array<number>(n).fill(1), ...new Array<number>(others).fill(0)];
	return [{ coefficients, relation: '=', bound: 1 }];
}

function checked(producers: readonly Producer[]): Result<true> {
	if (producers.length < 2) return refuse(problem('frontier/too-few', { n: String(producers.length) }));
	for (const { name, inputs, outputs } of producers) {
		const measures = [...inputs, ...outputs];
		if (measures.some((value) => !Number.isFinite(value) || value < 0))
			return refuse(problem('frontier/bad-measure', { producer: name }));
		if (!inputs.some((value) => value > 0) || !outputs.some((value) => value > 0))
			return refuse(problem('frontier/empty-producer', { producer: name }));
	}
	return ok(true);
}

function cleaned(value: number): number {
	return value > NOISE ? value : 0;
}
