import { GROUPS, type Workload } from './workload.ts';

/** The workload as a loop over typed arrays, written by hand for exactly this: what the machine can do at best. */
export class TypedLoop {
	readonly #quantity: Float64Array;
	readonly #price: Float64Array;
	readonly #catalogue: Float64Array;
	readonly #from: Int32Array;
	readonly #frequency: Float64Array;
	readonly #group: Uint8Array;
	readonly #part: Int32Array;
	readonly #groupOfPart: Uint8Array;
	readonly #amount: Float64Array;
	readonly #rates: Float64Array;
	readonly #work: Workload;

	constructor(work: Workload) {
		this.#work = work;
		this.#quantity = Float64Array.from(work.lines, (line) => line.quantity / 100);
		this.#price = Float64Array.from(work.lines, (line) => line.price / 100);
		this.#catalogue = Float64Array.from(work.catalogue, (price) => price / 100);
		this.#from = Int32Array.from(work.lines, (line) => line.catalogue);
		this.#frequency = Float64Array.from(work.lines, (line) => line.frequency);
		this.#group = Uint8Array.from(work.lines, (line) => line.group);
		this.#part = Int32Array.from(work.lines, (line) => line.part);
		this.#groupOfPart = new Uint8Array(work.parts);
		work.lines.forEach((line) => (this.#groupOfPart[line.part] = line.group));
		this.#amount = new Float64Array(work.lines.length);
		this.#rates = Float64Array.from(work.rates, (rate) => rate / 10_000);
	}

	/** Unit costs; amounts are rounded with `Math.round`, as such loops are written. */
	recalculate(): Float64Array {
		const count = this.#amount.length;
		const parts = new Float64Array(this.#work.parts);
		for (let at = 0; at < count; at += 1) {
			const from = this.#from[at] as number;
			const price = from < 0 ? (this.#price[at] as number) : (this.#catalogue[from] as number);
			const rate = this.#rates[this.#group[at] as number] as number;
			const product = (this.#quantity[at] as number) * price * (this.#frequency[at] as number) * (1 + rate);
			const amount = Math.round(product * 100) / 100;
			this.#amount[at] = amount;
			const part = this.#part[at] as number;
			parts[part] = (parts[part] as number) + amount;
		}
		const groups = new Float64Array(GROUPS);
		for (let part = 0; part < parts.length; part += 1) {
			const group = this.#groupOfPart[part] as number;
			groups[group] = (groups[group] as number) + (parts[part] as number);
		}
		const outputs = this.#work.outputs.reduce((sum, output) => sum + output, 0);
		return groups.map((cost, group) => {
			const output = this.#work.outputs[group] as number;
			const share = Math.round((this.#work.pool * output) / outputs) / 100;
			return (cost + share) / output;
		});
	}
}
