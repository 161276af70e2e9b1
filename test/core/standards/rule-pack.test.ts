import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { unwrap } from '#lib/core/result.ts';
import { applyPack } from '#lib/core/standards/rule-pack/apply-pack.ts';
import { chineseCall, formulaReading } from '#lib/core/standards/rule-pack/formula-reading.ts';
import { checkPack } from '#lib/core/standards/rule-pack/check-pack.ts';
import type { PackStep, PackTier, RulePack } from '#lib/core/standards/rule-pack/rule-pack.ts';

function pack(...steps: readonly PackStep[]): RulePack {
	return {
		code: 'test',
		title: '测试规则',
		region: '测试区',
		document: '测试文件',
		inputs: [
			{ kind: 'number', name: '件数', unit: '个', least: '0', most: '1000' },
			{ kind: 'choice', name: '类别', choices: ['甲', '乙'] },
			{ kind: 'yes-no', name: '加急' }
		],
		steps,
		result: steps.at(-1)?.name ?? ''
	};
}

const formula = (name: string, text: string): PackStep => ({
	kind: 'formula',
	name,
	unit: '元',
	clause: '第一条',
	formula: text
});
const bands = (kind: 'tiers' | 'bands', ...tiers: readonly PackTier[]): PackStep => ({
	kind,
	name: '费用',
	unit: '元',
	clause: '第二条',
	of: '件数',
	tiers
});
const ANSWERS = { 件数: '120', 类别: '甲', 加急: '否' };
const detail = (made: ReturnType<typeof checkPack>) =>
	made.ok ? null : String((made.problem.values as { detail?: string }).detail);

describe('applyPack', () => {
	it('says in words what it did, with the numbers filled in', () => {
		const made = unwrap(applyPack(pack(formula('费用', '=件数*2.5+IF(加急,100,0)')), ANSWERS));
		expect(made.value).toBe('300');
		expect(made.steps[0]?.words).toBe('费用 = 120 个 × 2.5 + IF(加急（否）, 100, 0) = 300 元');
	});

	it('rounds only where a step says so', () => {
		const third: PackStep = {
			...formula('三分之一', '=件数/7'),
			rounding: { places: 2, mode: 'half-up' }
		};
		expect(unwrap(applyPack(pack(third), ANSWERS)).value).toBe('17.14');
		expect(unwrap(applyPack(pack(formula('三分之一', '=件数/7')), ANSWERS)).value).toMatch(/^17\.1428571428/);
	});

	it('refuses answers that are missing, out of bounds or not among the choices', () => {
		const rule = pack(formula('费用', '=件数'));
		for (const wrong of [
			{ ...ANSWERS, 件数: '1001' },
			{ ...ANSWERS, 件数: '-1' },
			{ ...ANSWERS, 件数: 'x' },
			{ ...ANSWERS, 类别: '丙' },
			{ ...ANSWERS, 加急: '也许' },
			{ 类别: '甲', 加急: '否' }
		])
			expect(applyPack(rule, wrong)).toMatchObject({ problem: { code: 'standard/bad-parameter' } });
	});

	it('refuses a value outside all tiers and a formula without a number', () => {
		expect(applyPack(pack(bands('tiers', { from: '0', to: '100', value: '5' })), ANSWERS)).toMatchObject({
			problem: { code: 'standard/outside-tiers' }
		});
		expect(applyPack(pack(formula('费用', '=件数/0')), ANSWERS)).toMatchObject({
			problem: { code: 'standard/rule-no-number', values: { error: '#DIV/0!' } }
		});
	});

	it('charges progressive bands so that more is never cheaper, and bands of one rate are that rate', () => {
		const amountOf = (rule: RulePack, 件数: number) =>
			Number(unwrap(applyPack(rule, { ...ANSWERS, 件数: String(件数) })).value);
		const rule = pack(
			bands('bands', { from: '0', to: '50', value: '0.1' }, { from: '50', to: null, value: '0.05' })
		);
		const flat = pack(
			bands('bands', { from: '0', to: '50', value: '0.1' }, { from: '50', to: null, value: '0.1' })
		);
		fc.assert(
			fc.property(fc.integer({ min: 0, max: 999 }), (件数) => {
				expect(amountOf(rule, 件数 + 1)).toBeGreaterThan(amountOf(rule, 件数));
				expect(amountOf(flat, 件数)).toBeCloseTo(件数 / 10, 12);
			})
		);
	});
});

describe('checkPack', () => {
	it('takes a sound pack', () => {
		expect(checkPack(pack(formula('费用', '=件数*2'))).ok).toBe(true);
	});

	it('finds tiers that overlap or leave a gap', () => {
		for (const second of ['99', '101'])
			expect(
				checkPack(
					pack(bands('tiers', { from: '0', to: '100', value: '1' }, { from: second, to: null, value: '2' }))
				)
			).toMatchObject({ problem: { code: 'standard/tiers-broken' } });
		expect(
			checkPack(pack(bands('tiers', { from: '0', to: null, value: '1' }, { from: '5', to: '9', value: '2' })))
		).toMatchObject({ problem: { code: 'standard/tiers-broken' } });
		expect(detail(checkPack(pack(bands('tiers', { from: '9', to: '9', value: '1' }))))).toContain(
			'上限不大于下限'
		);
	});

	it('finds names that are unknown, double or not yet given', () => {
		expect(detail(checkPack(pack(formula('费用', '=单位数*2'))))).toContain('单位数');
		expect(detail(checkPack(pack(formula('数量', '=1'))))).toContain('不能用作名称');
		expect(detail(checkPack(pack(formula('件数', '=1'))))).toContain('重名');
		expect(detail(checkPack(pack(formula('费用', '=[8.1].数量'))))).toContain('只能引用本规则里的名称');
		expect(
			detail(
				checkPack(
					pack({ kind: 'choices', name: '价', unit: '元', clause: '一', of: '类别', values: { 甲: '1' } })
				)
			)
		).toContain('乙');
		expect(detail(checkPack({ ...pack(formula('费用', '=1')), result: '总价' }))).toContain('总价');
		expect(detail(checkPack(pack({ ...formula('费用', '=1'), clause: ' ' })))).toContain('条款');
	});
});

describe('a formula read aloud', () => {
	it.each([
		['=人数*天数', '人数 × 天数'],
		['=IF(安排住宿,340,0)+其他', '（若 安排住宿，取 340，否则取 0） + 其他'],
		['=MIN(天数,30)/12', '（天数、30 中最小的） ÷ 12'],
		['=MAX(天数-30,0)', '（天数 − 30、0 中最大的）'],
		['=IF(AND(甲,NOT(乙)),1)', '（若 （甲 且 （不是 乙）），取 1，否则取 0）'],
		['=ROUND(甲,2)', '（甲 四舍五入到 2 位小数）'],
		['=甲*', '甲*']
	])('%s', (formula, words) => {
		expect(formulaReading(formula)).toBe(words);
	});

	it('stands in the steps of new checks; older checks keep their words', () => {
		const rule = pack(formula('费用', '=件数*2.5+IF(加急,100,0)'));
		const said = (call?: typeof chineseCall) => unwrap(applyPack(rule, ANSWERS, call)).steps.at(-1)?.words;
		expect(said(chineseCall)).toContain('（若 加急（');
		expect(said()).toContain('IF(');
	});
});
