import { BLANK_LINE } from '#lib/core/costing/blank-line.ts';
import type { CostPool } from '#lib/core/costing/cost-pool.ts';
import type { EditCommand } from '#lib/core/costing/edit-command.ts';
import type { CostLine, CostUnit } from '#lib/core/costing/line.ts';
import { fen, type Fen } from '#lib/core/money/fen.ts';
import { unwrap } from '#lib/core/result.ts';
import type { Context } from '../context.ts';
import { createAnalysis, loadAnalysis, type NewAnalysis } from '../costing/analyses.ts';
import { saveEdits } from '../costing/edits.ts';
import { createProject, type NewProject } from '../costing/projects.ts';
import { confirmExample } from './analyses.ts';
import type { DemoPeople } from './people.ts';

const UNKNOWN_BASIS = { taxBasis: 'unknown', staffScope: 'unknown', deliveryMode: 'unknown' } as const;

/** Published in a cost survey for a price hearing: two stages with different outputs. */
const WASTE: Omit<NewProject, 'organisationId'> = {
	code: 'CZ2021',
	name: '生活垃圾收运处理成本',
	category: '城市运维/垃圾收运处理',
	sourceNote:
		'山西省长治市潞州区。2021 年垃圾处理收费听证的成本调查数，摘自公开网页（fenleilaji.cc id=32678；juke.outofmemory.cn 1542059），未经官方核实；收集清运为 2019 年实际，处理为预计数，未扣发电收入'
};

const SHARED: Omit<NewProject, 'organisationId'> = {
	code: 'HC-FT',
	name: '合成示例：共同成本分摊',
	category: '合成示例/共同成本分摊',
	sourceNote: '合成数据，不代表任何真实单位：两个辅助部门互相服务，用于演示分摊方法、命名参数和公式'
};

/**
 * Enters two breakdowns by hand, as the analyst would, because nobody published a workbook of them: staged unit costs
 * (分段单位成本) from real figures, and shared cost (共同成本分摊) with a named parameter from synthetic ones, which stays
 * open to try the methods on.
 */
export async function enterWorkedExamples(
	people: DemoPeople,
	homes: { readonly synthetic: string; readonly published: string }
): Promise<void> {
	const analyst = people.as('analyst');
	const waste = await startAnalysis(
		analyst,
		{ ...WASTE, organisationId: homes.published },
		2021,
		'山西省长治市'
	);
	await enter(analyst, waste, wasteCommands(analyst));
	await confirmExample(people, waste);
	const shared = await startAnalysis(analyst, { ...SHARED, organisationId: homes.synthetic }, 2024, '示例区');
	await enter(analyst, shared, sharedCommands(analyst));
}

async function startAnalysis(
	analyst: Context,
	project: NewProject,
	year: number,
	region: string
): Promise<string> {
	const projectId = unwrap(await createProject(analyst, project));
	const basis: NewAnalysis['basis'] = { ...UNKNOWN_BASIS, priceYear: year, region };
	return unwrap(await createAnalysis(analyst, { projectId, fiscalYear: year, periodMonths: 12, basis }));
}

async function enter(analyst: Context, analysisId: string, commands: readonly EditCommand[]): Promise<void> {
	const { revision } = unwrap(await loadAnalysis(analyst, analysisId));
	unwrap(await saveEdits(analyst, { analysisId, batchId: analyst.newId(), revision, commands }));
}

/** 226.61 + 372.80 = 599.41 元/吨. */
function wasteCommands(analyst: Context): readonly EditCommand[] {
	const [collecting, disposing] = [analyst.newId(), analyst.newId()];
	const [unit1, unit2] = [analyst.newId(), analyst.newId()];
	const lines = [
		line(collecting, 0, '1', '收集清运', { remark: '生活垃圾 31 万吨、建筑垃圾 16 万吨' }),
		line(analyst.newId(), 0, '1.1', '折旧', {
			parentId: collecting,
			element: 'depreciation',
			...stated(1_291_981_911)
		}),
		line(analyst.newId(), 1, '1.2', '剔除折旧后的成本', { parentId: collecting, ...stated(9_358_572_114) }),
		line(disposing, 1, '2', '处理（扣发电收入前）', stated(10_885_750_606))
	];
	return [
		{ type: 'add', lines },
		setUnit(unit1, 0, '收集清运', '470000', '吨', [collecting]),
		setUnit(unit2, 1, '处理', '292000', '吨', [disposing]),
		{
			type: 'set-combined',
			combined: {
				id: analyst.newId(),
				position: 0,
				name: '收运处理全过程（扣发电收入前）',
				parts: [
					{ unitId: unit1, sign: 'add' },
					{ unitId: unit2, sign: 'add' }
				]
			}
		}
	];
}

