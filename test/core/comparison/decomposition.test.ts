import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { apportion } from '#lib/core/comparison/decomposition/apportion.ts';
import { chainSubstitution, product } from '#lib/core/comparison/decomposition/chain-substitution.ts';
import type { Effect, Factor } from '#lib/core/comparison/decomposition/factor.ts';
import { logMeanSplit } from '#lib/core/comparison/decomposition/log-mean.ts';
import { shapleyOfProduct } from '#lib/core/comparison/decomposition/shapley.ts';
import {
	absolute,
	compare,
	dec,
	decimal,
	round,
	subtract,
	sum,
	toText,
	ZERO
} from '#lib/core/decimal/decimal.ts';
import { unwrap } from '#lib/core/result.ts';

// DOMAIN §2.7, golden test G6: area, passes a year, 工日 per m² and pass, price of a 工日.
const G6: readonly Factor[] = [
	{ name: '面积', base: dec('100000'), actual: dec('110000') },
	{ name: '频次', base: dec('120'), actual: dec('130') },
	{ name: '用工', base: dec('0.0004'), actual: dec('0.00038') },
	{ name: '单价', base: dec('150'), actual: dec('165') }
];
const texts = (effects: readonly Effect[]) => effects.map(({ effect }) => toText(effect));

describe('splitting a difference', () => {
	it('gives the golden values of G6 by all three methods', () => {
		expect(texts(chainSubstitution(G6))).toEqual(['72000', '66000', '-42900', '81510']);
		expect(texts(shapleyOfProduct(G6, 2))).toEqual(['76772.5', '64492.5', '-41427.5', '76772.5']);
		// The dossier rounds each to the nearest (−41,295.15) and misses the sum by 0.01; ours add up.
		expect(texts(unwrap(logMeanSplit(G6, 2)))).toEqual(['76732.23', '64440.7', '-41295.16', '76732.23']);
	});

	const factor = fc
		.tuple(fc.integer({ min: 1, max: 99_999 }), fc.integer({ min: 1, max: 99_999 }))
		.map(([base, actual]) => ({
			name: 'x',
			base: decimal(BigInt(base), 2),
			actual: decimal(BigInt(actual), 2)
		}));
	const factors = fc.array(factor, { minLength: 1, maxLength: 5 });
	const difference = (list: readonly Factor[]) =>
		subtract(product(list.map(({ actual }) => actual)), product(list.map(({ base }) => base)));

	it('adds up exactly, whatever the factors', () => {
		fc.assert(
			fc.property(factors, (list) => {
				const total = difference(list);
				expect(sum(chainSubstitution(list).map(({ effect }) => effect))).toEqual(total);
				const shown = round(total, 2, 'half-up');
				expect(sum(shapleyOfProduct(list, 2).map(({ effect }) => effect))).toEqual(shown);
				expect(sum(unwrap(logMeanSplit(list, 2)).map(({ effect }) => effect))).toEqual(shown);
			}),
			{ numRuns: 60 }
		);
	});

	it('does not depend on the order of the factors', () => {
		fc.assert(
			fc.property(
				fc.uniqueArray(factor, { minLength: 2, maxLength: 5, selector: ({ base }) => toText(base) }),
				(list) => {
					const named = list.map((given, i) => ({ ...given, name: String(i) }));
					const back = [...named].reverse();
					// Ties between equal remainders go to the earlier part, so an effect may differ by one last place.
					const ofName = (effects: readonly Effect[], name: string) =>
						effects.find((given) => given.name === name)?.effect ?? ZERO;
					for (const split of [
						(given: readonly Factor[]) => shapleyOfProduct(given, 6),
						(given: readonly Factor[]) => unwrap(logMeanSplit(given, 6))
					]) {
						const [forth, turned] = [split(named), split(back)];
						for (const { name } of named) {
							const moved = absolute(subtract(ofName(forth, name), ofName(turned, name)));
							expect(compare(moved, dec('0.000001'))).toBeLessThanOrEqual(0);
						}
					}
				}
			),
			{ numRuns: 40 }
		);
	});

	it('cannot take logarithms of nothing', () => {
		const none = [{ name: '频次', base: dec('0'), actual: dec('2') }];
		expect(logMeanSplit(none, 2)).toMatchObject({
			ok: false,
			problem: { code: 'decomposition/not-positive', values: { factor: '频次' } }
		});
		expect(texts(shapleyOfProduct(none, 2))).toEqual(['2']);
	});
});

describe('apportion', () => {
	it('gives the missing units to the largest remainders', () => {
		const thirds = [1, 2, 3].map(() => dec('33.333333'));
		expect(apportion(thirds, dec('100'), 2).map(toText)).toEqual(['33.34', '33.33', '33.33']);
	});
});
