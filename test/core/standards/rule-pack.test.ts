import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { unwrap } from '#lib/core/result.ts';
import { applyPack, type PackWords } from '#lib/core/standards/rule-pack/apply-pack.ts';
import { chineseCall, formulaReading } from '#lib/core/standards/rule-pack/formula-reading.ts';
import { checkPack } from '#lib/core/standards/rule-pack/check-pack.ts';
import { checkWritten } from '#lib/core/standards/rule-pack/check-written.ts';
import { matchRule, nearestRuleWords, type MatchableRule } from '#lib/core/standards/rule-pack/match-rule.ts';
import { coversRegion } from '#lib/core/standards/rule-pack/region.ts';
import type { PackInput, PackStep, PackTier, RulePack } from '#lib/core/standards/rule-pack/rule-pack.ts';

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

/** Progressive bands counted another way: in whole 分 and hundredths of a percent, by BigInt. */
function bandedFen(amountFen: bigint, table: readonly (readonly [fromYuan: bigint, basisPoints: bigint])[]) {
	let total = 0n;
	for (const [i, [from, rate]] of table.entries()) {
		const end = table[i + 1]?.[0];
		const top = end === undefined || amountFen < end * 100n ? amountFen : end * 100n;
		if (top > from * 100n) total += (top - from * 100n) * rate;
	}
	return total;
}

describe('progressive bands to the 分', () => {
	const table = [
		[0n, 150n],
		[1_000_000n, 110n],
		[5_000_000n, 80n]
	] as const;
	const step: PackStep = {
		kind: 'bands',
		name: '代理费',
		unit: '元',
		clause: '第五条',
		of: '中标金额',
		tiers: [
			{ from: '0', to: '1000000', value: '0.015' },
			{ from: '1000000', to: '5000000', value: '0.011' },
			{ from: '5000000', to: null, value: '0.008' }
		]
	};
	const rule: RulePack = {
		...pack(step),
		inputs: [{ kind: 'number', name: '中标金额', unit: '元', least: '0', most: null }]
	};

	// On each boundary, one 分 below and above it, and far beyond.
	it.each([
		0n,
		1n,
		99_999_999n,
		100_000_000n,
		100_000_001n,
		499_999_999n,
		500_000_000n,
		500_000_001n,
		9_876_543_210n
	])('%s 分', (amount) => {
		const yuan = `${amount / 100n}.${String(amount % 100n).padStart(2, '0')}`;
		const { value } = unwrap(applyPack(rule, { 中标金额: yuan }));
		const [whole = '', part = ''] = value.split('.');
		// 分 × basis points = six decimals of a 元.
		expect(BigInt(whole + part.padEnd(6, '0'))).toBe(bandedFen(amount, table));
	});

	it('prices bands of another unit by their price, not as a percentage', () => {
		const water: RulePack = {
			...rule,
			inputs: [{ kind: 'number', name: '中标金额', unit: '吨', least: '0', most: null }]
		};
		const words = (said?: PackWords) =>
			unwrap(applyPack(water, { 中标金额: '100' }, said)).steps[0]?.words ?? '';
		expect(words({ priceBands: true })).toContain('100 吨 × 0.015');
		expect(words()).toContain('100 吨 × 1.5%');
	});
});

