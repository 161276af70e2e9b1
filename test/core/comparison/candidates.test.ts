import { describe, expect, it } from 'vitest';
import { boundarySide, boundWarnings } from '#lib/core/comparison/bounds.ts';
import { compareMembers } from '#lib/core/comparison/compare-members.ts';
import { centreOf, distancesFrom } from '#lib/core/comparison/distance.ts';
import { isOfTheService } from '#lib/core/comparison/place-attribute.ts';
import { positionsOf } from '#lib/core/comparison/position.ts';
import { withIncluded } from '#lib/core/comparison/with-included.ts';
import { unwrap } from '#lib/core/result.ts';
import { observation } from '../../support/observations.ts';

describe('distance of places', () => {
	// By hand: 人口 1, 3, 5 has s = 2; 面积 10, 10, 40 has s = √300 = 17.320508…
	const subject = { 人口: '1', 面积: '10', 海拔: '4' };
	const [near, far, unknown] = distancesFrom(
		subject,
		[{ 人口: '3', 面积: '10', 海拔: '4' }, { 人口: '5', 面积: '40', 海拔: '4' }, { 海拔: '4' }],
		['人口', '面积', '海拔']
	);

	it('is explained attribute by attribute, and the shares make a whole', () => {
		expect(near).toMatchObject({ distance: '0.7071' });
		expect(near?.attributes.map(({ standardised, share, left }) => [standardised, share, left])).toEqual([
			['1', '1', null],
			['0', '0', null],
			[null, null, 'all-equal']
		]);
		// z = 2 and √3: d = √((4 + 3) / 2), shares 4/7 and 3/7.
		expect(far?.distance).toBe('1.8708');
		expect(far?.attributes.map(({ share }) => share)).toEqual(['0.5714', '0.4286', null]);
	});

	it('leaves out what describes how the service is run', () => {
		const [told] = distancesFrom(subject, [{ 人口: '3' }, { 人口: '5' }], ['人口', '师生比']);
		expect(told).toMatchObject({ distance: '1', attributes: [{ left: null }, { left: 'of-the-service' }] });
		expect(['人口密度', '海拔', 'pop', 'Primary UZA Population', 'roads'].filter(isOfTheService)).toEqual([]);
		for (const name of ['单位成本', '保洁员人数', '作业频次', 'stratio', 'salary', 'Total Expenses'])
			expect(isOfTheService(name), name).toBe(true);
	});

	it('says what is missing, and is none where nothing tells two places apart', () => {
		expect(unknown?.distance).toBeNull();
		expect(unknown?.attributes.map(({ left }) => left)).toEqual(['missing', 'missing', 'all-equal']);
		expect(centreOf([{ 人口: '1' }, { 人口: '4', 面积: '2' }])).toEqual({ 人口: '2.5', 面积: '2' });
	});
});

describe('bounds of a set', () => {
	const steps = ['period'] as const;
	const bounds = { grade: '一级', boundary: { 管理费: 'in', 税金: 'in', 自有人员资产: 'in' } } as const;

	it('are met by what a unit states, by its basis and by its breakdown; silence does not match', () => {
		const silent = observation({ project: 'A' });
		expect(boundarySide(silent, '管理费')).toBeNull();
		expect(boundarySide(silent, '税金')).toBe('in');
		expect(boundarySide({ ...silent, elements: { management: '100' } }, '管理费')).toBe('in');
		expect(boundarySide({ ...silent, elements: { labour: '100' } }, '管理费')).toBe('out');
		expect(boundarySide({ ...silent, elements: { labour: '100', none: '1' } }, '管理费')).toBeNull();
		expect(
			boundarySide({ ...silent, boundary: { 管理费: 'out' }, elements: { management: '1' } }, '管理费')
		).toBe('out');
		expect(boundWarnings(silent, { bounds, steps })).toEqual([
			'成本边界不符：“管理费”本项目未注明，本次比对含',
			'成本边界不符：“自有人员资产”本项目不含，本次比对含'
		]);
	});

	it('are met by a step that brings the difference to one basis', () => {
		const other = observation({ project: 'A', grade: '二级', boundary: { 管理费: 'in' } });
		expect(boundWarnings(other, { bounds, steps: ['period', 'grade', 'scope'] })).toEqual([]);
	});
});

describe('one observation, and all observations equal', () => {
	const compared = (costs: readonly string[]) =>
		unwrap(
			compareMembers(
				{ category: '城市运维/环卫保洁', unit: 'm2', targetYear: 2025, steps: ['period'] },
				costs.map((unitCost, i) => ({
					observation: observation({ project: `P${i}`, unitCost }),
					included: true
				})),
				{}
			)
		);

	it('have no spread and no outliers, but a position', () => {
		expect(compared(['7']).all).toMatchObject({
			n: 1,
			standardDeviation: null,
			variation: null,
			lowFence: null
		});
		const equal = compared(['7', '7', '7', '7', '7']);
		expect(equal.all).toMatchObject({
			standardDeviation: '0',
			variation: '0',
			lowFence: '7',
			highFence: '7'
		});
		expect(equal.members.map(({ flagged }) => flagged)).toEqual([null, null, null, null, null]);
		expect(positionsOf(equal)[4]).toMatchObject({ rank: 1, of: 5, against: '与中位数持平' });
	});

	it('are described anew when others are taken in, as comparing them anew would', () => {
		const results = compared(['5', '6', '9']);
		expect(withIncluded(results, [true, false, true]).included).toEqual(compared(['5', '9']).all);
	});
});
