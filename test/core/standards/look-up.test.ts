import { describe, expect, it } from 'vitest';
import { date } from '#lib/core/period/date.ts';
import { inForceOn, statusOn, successor, type IssuedVersion } from '#lib/core/standards/look-up.ts';

function version(code: string, from: string, to: string | null = null, trial = false): IssuedVersion {
	return {
		code,
		category: '城市运维/环卫保洁',
		unitId: 'm2',
		effectiveFrom: date(from),
		effectiveTo: to === null ? null : date(to),
		trial
	};
}

const FIRST = version('A-E', '2024-01-01', '2025-01-01', true);
const SECOND = version('A-E', '2024-07-01');
const THIRD = version('A-E', '2026-01-01');
const OTHER = version('B-E', '2020-01-01', '2023-01-01');
const ALL = [THIRD, OTHER, FIRST, SECOND];

describe('look-up as of a date', () => {
	it.each([
		['2023-12-31', FIRST, 'upcoming'],
		['2024-01-01', FIRST, 'trial'],
		['2024-06-30', FIRST, 'trial'],
		['2024-07-01', FIRST, 'superseded'],
		['2025-06-01', FIRST, 'superseded'],
		['2024-07-01', SECOND, 'in_force'],
		['2025-12-31', SECOND, 'in_force'],
		['2026-01-01', SECOND, 'superseded'],
		['2022-12-31', OTHER, 'in_force'],
		['2023-01-01', OTHER, 'expired']
	] as const)('on %s', (day, which, status) => {
		expect(statusOn(which, ALL, date(day))).toBe(status);
	});

	it('ends with a repeal from its day, and a version repealed before its day never takes over', () => {
		const repealed = { ...THIRD, repealedFrom: date('2026-07-01') };
		expect(statusOn(repealed, ALL, date('2026-06-30'))).toBe('in_force');
		expect(statusOn(repealed, ALL, date('2026-07-01'))).toBe('repealed');
		const never = { ...THIRD, repealedFrom: date('2025-12-01') };
		const versions = [FIRST, SECOND, never];
		expect(statusOn(never, versions, date('2025-12-01'))).toBe('repealed');
		expect(statusOn(never, versions, date('2025-11-30'))).toBe('upcoming');
		expect(statusOn(SECOND, versions, date('2026-02-01'))).toBe('in_force');
	});

	it('finds at most one version of a code, by code, category and unit', () => {
		expect(inForceOn(ALL, { date: date('2025-06-01') })).toEqual([SECOND]);
		expect(inForceOn(ALL, { date: date('2022-06-01'), category: '城市运维' })).toEqual([OTHER]);
		expect(inForceOn(ALL, { date: date('2022-06-01'), category: '城市' })).toEqual([]);
		expect(inForceOn(ALL, { date: date('2025-06-01'), code: 'B-E' })).toEqual([]);
		expect(inForceOn(ALL, { date: date('2025-06-01'), unitId: 't' })).toEqual([]);
	});

	it('names the next version, whatever the order of rows', () => {
		expect(successor(FIRST, ALL)).toBe(SECOND);
		expect(successor(SECOND, [...ALL].reverse())).toBe(THIRD);
		expect(successor(THIRD, ALL)).toBeUndefined();
	});
});
