import { describe, expect, it } from 'vitest';
import { date } from '#lib/core/period/date.ts';
import { matchesInitials } from '#lib/core/standards/initials.ts';
import {
	facetsOf,
	fieldOf,
	NO_FILTER,
	searchLibrary,
	type LibraryFacts
} from '#lib/core/standards/library-search.ts';

const ROAD: LibraryFacts = {
	code: 'CL-DLBJ-01-E',
	category: '城市运维/环卫保洁',
	unitId: 'm2',
	effectiveFrom: date('2026-01-01'),
	effectiveTo: null,
	trial: false,
	title: '道路保洁（一级）',
	organisation: '区建管委',
	documentNumber: '示财绩〔2026〕8号',
	level: 'district',
	field: '城市运维',
	grade: '一级',
	tiers: ['5 万平方米以上'],
	region: '示例区',
	status: 'in_force',
	reviewOn: date('2027-01-01'),
	overdue: false,
	initials: ['d', 'l', 'b', 'j', 'y', 'j']
};
const RESET: LibraryFacts = {
	...ROAD,
	code: 'JY-CZ-01-E',
	title: '重置费',
	category: '教育/运转',
	field: '教育',
	level: 'town',
	grade: '',
	tiers: [],
	region: '甲镇',
	status: 'repealed',
	overdue: true,
	initials: ['zc', 'z', 'fb']
};
const ALL = [ROAD, RESET];

function titles(filter: Partial<typeof NO_FILTER>): readonly string[] {
	return searchLibrary(ALL, { ...NO_FILTER, status: 'all', ...filter }).map(({ title }) => title);
}

describe('search by pinyin initials', () => {
	it.each([
		['dlbj', true],
		['DLBJ', true],
		['lbj', true],
		['bjyj', true],
		['dlby', false],
		['dlbjyjx', false],
		['', true]
	])('%s in 道路保洁（一级）: %s', (word, found) => {
		expect(matchesInitials(word, ROAD.initials)).toBe(found);
	});

	it('accepts every reading of a sign', () => {
		for (const word of ['czf', 'zzf', 'zzb']) expect(titles({ text: word }), word).toEqual(['重置费']);
	});
});

describe('search of the library', () => {
	it('shows what applies on the date unless a status or everything is asked for', () => {
		expect(titles({ status: '' })).toEqual([ROAD.title]);
		expect(titles({ status: 'repealed' })).toEqual([RESET.title]);
		expect(titles({ status: 'all' })).toEqual([ROAD.title, RESET.title]);
	});

	it.each([
		[{ level: 'town' }, [RESET.title]],
		[{ field: '城市运维' }, [ROAD.title]],
		[{ category: '城市运维' }, [ROAD.title]],
		[{ category: '城市' }, []],
		[{ grade: '一级' }, [ROAD.title]],
		[{ tier: '5 万平方米以上' }, [ROAD.title]],
		[{ region: '甲镇' }, [RESET.title]],
		[{ overdue: true }, [RESET.title]],
		[{ text: '保洁 一级' }, [ROAD.title]],
		[{ text: '保洁 教育' }, []],
		[{ text: '〔2026〕8号 cl-dlbj' }, [ROAD.title]]
	] as const)('by %j', (filter, expected) => {
		expect(titles(filter)).toEqual(expected);
	});

	it('offers each value of a facet once, and no blanks', () => {
		expect(facetsOf([ROAD, ROAD, RESET])).toMatchObject({
			level: ['district', 'town'],
			field: ['城市运维', '教育'],
			grade: ['一级'],
			region: ['示例区', '甲镇']
		});
		expect(fieldOf('城市运维')).toBe('城市运维');
	});
});
