import { Decimal } from 'decimal.js';
import { roundToFen } from '../../../src/lib/core/costing/engine/scaled.ts';
import { timed, type Row } from '../row.ts';

const COUNT = 200_000;

/** Quantities with three decimals and prices with four, every tenth so that the product ends near or on half a 分. */
function factors(): { readonly quantity: Float64Array; readonly price: Float64Array } {
	const quantity = new Float64Array(COUNT);
	const price = new Float64Array(COUNT);
	for (let at = 0; at < COUNT; at += 1) {
		quantity[at] = at % 10 === 0 ? 1000 * (1 + (at % 997)) : 1 + ((at * 7919) % 9_999_991);
		price[at] = at % 10 === 0 ? 50 + 100 * ((at * 31) % 99_991) : 1 + ((at * 104_729) % 99_999_989);
	}
	return { quantity, price };
}

const SCALE = 7;

/** Thousandths × ten-thousandths of a 元 → 分, half-up, in big integers: where the double cannot tell, and the judge. */
function exactly(quantity: number, price: number): number {
	return Number((BigInt(quantity) * BigInt(price) + 50_000n) / 100_000n);
}

export const row: Row = {
	id: 'exact-money-200k',
	work: '200,000 products of quantity and price, rounded half-up to 分',
	peer: `decimal.js ${'10.6.0'}`,
	goal: { ofPeer: 1 / 50, ofLimit: 4 },
	rounds: 11,
	prepare: () => {
		const { quantity, price } = factors();
		const fen = new Float64Array(COUNT);
		const floats = {
			quantity: quantity.map((value) => value / 1e3),
			price: price.map((value) => value / 1e4)
		};
		const decimals = {
			quantity: Array.from(quantity, (value) => new Decimal(value).div(1e3)),
			price: Array.from(price, (value) => new Decimal(value).div(1e4))
		};
		const rounded = new Float64Array(COUNT);
		const peer: Decimal[] = new Array<Decimal>(COUNT);
		return {
			ours: () =>
				timed(() => {
					for (let at = 0; at < COUNT; at += 1) {
						const product = (quantity[at] as number) * (price[at] as number);
						const amount = roundToFen(product, SCALE);
						fen[at] = amount === amount ? amount : exactly(quantity[at] as number, price[at] as number);
					}
				}),
			peer: () =>
				timed(() => {
					for (let at = 0; at < COUNT; at += 1)
						peer[at] = decimals.quantity[at]!.times(decimals.price[at]!).toDecimalPlaces(
							2,
							Decimal.ROUND_HALF_UP
						);
				}),
			limit: () =>
				timed(() => {
					for (let at = 0; at < COUNT; at += 1)
						rounded[at] = Math.round((floats.quantity[at] as number) * (floats.price[at] as number) * 100);
				}),
			conditions: () => {
				const truth = Float64Array.from(quantity, (value, at) => exactly(value, price[at] as number));
				const wrong = fen.reduce((count, value, at) => count + (value === truth[at] ? 0 : 1), 0);
				const floatWrong = rounded.reduce((count, value, at) => count + (value === truth[at] ? 0 : 1), 0);
				return [{ text: `${wrong} wrong against BigInt (float: ${floatWrong})`, met: wrong === 0 }];
			}
		};
	}
};
