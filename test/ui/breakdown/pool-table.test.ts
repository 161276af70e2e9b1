import { describe, expect, it } from 'vitest';
import { allocate } from '#lib/core/costing/allocation.ts';
import { ALLOCATION_METHODS, type AllocationMethod } from '#lib/core/costing/cost-pool.ts';
import { toText } from '#lib/core/decimal/decimal.ts';
import { formatFen, fen } from '#lib/core/money/fen.ts';
import { unwrap } from '#lib/core/result.ts';
import { driverRows, typedShares } from '#lib/ui/breakdown/pool-form.ts';
import { receivedRows, sharedRows } from '#lib/ui/breakdown/pool-result.ts';
import { costPool, costUnit, yuan } from '../../support/cost-draft.ts';

const units = [
	costUnit({ id: 'A', grade: '一级' }),
	costUnit({ id: 'B', position: 1, name: '二级养护', grade: '二级' })
];

describe('the driver table of a pool', () => {
	const s1 = costPool({ id: 'S1', shares: { 'pool/S2': '20', 'unit/A': '50' } });
	const pools = [s1, costPool({ id: 'S2', position: 1 })];

	it('lists the other pools and every cost unit, with the volumes the pool has', () => {
		expect(driverRows(s1, pools, units).map(({ target, name, volume }) => [target, name, volume])).toEqual([
			['pool', 'S2', '20'],
			['unit', 'A（一级）', '50'],
			['unit', '二级养护', '']
		]);
		expect(driverRows(null, pools, units)).toHaveLength(4);
	});

	it('reads separators and full-width digits, leaves blank targets out, and keeps what is no number for the refusal', () => {
		const typed = ['1,200.50', '３０', '不知道', ' - '];
		const rows = driverRows(null, pools, units).map((row, index) => ({ ...row, volume: typed[index] ?? '' }));
		expect(typedShares(rows)).toEqual([
			{ target: 'pool', id: 'S1', volume: '1200.5' },
			{ target: 'pool', id: 'S2', volume: '30' },
			{ target: 'unit', id: 'A', volume: '不知道' }
		]);
	});
});

describe('what pools hand on', () => {
	/** DOMAIN §2.4, G3. */
	const pools = [
		costPool({ id: 'S1', shares: { 'pool/S2': '20', 'unit/A': '50', 'unit/B': '30' } }),
		costPool({ id: 'S2', position: 1, shares: { 'pool/S1': '10', 'unit/A': '40', 'unit/B': '50' } })
	];
	const costs = [yuan(100_000), yuan(60_000)].map((amount) => ({ full: amount, fiscal: amount }));

	it('shows each target with its share and amount; they add up to what the pool comes to', () => {
		const allocation = unwrap(allocate('reciprocal', pools, units, costs));
		const [first] = allocation.pools;
		if (!first) throw new Error('no pool');
		const rows = sharedRows(first, { pools, units });
		expect(
			rows.map(({ name, volume, share, amount }) => [name, toText(volume), share, formatFen(amount)])
		).toEqual([
			['S2', '20', '20.00%', '21,632.65'],
			['A（一级）', '50', '50.00%', '54,081.64'],
			['二级养护', '30', '30.00%', '32,448.98']
		]);
		expect(rows.reduce((sum, { amount }) => sum + amount, 0)).toBe(first.total);
	});

	it('rounds shares so that they add up to 100.00 %', () => {
		const thirds = [costPool({ id: 'P', shares: { 'unit/A': '1', 'unit/B': '1', 'unit/C': '1' } })];
		const three = [...units, costUnit({ id: 'C', position: 2 })];
		const allocation = unwrap(allocate('direct', thirds, three, [{ full: fen(100), fiscal: fen(100) }]));
		const [pool] = allocation.pools;
		if (!pool) throw new Error('no pool');
		const rows = sharedRows(pool, { pools: thirds, units: three });
		expect(rows.map(({ share }) => share)).toEqual(['33.34%', '33.33%', '33.33%']);
	});

	it.each(
		Object.keys(ALLOCATION_METHODS).filter((method) => method !== 'activity-based') as AllocationMethod[]
	)('%s: what the units receive is what the pools cost', (method) => {
		const allocation = unwrap(allocate(method, pools, units, costs));
		const { rows, total } = receivedRows(allocation, { units });
		expect(rows.map(({ name }) => name)).toEqual(['A（一级）', '二级养护']);
		expect(formatFen(total)).toBe('160,000.00');
	});

	it('leaves out units that no pool reaches', () => {
		const only = [costPool({ id: 'P', shares: { 'unit/B': '1' } })];
		const allocation = unwrap(allocate('direct', only, units, [{ full: fen(100), fiscal: fen(0) }]));
		expect(receivedRows(allocation, { units }).rows.map(({ name }) => name)).toEqual(['二级养护']);
	});
});
