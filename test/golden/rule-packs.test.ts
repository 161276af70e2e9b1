import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { unwrap } from '#lib/core/result.ts';
import { applyPack, type PackAnswers } from '#lib/core/standards/rule-pack/apply-pack.ts';
import { checkPack } from '#lib/core/standards/rule-pack/check-pack.ts';
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
	it.each([...PACKS.keys()])('%s is sound', (code) => {
		expect(checkPack(pack(code))).toEqual({ ok: true, value: true });
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
			['六月底前应下达', '288000']
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
			apply('elder-care-construction', { 建设方式, 床位数 });
		expect(unwrap(build('新建', '299')).value).toBe('598000');
		expect(unwrap(build('改扩建', '300')).value).toBe('750000');
		expect(build('新建', '49')).toMatchObject({ problem: { code: 'standard/bad-parameter' } });
	});

	it('adds to the toilets of poor counties (T12)', () => {
		const given = { 建设方式: '新建', 座数: '10', 重点贫困县座数: '4', 第三卫生间座数: '1' };
		expect(amount('toilet-fujian', given)).toBe('66');
	});
});
