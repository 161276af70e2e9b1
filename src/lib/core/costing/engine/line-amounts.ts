import { isError, type FormulaError } from '../../formula/value.ts';
import { LIMITS } from '../../limits.ts';
import { fen, fenFromYuan, yuanFromFen } from '../../money/fen.ts';
import { bringToMonths } from '../../period/months.ts';
import type { Problem } from '../../problem.ts';
import type { CostLine } from '../line.ts';
import { ErrorMarks } from './error-marks.ts';
import { AMOUNT, FACTORS, VERIFIED, type Layout } from './layout.ts';
import { divideHalfUp } from '../../decimal/doubles.ts';
import { computeProducts, exactProduct } from './products.ts';
import { placeAmong, SumColumn, type SumTree } from './sum-column.ts';
import { BOXED, SMALL, type Values } from './values.ts';

/** Below this a product with months stays exact, and `divideHalfUp` may divide it by anything. */
const DIVIDABLE = 2 ** 52;
const LIMIT: number = LIMITS.amountFen;
const NONE = NaN;

/**
 * Lines computed at a time: what they need stays in the processor's cache, and a function that is called once for each
 * block is compiled for what it has met in many calls, not in the middle of its first.
 */
const BLOCK = 1024;

interface Amounts {
	declared: number;
	verified: number;
	period: number;
}

/**
 * What lines come to: computed amounts of all, declared, verified and period amounts of the lines without children and
 * their sums. Rules in words: core/costing/line.ts. 分 throughout; NaN is "none".
 */
export class LineAmounts {
	readonly computed: Float64Array;
	readonly period: Float64Array;
	/** 审减 and 审增 of all lines without children. */
	cut = 0;
	raise = 0;
	/** Why the last run could not be finished. */
	refusal: Problem | null = null;
	readonly #layout: Layout;
	readonly #values: Values;
	readonly #tree: SumTree;
	readonly #months: number;
	readonly #declaredAt: number;
	readonly #verifiedAt: number;
	readonly #stated: Float64Array;
	readonly #ownVerified: Float64Array;
	readonly #lineMonths: Int32Array;
	readonly #isComputed: Uint8Array;
	readonly #isOnce: Uint8Array;
	/** Leaves whose declared, verified and period amounts all are the computed one. */
	readonly #isPlain: Uint8Array;
	/** Amounts of all leaves without their signs. */
	#volumes: Amounts = { declared: 0, verified: 0, period: 0 };
	/** Declared, verified and period amounts, not yet added to the line above them, of lines that are not plain. */
	readonly #others = new Float64Array(3);
	readonly #declaredSum: SumColumn;
	readonly #verifiedSum: SumColumn;
	readonly #periodSum: SumColumn;
	readonly #declaredErrors: ErrorMarks;
	readonly #verifiedErrors: ErrorMarks;

