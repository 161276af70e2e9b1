import { describe, expect, it } from 'vitest';
import { unwrap } from '#lib/core/result.ts';
import type { Snapshot } from '#lib/core/snapshot/snapshot.ts';
import {
	matchStandard,
	type LinePlace,
	type MatchableStandard
} from '#lib/core/standards/workpaper/match-standard.ts';
import { readRequestedLines, type TypedLine } from '#lib/core/standards/workpaper/requested-lines.ts';
import {
	reviewWorkpaper,
	type WorkpaperLine,
	type WorkpaperResults
} from '#lib/core/standards/workpaper/review-workpaper.ts';
import { problemText } from '#lib/text/zh-CN.ts';

const WAN = 1_000_000;
const HEAD = '申报单位\t预算项目\t类别\t等级\t数量\t计量单位\t月数\t申报金额（万元）\t标准编号';

function line(requested: number, check: number | null, note = ''): WorkpaperLine {
	const document = check === null ? '' : '昆经开财〔2021〕1号';
	const facts = {
		organisation: '甲单位',
		line: '项目',
		category: '',
		grade: '',
		quantity: '1',
		unit: '项',
		months: 12
	};
	return { ...facts, requested: String(requested), check, code: '', document, clause: '', note };
}

function checked(requested: number, over: number) {
	const results = { allowed: String(requested - over), over: String(over), words: '核定 = …' };
	const content = { requested: String(requested) };
	const snapshot: Snapshot = { kind: 'budget-check', schema: 1, method: null, inputs: [], content, results };
	return { role: 'check', hash: 'a'.repeat(64), snapshot };
}

describe('审核工作底稿', () => {
	// Kunming economic zone 2021 (DOMAIN K11, T15): 497,578.64 → 457,230.14 万元, cut 40,348.50, 8.11 %.
	it('reproduces a published cut rate from its lines', () => {
		const asked = [198_576 * WAN, 299_002.64 * WAN].map(Math.round);
		const inputs = [checked(asked[0] ?? 0, 40_000 * WAN), checked(asked[1] ?? 0, 348.5 * WAN)];
		const content = {
			title: '2021 年',
			year: 2021,
			date: '2020-12-01',
			lines: asked.map((n, i) => line(n, i))
		};
		const results = unwrap(reviewWorkpaper.compute(inputs, content)) as WorkpaperResults;
		expect(results).toMatchObject({
			requested: String(Math.round(497_578.64 * WAN)),
			allowed: String(Math.round(457_230.14 * WAN)),
			over: String(Math.round(40_348.5 * WAN)),
			rate: '8.11',
			cut: 2,
			unmatched: 0
		});
		expect(results.words).toContain('审减 403,485,000.00 元，审减率 8.11%');
	});

	it('leaves a line without a standard as it was asked, and says so', () => {
		const content = {
			title: '底稿',
			year: 2026,
			date: '2026-01-01',
			lines: [line(5000, null, '当日没有适用的有效标准；')]
		};
		const results = unwrap(reviewWorkpaper.compute([], content)) as WorkpaperResults;
		expect(results).toMatchObject({ allowed: '5000', over: '0', rate: '0.00', unmatched: 1 });
		expect(results.lines[0]?.words).toBe('当日没有适用的有效标准；本行照列 50.00 元，待人工审核');
		expect(reviewWorkpaper.compute([], { ...content, lines: [] })).toMatchObject({ ok: false });
	});
});

describe('requested lines as pasted', () => {
	it('reads columns under headings in any order, 万元, separators, and leaves sums out', () => {
		const text = `${HEAD}\n甲\t道路保洁\t环卫\t一级\t12,000\t平方米\t6\t１０.5\tA-1\n\t合计\t\t\t\t\t\t10.5\t\n`;
		expect(unwrap(readRequestedLines(text))).toEqual([
			{
				organisation: '甲',
				line: '道路保洁',
				category: '环卫',
				grade: '一级',
				quantity: '12000',
				unit: '平方米',
				months: 6,
				requested: '10500000',
				code: 'A-1',
				said: []
			}
		]);
		const swapped = '单位\t数量\t申报金额\t项目名称\t单位名称\n座\t3\t100\t公厕\t乙';
		expect(unwrap(readRequestedLines(swapped))[0]).toMatchObject({
			unit: '座',
			organisation: '乙',
			line: '公厕',
			months: 12,
			requested: '10000'
		});
	});

	it.each([
		['甲\t\t类\t\t1\t座\t12\t1', '预算项目'],
		['甲\t公厕\t类\t\t很多\t座\t12\t1', '数量'],
		['甲\t公厕\t类\t\t1\t光年\t12\t1', '计量单位'],
		['甲\t公厕\t类\t\t1\t座\t0\t1', '月数'],
		['甲\t公厕\t类\t\t1\t座\t12\t-1', '申报金额'],
		['甲\t公厕\t类\t\t1\t座\t12\t1.005', '申报金额']
	])('names the row and column it cannot read: %s', (text, name) => {
		const read = readRequestedLines(text);
		if (read.ok) throw new Error('Expected a refusal');
		expect(problemText(read.problem)).toContain(`第 1 行的“${name}”`);
		expect(readRequestedLines(' \n\t')).toMatchObject({ ok: false, problem: { code: 'workpaper/empty' } });
	});
});

