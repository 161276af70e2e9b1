import { Calculation } from '../../src/lib/core/costing/engine/calculation.ts';
import { FormulaBook } from '../../src/lib/core/costing/engine/formula-book.ts';
import { AMOUNT } from '../../src/lib/core/costing/engine/layout.ts';
import { Sheet } from '../../src/lib/core/costing/engine/sheet.ts';
import { buildTree } from '../../src/lib/core/costing/tree.ts';
import { decimal, divide, multiply, round, type Decimal } from '../../src/lib/core/decimal/decimal.ts';
import { draftOf, GROUPS, groupId, lineId, rateId, tenThousandths, type Workload } from './workload.ts';

/** The workload on our engine, edited at its lowest level: a cell is typed and what follows is computed. */
export class OurSheet {
	readonly #sheet: Sheet;
	readonly #calculation: Calculation;
	readonly #work: Workload;
	readonly #groups: readonly number[];

	constructor(work: Workload) {
		this.#work = work;
		const draft = draftOf(work);
		const tree = buildTree(draft.lines);
		this.#sheet = new Sheet(tree, draft.parameters, draft.periodMonths, new FormulaBook());
		this.#calculation = new Calculation(this.#sheet);
		this.#groups = Array.from({ length: GROUPS }, (_, group) => tree.indexOf.get(groupId(group)) ?? -1);
		this.recalculate();
	}

	/** Everything anew: formulas, amounts, sums, allocation, unit costs. */
	recalculate(): readonly Decimal[] {
		refuseNothing(this.#calculation.runAll());
		return this.unitCosts();
	}

	setQuantity(line: number, text: string): number {
		const index = this.#sheet.tree.indexOf.get(lineId(line)) as number;
		this.#sheet.setFactor(index, 'quantity', text);
		this.#calculation.touch(this.#sheet.layout.node(0, index));
		refuseNothing(this.#calculation.run().refusal);
		return this.total;
	}

	setRate(group: number, rate: number): number {
		const id = rateId(group);
		this.#sheet.setParameter({
			id,
			position: group,
			name: id,
			value: tenThousandths(rate),
			unit: '',
			source: ''
		});
		this.#calculation.touch(this.#sheet.wiring.parameterNode(id) as number);
		refuseNothing(this.#calculation.run().refusal);
		return this.total;
	}

	/** 分 */
	get total(): number {
		return this.#amountAt(this.#sheet.layout.lines);
	}

	/** (Amount of the group + its share of the pool by output) ÷ output, 元 with six decimals. */
	unitCosts(): readonly Decimal[] {
		const { outputs, pool } = this.#work;
		const all = decimal(BigInt(outputs.reduce((sum, output) => sum + output, 0)));
		return outputs.map((given, group) => {
			const output = decimal(BigInt(given));
			const share = divide(multiply(decimal(BigInt(pool)), output), all, 'half-up', 0);
			const own = this.#groups[group] as number;
			const cost = BigInt(own < 0 ? 0 : this.#amountAt(own)) + share.coefficient;
			return round(divide(decimal(cost, 2), output, 'half-up', 6), 6, 'half-up');
		});
	}

	#amountAt(line: number): number {
		return this.#sheet.values.mantissa[this.#sheet.layout.node(AMOUNT, line)] as number;
	}
}

function refuseNothing(refusal: unknown): void {
	if (refusal !== null) throw new Error('The workload is refused');
}