describe('checkWritten', () => {
	const sound = pack(
		formula('基数', '=件数*IF(加急,2,1)'),
		{ kind: 'choices', name: '费用', unit: '元', clause: '二', of: '类别', values: { 甲: '1', 乙: '2' } },
		formula('总额', '=基数+费用')
	);
	const [count, kind, urgent] = sound.inputs;
	if (count?.kind !== 'number' || kind?.kind !== 'choice' || !urgent)
		throw new Error('The pack has three inputs');
	const flaw = (change: Partial<RulePack>) => detail(checkWritten({ ...sound, ...change }));
	const inputs = (changed: PackInput) => ({ inputs: [changed, kind, urgent] });
	const tiered = (...tiers: readonly PackTier[]) => ({
		steps: [
			...sound.steps.slice(0, 2),
			{ ...bands('tiers', ...tiers), name: '分档数' },
			formula('总额', '=基数+分档数')
		]
	});

	it('takes a pack that is fit', () => expect(checkWritten(sound).ok).toBe(true));

	it.each<[string, Partial<RulePack>, string]>([
		['a number without a unit', inputs({ ...count, unit: '' }), '没有写单位'],
		['a number that may be negative', inputs({ ...count, least: null }), '不小于 0 的最小值'],
		['bounds the wrong way round', inputs({ ...count, least: '9', most: '3' }), '最大值“3”'],
		['a percentage above 100', inputs({ ...count, unit: '%', most: '150' }), '不超过 100'],
		['a default that may not be answered', inputs({ ...count, default: '1001' }), '默认值“1001”'],
		['half a piece as a default', inputs({ ...count, whole: true, default: '1.5' }), '默认值“1.5”'],
		['one choice twice', { inputs: [count, { ...kind, choices: ['甲', '甲'] }, urgent] }, '不重复的选项'],
		[
			'a question nobody reads',
			{ inputs: [...sound.inputs, { ...count, name: '备用' }] },
			'“备用”没有任何一步用到'
		],
		['a step without a unit', { steps: sound.steps.map((step) => ({ ...step, unit: ' ' })) }, '没有写单位'],
		['a negative value', tiered({ from: '0', to: null, value: '-5' }), '-5 是负数'],
		['tiers that begin too late', tiered({ from: '1', to: null, value: '5' }), '中间有空档'],
		['tiers that end too early', tiered({ from: '0', to: '900', value: '5' }), '没有数值可取'],
		['no document', { document: ' ' }, '依据文件'],
		['a formula that reads itself', { steps: [formula('总额', '=总额+1')], result: '总额' }, '循环'],
		[
			'steps that read each other',
			{ steps: [formula('前', '=后+件数'), formula('后', '=前+1')], result: '后' },
			'排在后面的“后”'
		],
		['an unknown name', { steps: [formula('总额', '=人头*2')], result: '总额' }, '没有给出的“人头”'],
		[
			'a condition without words',
			{ conditions: [{ formula: '=件数>1', words: '', clause: '一' }] },
			'不符合时怎么说'
		],
		['a payer of a step that is none', { payers: [{ payer: '省级', step: '补助' }] }, '不在计算步骤里']
	])('finds %s', (_name, change, words) => {
		expect(flaw(change)).toContain(words);
	});

	it('takes a rate above 100 % for one, a price for a price', () => {
		const band = { ...bands('bands', { from: '0', to: null, value: '1.2' }), name: '累进数' };
		const rate = (unit: string) =>
			flaw({ steps: [...sound.steps.slice(0, 2), { ...band, unit }, formula('总额', '=基数+累进数')] });
		expect(rate('个')).toContain('超过 100%');
		expect(rate('元')).toBeNull();
	});
});

describe('where a rule has force', () => {
	it.each([
		['山东省', '山东省青岛市', true],
		['山东省', '山东省', true],
		['全国', '广东省', true],
		['山东省青岛市', '山东省', false],
		['吉林', '吉林省吉林市', false],
		['中央', '山东省', false],
		['山东省', '', false]
	])('%s in %s: %s', (region, asked, covered) => expect(coversRegion(region, asked)).toBe(covered));

	const rule = {
		code: 'p',
		title: '会议费（省）',
		region: '甲省',
		matter: '会议费',
		status: 'in_force'
	} as const;
	const city = { ...rule, code: 'c', title: '会议费（市）', region: '甲省乙市' };

	it('is chosen by the region of the budget, the most specific first, and a tie is asked about', () => {
		const at = (region: string, rules: readonly MatchableRule[] = [rule, city]) => {
			const found = matchRule({ matter: '会议费', region }, rules);
			return typeof found === 'string' ? found : found.code;
		};
		expect(at('甲省乙市丙区')).toBe('c');
		expect(at('甲省丁市')).toBe('p');
		expect(at('戊省')).toContain('只在甲省、甲省乙市有效');
		expect(at('')).toContain('没有填写项目所在地区');
		expect(at('甲省', [rule, { ...rule, code: 'q' }])).toContain('（p、q）');
		expect(at('甲省', [{ ...rule, status: 'expired' }])).toContain('已到期');
		expect(nearestRuleWords(city, '甲省乙市', [rule, city])).toContain('优先于甲省');
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
		const said = (words?: PackWords) => unwrap(applyPack(rule, ANSWERS, words)).steps.at(-1)?.words;
		expect(said({ call: chineseCall })).toContain('（若 加急（');
		expect(said()).toContain('IF(');
	});
});
