import { decimal, divide, type Decimal } from '../decimal/decimal.ts';
import type { Fen } from '../money/fen.ts';
import type { LineFigures } from './amounts.ts';
import type { CostLine, EvidenceLevel } from './line.ts';
import { isLeaf, type Tree } from './tree.ts';

/** How far a breakdown is opened and proved (DOMAIN §2.13, §2.4), in declared money of the lines without children. */
export interface Coverage {
	readonly lines: number;
	readonly total: Money;
	/** Money that quantity × unit price accounts for. */
	readonly priced: Money;
	/** Money of "其他" lines. */
	readonly other: Money;
	/** Money by evidence level; key 0 where none is given. */
	readonly evidence: ReadonlyMap<EvidenceLevel | 0, Money>;
	/** Lines with money and without an evidence level. */
	readonly unproved: number;
}

/** 分. Not bounded as one amount is, because negative lines may make a part larger than the whole. */
export type Money = bigint;

/** Sums in whole numbers below this stay exact; the rest is carried over into a bigint. */
const CARRY = 4_500_000_000_000_000;

/** A sum of 分 that stays exact beyond what a whole number holds. */
export class MoneySum {
	#carried = 0n;
	#rest = 0;

	add(amount: Fen): void {
		if (this.#rest > CARRY || this.#rest < -CARRY || amount > CARRY || amount < -CARRY) {
			this.#carried += BigInt(this.#rest) + BigInt(amount);
			this.#rest = 0;
		} else this.#rest += amount;
	}

	get total(): Money {
		return this.#carried + BigInt(this.#rest);
	}
}

/** One pass over the lines: it runs on every keystroke. */
export function coverageOf(tree: Tree, lines: readonly LineFigures[]): Coverage {
	const [total, priced, other] = [new MoneySum(), new MoneySum(), new MoneySum()];
	const levels = [0, 1, 2, 3, 4, 5].map(() => new MoneySum());
	let [count, unproved] = [0, 0];
	for (let index = 0; index < lines.length; index += 1) {
		if (!isLeaf(tree, index)) continue;
		const { declared, computed } = lines[index] as LineFigures;
		const line = tree.lines[index] as CostLine;
		count += 1;
		total.add(declared);
		if (computed !== null) priced.add(declared);
		if (isOther(line)) other.add(declared);
		levels[line.evidenceLevel ?? 0]?.add(declared);
		if (line.evidenceLevel === null && declared !== 0) unproved += 1;
	}
	const evidence = new Map(levels.map((sum, level) => [level as EvidenceLevel | 0, sum.total]));
	return { lines: count, total: total.total, priced: priced.total, other: other.total, evidence, unproved };
}

/** part ÷ whole in %, two decimals, half-up; null where the whole is nothing. */
export function sharePercent(part: Money, whole: Money): Decimal | null {
	return whole === 0n ? null : divide(decimal(part * 100n), decimal(whole), 'half-up', 2);
}

export function isOther(line: Pick<CostLine, 'element' | 'name'>): boolean {
	return line.element === 'other' || line.name.startsWith('其他') || line.name.startsWith('其它');
}
