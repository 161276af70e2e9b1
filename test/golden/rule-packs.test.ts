import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { unwrap } from '#lib/core/result.ts';
import { applyPack, type PackAnswers } from '#lib/core/standards/rule-pack/apply-pack.ts';
import { checkWritten } from '#lib/core/standards/rule-pack/check-written.ts';
import type { RulePack } from '#lib/core/standards/rule-pack/rule-pack.ts';

const FOLDER = 'examples/rule-packs';
const PACKS = new Map(
	readdirSync(FOLDER).map((file) => {
		const pack = JSON.parse(readFileSync(`${FOLDER}/${file}`, 'utf8')) as RulePack;
		return [pack.code, pack];
	})
);

function pack(code: string): RulePack {
	const found = PACKS.get(code);
	if (!found) throw new Error(`No pack ${code}`);
	return found;
}

const apply = (code: string, answers: PackAnswers) => applyPack(pack(code), answers);
const amount = (code: string, answers: PackAnswers) => unwrap(apply(code, answers)).value;

describe('published rules as data', () => {
	it.each([...PACKS.keys()])('%s is fit to be issued', (code) => {
		expect(checkWritten(pack(code))).toEqual({ ok: true, value: true });
	});

	it('prices the same system by two legal rules (DOMAIN T8, G13)', () => {
		const shandong = unwrap(
			apply('software-shandong', {
				未调整功能点: '1000',
				估算阶段: '估算',
				复用度系数: '1',
				应用类型系数: '1',
				开发类别系数: '1.1'
			})
		);
		expect(shandong.steps.map(({ value }) => value)).toEqual([
			'1.21',
			'1210',
			'46.66',
			'26009.5',
			'1213603.27'
		]);
		expect(
			amount('software-guangdong', {
				未调整功能点: '1000',
				软件类别系数: '1',
				复用系数: '1',
				直接非人力成本: '0'
			})
		).toBe('925440');
	});

	it('takes progressive bands apart (G8)', () => {
		const made = unwrap(apply('software-design-fee', { 项目投资: '800' }));
		expect(made.value).toBe('13.04');
		expect(made.steps[0]?.words).toContain('300 万元 × 2% + 200 万元 × 1.6% + 300 万元 × 1.28%');
		expect(amount('software-design-fee', { 项目投资: '300' })).toBe('6');
		expect(amount('software-design-fee', { 项目投资: '0' })).toBe('0');
	});

	it('deducts lodging and meals that are not provided (T4)', () => {
		const meeting = { 会议类别: '二类', 人数: '100', 天数: '2' };
		expect(amount('meeting-central', { ...meeting, 安排住宿: '是', 安排伙食: '是' })).toBe('130000');
		expect(amount('meeting-central', { ...meeting, 安排住宿: '否', 安排伙食: '是' })).toBe('50000');
		expect(amount('meeting-qingdao', { ...meeting, 安排住宿: '是', 安排伙食: '否' })).toBe('80000');
	});

	it('pays days beyond thirty at 70 %', () => {
		const given = { 人数: '10', 日定额: '400' };
		expect(amount('training-over-30', { ...given, 天数: '30' })).toBe('120000');
		expect(amount('training-over-30', { ...given, 天数: '40' })).toBe('148000');
	});

	it('adds boarders to the quota of a school (T5)', () => {
		expect(amount('school-2023', { 学段: '小学', 学生数: '1000', 寄宿生数: '100' })).toBe('750000');
	});

	it('splits rural roads between payers, with a floor for the county (T6)', () => {
		const made = unwrap(
			apply('rural-road-cangzhou', {
				县道里程: '10',
				乡道里程: '20',
				村道里程: '30',
				县道桥: '100',
				乡村道桥: '50'
			})
		);
		expect(made.steps.map(({ name, value }) => [name, value])).toEqual([
			['省级养护工程补助', '184000'],
			['县级配套', '184000'],
			['县级日常养护下限', '208000'],
			['县级应安排', '392000'],
			['六月底前应下达', '288000'],
			['养护资金合计', '576000']
		]);
		expect(made.payers?.map(({ payer, value }) => [payer, value])).toEqual([
			['省级', '184000'],
			['县级配套', '184000'],
			['县级日常养护', '208000']
		]);
	});

	it('raises the elder-care subsidy with the need of care (T7)', () => {
		const made = unwrap(
			apply('elder-care-operation', {
				自理床位: '10',
				轻度失能床位: '10',
				中度失能床位: '10',
				重度失能床位: '10',
				补贴月数: '1'
			})
		);
		expect(made.steps.slice(0, 4).map(({ value }) => value)).toEqual(['200', '300', '400', '600']);
		expect(made.value).toBe('15000');
		const build = (建设方式: string, 床位数: string) =>
			apply('elder-care-construction', { 建设方式, 床位数, 运营满一年: '是' });
		expect(unwrap(build('新建', '299')).value).toBe('598000');
		expect(unwrap(build('改扩建', '300')).value).toBe('750000');
		expect(build('新建', '49')).toMatchObject({ problem: { code: 'standard/bad-parameter' } });
	});

	it('pays a lease only on its conditions, and says which one fails (T7)', () => {
		const lease = (租期: string, 运营满一年 = '是') =>
			apply('elder-care-lease', { 床位数: '80', 租期, 运营满一年 });
		expect(unwrap(lease('5')).value).toBe('80000');
		expect(lease('4.5')).toMatchObject({
			problem: { code: 'standard/rule-condition', values: { words: '租期不满五年的不予补贴' } }
		});
		expect(lease('6', '否')).toMatchObject({ problem: { code: 'standard/rule-condition' } });
	});

	it('adds to the toilets of poor counties, and prices the plan of 2018 as its standards say (T12)', () => {
		const given = { 建设方式: '新建', 座数: '10', 重点贫困县座数: '4', 第三卫生间座数: '1' };
		expect(amount('toilet-fujian', given)).toBe('66');
		expect(apply('toilet-fujian', { ...given, 重点贫困县座数: '11' })).toMatchObject({ ok: false });
		// 700 × 5 + 400 × 5 + 1,000 × 4 = 9,500 万元 (the paper published 9,077), and 149,000 households × 600 元 = 8,940.
		const plan = { 城乡公厕座数: '1100', 农村公厕座数: '1000', 户厕户数: '149000' };
		const made = unwrap(apply('toilet-fujian-public', plan));
		expect(made.steps.map(({ value }) => value)).toEqual(['9500', '8940', '18440']);
	});

	it('pays schools by the quota of their time and region (T5)', () => {
		const given = { 小学生数: '100', 初中生数: '0', 寄宿生数: '10', 特殊教育学生数: '1' };
		expect(amount('school-2016', { ...given, 所在区域: '中西部' })).toBe('68000');
		expect(amount('school-2016', { ...given, 所在区域: '东部' })).toBe('73000');
		expect(apply('school-2023', { 学段: '小学', 学生数: '10', 寄宿生数: '11' })).toMatchObject({
			problem: { code: 'standard/rule-condition' }
		});
		expect(apply('school-2023', { 学段: '小学', 学生数: '10.5', 寄宿生数: '0' })).toMatchObject({
			problem: { code: 'standard/bad-parameter' }
		});
	});

	it('counts machine shifts by speed, season and frequency (T14)', () => {
		const given = { 作业方式: '机械清扫', 作业里程: '10', 每日次数: '2', 时间利用系数: '0.8' };
		// 10 km × 2 × 365 days ÷ (10 km/h × 8 h × 0.8) = 114.0625 shifts.
		expect(amount('highway-cleaning-beijing', { ...given, 作业季节: '全年' })).toBe('114.06');
		expect(amount('highway-cleaning-beijing', { ...given, 作业季节: '四月至十月' })).toBe('66.88');
	});
});
