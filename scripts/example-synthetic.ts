import { dec, divide, multiply, subtract, toText } from '#lib/core/decimal/decimal.ts';
import { FIRST_LINE, SYNTHETIC, type Form } from './example-forms.ts';

/** Golden test A of the method (DOMAIN §2.6): eight made-up road-cleaning projects. Costs in 元, areas in 平方米. */
export const SYNTHETIC_PROJECTS = [
	{ id: 'P1', priceYear: 2022, cost: '1450000', area: '180000', region: '甲区', grade: '一级' },
	{ id: 'P2', priceYear: 2023, cost: '2310000', area: '260000', region: '甲区', grade: '一级' },
	{ id: 'P3', priceYear: 2024, cost: '684000', area: '95000', region: '乙区', grade: '二级' },
	{ id: 'P4', priceYear: 2025, cost: '3990000', area: '420000', region: '丙区', grade: '一级' },
	{ id: 'P5', priceYear: 2024, cost: '1176000', area: '150000', region: '乙区', grade: '一级' },
	{ id: 'P6', priceYear: 2023, cost: '540000', area: '72000', region: '丁区', grade: '二级' },
	{ id: 'P7', priceYear: 2025, cost: '2665000', area: '205000', region: '甲区', grade: '一级' },
	{ id: 'P8', priceYear: 2022, cost: '498000', area: '60000', region: '丁区', grade: '二级' }
] as const;
export type SyntheticProject = (typeof SYNTHETIC_PROJECTS)[number];

/** Prices that split every cost without a remainder: 60 % labour, 20 % machines, 10 % material, 10 % management. */
const LABOUR_YEAR = dec('60000');
const MACHINE_SHIFT = dec('800');

/** The form of 成本核算分析 (S2): 实施内容 with 费用明细, amounts as live formulas. */
export function syntheticForm(project: SyntheticProject): Form {
	const cost = dec(project.cost);
	const labour = multiply(cost, dec('0.6'));
	const machine = multiply(cost, dec('0.2'));
	const material = multiply(cost, dec('0.1'));
	const management = subtract(subtract(subtract(cost, labour), machine), material);
	const exact = (amount: typeof cost, price: typeof cost) => toText(divide(amount, price, 'half-up', 6));
	const product = (row: number, amount: typeof cost) => ({
		formula: `D${row}*F${row}`,
		value: toText(amount)
	});
	return {
		sheet: '成本核算',
		title: `合成示例 道路保洁${project.id} 成本核算表(${project.priceYear}年度)`,
		organisation: `填报单位:${project.region}示例单位${project.id}`,
		unit: '单位:元',
		columns: [
			{ header: '序号', width: 6 },
			{ header: '实施内容', width: 20 },
			{ header: '费用明细', width: 20 },
			{ header: '数量', width: 12, style: 'number' },
			{ header: '计量单位', width: 10 },
			{ header: '单价', width: 12, style: 'number' },
			{ header: '总价', width: 16, style: 'money' },
			{ header: '备注', width: 24 }
		],
		lines: [
			[
				'1',
				`道路保洁(${project.grade})`,
				'人工费',
				exact(labour, LABOUR_YEAR),
				'人·年',
				toText(LABOUR_YEAR),
				product(FIRST_LINE, labour),
				'含社保'
			],
			[
				'2',
				'',
				'机械(台班)费',
				exact(machine, MACHINE_SHIFT),
				'台班',
				toText(MACHINE_SHIFT),
				product(FIRST_LINE + 1, machine),
				''
			],
			['3', '', '材料费', '', '', '', toText(material), '扫帚、垃圾袋、油料等'],
			['4', '', '管理费', '', '', '', toText(management), '']
		],
		merges: [{ column: 2, from: 0, to: 3 }],
		total: [
			'',
			'合计',
			'',
			project.area,
			'平方米',
			'',
			{ formula: `SUM(G${FIRST_LINE}:G${FIRST_LINE + 3})`, value: project.cost },
			'数量为保洁面积'
		],
		notes: [`注:${SYNTHETIC}`]
	};
}