describe('what is said for a line', () => {
	it('is read by name; a line that only a rule measures needs no quantity', () => {
		const text = '甲\t年会\t会议费\t\t\t\t\t130000\t\t人数＝100；天数=2; 会议类别=二类';
		expect(unwrap(readRequestedLines(text))[0]).toMatchObject({
			quantity: '1',
			unit: '项',
			said: [
				{ name: '人数', value: '100' },
				{ name: '天数', value: '2' },
				{ name: '会议类别', value: '二类' }
			]
		});
	});

	it.each(['人数', '人数=', '人数=1；人数=2', '人数=1=2'])('is refused as %s', (text) => {
		expect(readRequestedLines(`甲\t年会\t会议费\t\t\t\t\t1\t\t${text}`)).toMatchObject({
			problem: { code: 'workpaper/line', values: { row: '1', name: '规则要素或调整系数' } }
		});
	});
});

describe('the standard that applies to a line', () => {
	const road: MatchableStandard = {
		code: 'R-1-E',
		series: 'R-1',
		category: '城市运维/环卫保洁',
		unitId: 'm2',
		grade: '一级',
		status: 'in_force',
		organisation: '区建管委',
		path: '/d/cm/',
		scope: '/d/',
		region: ''
	};
	const second: MatchableStandard = { ...road, code: 'R-2-E', series: 'R-2', grade: '二级' };
	const asked: TypedLine = {
		organisation: '甲',
		line: '解放路',
		category: '城市运维/环卫保洁',
		grade: '一级',
		quantity: '1',
		unit: '亩',
		months: 12,
		requested: '1',
		code: '',
		said: []
	};
	const match = (change: Partial<TypedLine>, standards = [road, second], place: Partial<LinePlace> = {}) =>
		matchStandard({ ...asked, ...change }, { path: '/d/town/', region: '', ...place }, standards);
	const found = (...given: Parameters<typeof match>) => {
		const made = match(...given);
		return typeof made === 'string' ? made : made.standard.code;
	};

	it('is found by category, unit and grade, or by its code', () => {
		expect(found({})).toBe('R-1-E');
		expect(found({ grade: '二级' })).toBe('R-2-E');
		expect(found({ category: '城市运维/环卫保洁/道路' })).toBe('R-1-E');
		expect(found({ code: 'R-2', grade: '' })).toBe('R-2-E');
		expect(found({}, [road, { ...road, code: 'W-1-E', category: '城市运维' }])).toBe('R-1-E');
	});

	it.each([
		[{ grade: '三级' }, '等级为“一级”、“二级”'],
		[{ grade: '' }, '没有填写等级'],
		[{ unit: '座' }, '没有适用于'],
		[{ category: '' }, '没有填写类别'],
		[{ code: 'X' }, '没有编号为“X”'],
		[{ code: 'R-1', unit: '座' }, '不能换算']
	])('is none for %j, and the reason is told', (change, words) => {
		expect(found(change)).toContain(words);
	});

	it('is never one out of force, nor the first of several', () => {
		expect(found({ code: 'R-1' }, [{ ...road, status: 'expired' }])).toContain('已到期');
		expect(found({}, [{ ...road, status: 'upcoming' }])).toContain('没有适用于');
		expect(found({}, [road, { ...road, code: 'R-9-E', series: 'R-9' }])).toContain('2 项标准适用');
	});

	const town: MatchableStandard = {
		...road,
		code: 'T-1-E',
		series: 'T-1',
		organisation: '甲镇',
		path: '/d/town/',
		scope: '/d/town/'
	};

	it('is the nearest of several, and says so; only a real tie is asked about', () => {
		expect(match({}, [road, town])).toMatchObject({
			standard: { code: 'T-1-E' },
			why: '本单位制定的 T-1-E 比区建管委的 R-1-E 更近，优先适用；'
		});
		expect(match({}, [road, town], { path: '/d/town/school/' })).toMatchObject({ standard: town });
		expect(found({}, [road, town], { path: '/d/other/' })).toBe('R-1-E');
		const city = { ...road, code: 'C-1-E', series: 'C-1', scope: '/' };
		expect(found({}, [city, road])).toBe('R-1-E');
		const narrow = { ...road, code: 'N-1-E', series: 'N-1', region: '甲省乙市' };
		expect(found({}, [road, narrow], { region: '甲省乙市丙区' })).toBe('N-1-E');
		expect(found({}, [road, narrow], { region: '甲省丁市' })).toBe('R-1-E');
	});

	it.each([
		[{ path: '/d/other/' }, {}, '由甲镇制定，不适用于本单位'],
		[{}, { grade: '二级' }, '等级是“一级”，本行是“二级”'],
		[{ region: '丁省' }, {}, '只适用于甲省，项目在丁省']
	])('is not one named by its code outside its scope, grade or region: %j', (place, change, words) => {
		expect(found({ code: 'T-1', ...change }, [{ ...town, region: '甲省' }], place)).toContain(words);
	});
});