	constructor(
		layout: Layout,
		values: Values,
		tree: SumTree,
		childrenOf: (line: number) => readonly number[],
		analysisMonths: number
	) {
		this.#layout = layout;
		this.#values = values;
		this.#tree = tree;
		this.#months = analysisMonths;
		const { stride } = layout;
		this.computed = new Float64Array(stride).fill(NONE);
		this.period = new Float64Array(stride);
		this.#stated = new Float64Array(stride);
		this.#ownVerified = new Float64Array(stride);
		this.#lineMonths = new Int32Array(stride);
		this.#isComputed = new Uint8Array(stride);
		this.#isOnce = new Uint8Array(stride);
		this.#isPlain = new Uint8Array(stride);
		this.#declaredSum = new SumColumn(tree);
		this.#verifiedSum = new SumColumn(tree);
		this.#periodSum = new SumColumn(tree);
		this.#declaredAt = layout.node(AMOUNT, 0);
		this.#verifiedAt = layout.node(VERIFIED, 0);
		this.#declaredErrors = new ErrorMarks(values, this.#declaredAt, tree.parents, childrenOf);
		this.#verifiedErrors = new ErrorMarks(values, this.#verifiedAt, tree.parents, childrenOf);
		const [first, end] = [this.#declaredAt, this.#verifiedAt + stride];
		values.kind.fill(SMALL, first, end);
		values.mantissa.fill(0, first, end);
		values.scale.fill(2, first, end);
	}

	/** Takes over what is typed into a line besides its factors. */
	setLine(index: number, line: CostLine): void {
		this.#stated[index] = line.statedAmount ?? NONE;
		this.#ownVerified[index] = line.verifiedAmount ?? NONE;
		this.#lineMonths[index] = line.periodMonths;
		this.#isComputed[index] = line.amountBasis === 'computed' ? 1 : 0;
		this.#isOnce[index] = line.recurrence === 'once' ? 1 : 0;
		const asComputed = line.amountBasis === 'computed' && line.verifiedAmount === null;
		const inPeriod = line.recurrence === 'recurring' && line.periodMonths === this.#months;
		this.#isPlain[index] = this.#tree.isLeaf[index] === 1 && asComputed && inPeriod ? 1 : 0;
	}

	/** Computes everything from the factors; `fixed` holds the errors of nodes in a ring. */
	runAll(fixed: ReadonlyMap<number, FormulaError>): void {
		this.refusal = null;
		this.cut = this.raise = 0;
		this.#volumes = { declared: 0, verified: 0, period: 0 };
		this.#clearSums(0, this.#layout.stride);
		this.#computeLines(0, this.#layout.lines);
		const { mantissa } = this.#values;
		const { declared, verified, period } = this.#volumes;
		this.refusal ??= this.#declaredSum.accept(mantissa, this.#declaredAt, declared);
		this.refusal ??= this.#verifiedSum.accept(mantissa, this.#verifiedAt, verified);
		this.refusal ??= this.#periodSum.accept(this.period, 0, period);
		this.#markAll(fixed);
	}

	/**
	 * Computes everything below a line, which ends before `end`, and takes the differences further up; false where only
	 * `runAll` can tell the sums.
	 */
	runBelow(top: number, end: number, fixed: ReadonlyMap<number, FormulaError>): boolean {
		const sums = [this.#declaredSum, this.#verifiedSum, this.#periodSum];
		if (sums.some(({ volume }) => volume > LIMIT)) return false;
		const [declared, verified, period] = sums.map(({ volume }) => volume) as [number, number, number];
		this.#volumes = { declared, verified, period };
		const { mantissa } = this.#values;
		const columns = [
			{ amounts: mantissa, at: this.#declaredAt },
			{ amounts: mantissa, at: this.#verifiedAt },
			{ amounts: this.period, at: 0 }
		];
		const before = columns.map(({ amounts, at }) => amounts[at + top] as number);
		this.#forget(top, end);
		this.#clearSums(top, end);
		this.#computeLines(top + 1, end);
		this.#compute(top);
		if (this.refusal || Object.values(this.#volumes).some((volume) => volume > LIMIT)) return false;
		this.#declaredSum.accept(mantissa, this.#declaredAt, this.#volumes.declared);
		this.#verifiedSum.accept(mantissa, this.#verifiedAt, this.#volumes.verified);
		this.#periodSum.accept(this.period, 0, this.#volumes.period);
		const { parents } = this.#tree;
		columns.forEach(({ amounts, at }, column) => {
			const change = (amounts[at + top] as number) - (before[column] as number);
			for (let up = parents[top] as number; up >= 0; up = parents[up] as number)
				amounts[at + up] = (amounts[at + up] as number) + change;
		});
		this.#markAll(fixed);
		return true;
	}

	/** Computes one line and takes the difference up the tree; false where only `runAll` can tell the sums. */
	run(line: number): boolean {
		this.#compute(line);
		if (this.#tree.isLeaf[line] === 0) return this.refusal === null;
		const { mantissa } = this.#values;
		const declared = this.#declared(line);
		const verified = this.#verified(line, declared);
		const cutBefore =
			(mantissa[this.#declaredAt + line] as number) - (mantissa[this.#verifiedAt + line] as number);
		this.#count(cutBefore, -1);
		this.#count(declared - verified, 1);
		const error = this.#isComputed[line] === 1 ? this.#brokenFactor(line) : null;
		const sums =
			this.#declaredSum.replace(mantissa, this.#declaredAt, line, declared) &&
			this.#verifiedSum.replace(mantissa, this.#verifiedAt, line, verified) &&
			this.#periodSum.replace(this.period, 0, line, this.#inPeriod(line, verified));
		this.#declaredErrors.set(line, error);
		this.#verifiedErrors.set(line, this.#follows(line) ? error : null);
		return sums && this.refusal === null;
	}

	/** Computes the amount of one leaf and leaves the sums to `runAll`: for formulas that read it before. */
	settleDeclared(line: number): void {
		this.#compute(line);
		const error = this.#isComputed[line] === 1 ? this.#brokenFactor(line) : null;
		this.#put(this.#declaredAt + line, this.#declared(line), error);
	}

	/** The same for the verified amount; the declared one stands already. */
	settleVerified(line: number): void {
		const declared = this.#declaredAt + line;
		const amount = this.#verified(line, this.#values.mantissa[declared] as number);
		this.#put(this.#verifiedAt + line, amount, this.#follows(line) ? this.#errorAt(declared) : null);
	}

	/** Whether the verified amount of a line is as declared. */
	followsDeclared(line: number): boolean {
		return this.#follows(line);
	}

	#put(node: number, amount: number, error: FormulaError | null): void {
		const { mantissa, kind, boxed } = this.#values;
		mantissa[node] = amount;
		kind[node] = error ? BOXED : SMALL;
		if (error) boxed.set(node, error);
		else boxed.delete(node);
	}

	#errorAt(node: number): FormulaError | null {
		const value = this.#values.kind[node] === BOXED ? this.#values.boxed.get(node) : undefined;
		return value && isError(value) ? value : null;
	}

	/** Lines from the last to the first, so that sums stand before their line is met; block by block (`BLOCK`). */
	#computeLines(from: number, end: number): void {
		for (let last = end; last > from; last -= BLOCK) {
			const first = Math.max(from, last - BLOCK);
			computeProducts(this.#layout, this.#values, this.computed, first, last, this.#exactly);
			this.#sumLines(first, last);
		}
	}

	#sumLines(from: number, end: number): void {
		const { computed, period } = this;
		const { mantissa } = this.#values;
		const [declaredAt, verifiedAt, isPlain] = [this.#declaredAt, this.#verifiedAt, this.#isPlain];
		const { isLeaf, parents } = this.#tree;
		const volumes = this.#volumes;
		let volume = 0;
		// What the lines below one line come to is added up here, and to their line when another one's begin.
		let above = -1;
		let plain = 0;
		const others = this.#others;
		for (let line = end - 1; line >= from; line -= 1) {
			const up = parents[line] as number;
			if (up !== above) {
				this.#addTo(above, plain);
				above = up;
				plain = 0;
			}
			if (isPlain[line] === 1) {
				const product = computed[line] as number;
				const amount = product === product ? product : 0;
				volume += Math.abs(amount);
				plain += amount;
				mantissa[declaredAt + line] = amount;
				mantissa[verifiedAt + line] = amount;
				period[line] = amount;
				continue;
			}
			if (isLeaf[line] === 1) this.#settle(line);
			others[0] = (others[0] as number) + (mantissa[declaredAt + line] as number);
			others[1] = (others[1] as number) + (mantissa[verifiedAt + line] as number);
			others[2] = (others[2] as number) + (period[line] as number);
		}
		this.#addTo(above, plain);
		volumes.declared += volume;
		volumes.verified += volume;
		volumes.period += volume;
	}

	/** Adds what lines below one line come to: those that are plain, and the others, which begin anew then. */
	#addTo(line: number, plain: number): void {
		if (line < 0) return;
		const { mantissa } = this.#values;
		const [declared, verified] = [this.#declaredAt + line, this.#verifiedAt + line];
		const others = this.#others;
		mantissa[declared] = (mantissa[declared] as number) + plain + (others[0] as number);
		mantissa[verified] = (mantissa[verified] as number) + plain + (others[1] as number);
		this.period[line] = (this.period[line] as number) + plain + (others[2] as number);
		others[0] = others[1] = others[2] = 0;
	}

	/** The sums from one line up to another, none yet. */
	#clearSums(from: number, end: number): void {
		const { mantissa } = this.#values;
		const { sums } = this.#tree;
		for (let at = placeAmong(sums, from); at < sums.length && (sums[at] as number) < end; at += 1) {
			const line = sums[at] as number;
			mantissa[this.#declaredAt + line] = mantissa[this.#verifiedAt + line] = this.period[line] = 0;
		}
	}

	/** Takes what leaves come to out of the volumes and totals. */
	#forget(from: number, end: number): void {
		const { mantissa } = this.#values;
		const { isLeaf } = this.#tree;
		const isPlain = this.#isPlain;
		let volume = 0;
		for (let line = from; line < end; line += 1) {
			const declared = mantissa[this.#declaredAt + line] as number;
			if (isPlain[line] === 1) {
				volume += Math.abs(declared);
				continue;
			}
			if (isLeaf[line] === 0) continue;
			const verified = mantissa[this.#verifiedAt + line] as number;
			this.#count(declared - verified, -1);
			this.#volumes.declared -= Math.abs(declared);
			this.#volumes.verified -= Math.abs(verified);
			this.#volumes.period -= Math.abs(this.period[line] as number);
		}
		this.#volumes.declared -= volume;
		this.#volumes.verified -= volume;
		this.#volumes.period -= volume;
	}

	/** Declared, verified and period amount of a leaf for which they are not simply the computed one. */
	#settle(line: number): void {
		const { mantissa } = this.#values;
		const declared = this.#declared(line);
		const verified = this.#verified(line, declared);
		const period = this.#inPeriod(line, verified);
		mantissa[this.#declaredAt + line] = declared;
		mantissa[this.#verifiedAt + line] = verified;
		this.period[line] = period;
		this.#count(declared - verified, 1);
		this.#volumes.declared += Math.abs(declared);
		this.#volumes.verified += Math.abs(verified);
		this.#volumes.period += Math.abs(period);
	}

	#markAll(fixed: ReadonlyMap<number, FormulaError>): void {
		const { isLeaf } = this.#tree;
		const broken: number[] = [];
		const brokenBefore = FACTORS * this.#layout.stride;
		for (const node of this.#values.boxed.keys()) {
			const line = this.#layout.lineAt(node);
			if (
				node < brokenBefore &&
				isLeaf[line] === 1 &&
				this.#isComputed[line] === 1 &&
				this.#brokenFactor(line)
			)
				broken.push(line);
		}
		this.#declaredErrors.setAll(broken, (line) => this.#brokenFactor(line), fixed);
		const errorAt = (line: number) => this.#errorAt(this.#declaredAt + line);
		const following = this.#declaredErrors
			.lines()
			.filter((line) => isLeaf[line] === 1 && this.#follows(line));
		this.#verifiedErrors.setAll(following, errorAt, fixed);
	}

	/** 审减 counts where more was declared than verified, 审增 where less. */
	#count(cut: number, sign: 1 | -1): void {
		if (cut > 0) this.cut += sign * cut;
		else this.raise -= sign * cut;
	}

	/** Quantity × price × the factors that are there, to 分 once; NONE while a number is missing. */
	#compute(line: number): void {
		computeProducts(this.#layout, this.#values, this.computed, line, line + 1, this.#exactly);
	}

	readonly #exactly = (line: number): number => {
		const amount = exactProduct(this.#layout, this.#values, line);
		if (typeof amount === 'number') return amount;
		this.refusal ??= amount;
		return NONE;
	};

	#declared(line: number): number {
		const amount = (this.#isComputed[line] === 1 ? this.computed[line] : this.#stated[line]) as number;
		return Number.isNaN(amount) ? 0 : amount;
	}

	#verified(line: number, declared: number): number {
		return this.#follows(line) ? declared : (this.#ownVerified[line] as number);
	}

	/** Whether the verified amount is as declared. */
	#follows(line: number): boolean {
		return Number.isNaN(this.#ownVerified[line]);
	}

	/** A verified amount brought to the analysis period; zero for one-off lines. */
	#inPeriod(line: number, verified: number): number {
		if (this.#isOnce[line] === 1) return 0;
		const months = this.#lineMonths[line] as number;
		if (months === this.#months) return verified;
		const dividend = verified * this.#months;
		if (dividend < DIVIDABLE && dividend > -DIVIDABLE) return divideHalfUp(dividend, months);
		const brought = bringToMonths(yuanFromFen(fen(verified)), months, this.#months, 2);
		const amount = fenFromYuan(brought, 'half-up');
		if (amount.ok) return amount.value;
		this.refusal ??= amount.problem;
		return 0;
	}

	#brokenFactor(line: number): FormulaError | null {
		for (let place = 0; place < FACTORS; place += 1) {
			const error = this.#errorAt(this.#layout.node(place, line));
			if (error) return error;
		}
		return null;
	}
}