/** Two support departments that serve each other: 100,000 and 60,000 元, shared 20/50/30 and 10/40/50. */
function sharedCommands(analyst: Context): readonly EditCommand[] {
	const [logistics, equipment] = [analyst.newId(), analyst.newId()];
	const [serviceA, serviceB, wages] = [analyst.newId(), analyst.newId(), analyst.newId()];
	const [pool1, pool2] = [analyst.newId(), analyst.newId()];
	const [unitA, unitB] = [analyst.newId(), analyst.newId()];
	const rate = analyst.newId();
	return [
		{
			type: 'set-parameter',
			parameter: {
				id: rate,
				position: 0,
				name: '管理费率',
				value: '0.08',
				unit: '',
				source: '合成数据'
			}
		},
		{
			type: 'add',
			lines: [
				line(logistics, 0, '1', '后勤部门', stated(10_000_000)),
				line(equipment, 1, '2', '设备部门', stated(6_000_000)),
				line(serviceA, 2, '3', '道路养护'),
				line(wages, 0, '3.1', '养护工人', {
					parentId: serviceA,
					element: 'labour',
					unit: '人',
					quantity: '3',
					unitPrice: '6850',
					months: '12'
				}),
				line(analyst.newId(), 1, '3.2', '管理费', {
					parentId: serviceA,
					element: 'management',
					unit: '项',
					quantity: '1',
					unitPrice: `=[#${wages}].金额*[@${rate}]`
				}),
				line(serviceB, 3, '4', '绿地养护', stated(18_000_000))
			]
		},
		setUnit(unitA, 0, '道路养护', '52000', '平方米', [serviceA]),
		setUnit(unitB, 1, '绿地养护', '36000', '平方米', [serviceB]),
		...setPools(
			{ id: pool1, position: 0, name: '后勤部门', driver: '人数', lineIds: [logistics] },
			[share('pool', pool2, '20'), share('unit', unitA, '50'), share('unit', unitB, '30')],
			{ id: pool2, position: 1, name: '设备部门', driver: '设备台时', lineIds: [equipment] },
			[share('pool', pool1, '10'), share('unit', unitA, '40'), share('unit', unitB, '50')]
		),
		{ type: 'set-allocation-method', method: 'reciprocal' }
	];
}

type PoolHead = Omit<CostPool, 'stage' | 'shares'>;

/** Both pools first, then what they share: a pool cannot share to one that is not there yet. */
function setPools(
	first: PoolHead,
	sharesOfFirst: CostPool['shares'],
	second: PoolHead,
	sharesOfSecond: CostPool['shares']
): readonly EditCommand[] {
	const set = (head: PoolHead, shares: CostPool['shares']): EditCommand => {
		return { type: 'set-pool', pool: { ...head, stage: 'support', shares } };
	};
	return [set(first, []), set(second, sharesOfSecond), set(first, sharesOfFirst)];
}

function share(target: 'pool' | 'unit', id: string, volume: string): CostPool['shares'][number] {
	return { target, id, volume };
}

function line(
	id: string,
	position: number,
	code: string,
	name: string,
	given: Partial<CostLine> = {}
): CostLine {
	return { ...BLANK_LINE, id, parentId: null, position, code, name, ...given };
}

function stated(amount: number): { readonly amountBasis: 'stated'; readonly statedAmount: Fen } {
	return { amountBasis: 'stated', statedAmount: fen(amount) };
}

function setUnit(
	id: string,
	position: number,
	name: string,
	output: string,
	unit: string,
	lineIds: readonly string[]
): EditCommand {
	const made: CostUnit = {
		id,
		position,
		name,
		grade: '',
		unit,
		output,
		outputSource: null,
		yearOutputs: {},
		lineIds
	};
	return { type: 'set-unit', unit: made };
}
