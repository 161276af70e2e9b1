import { text, type CaseData } from './example-cases.ts';
import { SYNTHETIC, UNVERIFIED } from './example-forms.ts';
import { SYNTHETIC_PROJECTS } from './example-synthetic.ts';

/** What the example workspace needs to know about a workbook besides what stands in it. */
export interface ExampleEntry {
	readonly file: string;
	readonly sheet: string;
	readonly project: {
		readonly code: string;
		readonly name: string;
		readonly organisation: string;
		readonly category: string;
	};
	readonly fiscalYear: number;
	readonly periodMonths: number;
	readonly priceYear: number;
	readonly region: string;
	readonly basis: {
		readonly taxBasis: 'included' | 'excluded' | 'unknown';
		readonly staffScope: 'included' | 'excluded' | 'unknown';
		readonly deliveryMode: 'own' | 'purchased' | 'mixed' | 'unknown';
	};
	readonly units: readonly {
		readonly name: string;
		readonly grade: string;
		readonly unit: string;
		readonly output: string;
		/** Cell that states the output; null where it stands only in the source note. */
		readonly outputCell: string | null;
		/** Codes of the lines that make the cost. */
		readonly lineCodes: readonly string[];
	}[];
	readonly sourceNote: string;
	readonly synthetic: boolean;
}

const UNKNOWN = { taxBasis: 'unknown', staffScope: 'unknown', deliveryMode: 'unknown' } as const;

export function manifest(data: CaseData): readonly ExampleEntry[] {
	const note = (id: string) => {
		const row = data.cases.find((candidate) => text(candidate, 'case_id') === id) ?? {};
		return [`来源:${text(row, 'source_url')}`, `来源级别:${text(row, 'source_quality')}`, UNVERIFIED].join(
			';'
		);
	};
	return [
		jiangjin(note('JJ2021')),
		...others(note),
		...ezhou(note('EZ2022')),
		...SYNTHETIC_PROJECTS.map(synthetic)
	];
}

function jiangjin(sourceNote: string): ExampleEntry {
	const cleaning = (
		name: string,
		grade: string,
		output: string,
		lineCodes: readonly string[],
		outputCell: string | null
	) => ({
		name,
		grade,
		unit: '平方米',
		output,
		outputCell,
		lineCodes
	});
	return {
		file: 'JJ2021-鼎山街道市政日常维护.xlsx',
		sheet: '经费测算表',
		project: {
			code: 'JJ2021',
			name: '鼎山街道市政日常维护',
			organisation: '鼎山街道办事处(公开案例)',
			category: '城市运维/环卫保洁'
		},
		fiscalYear: 2021,
		periodMonths: 12,
		priceYear: 2021,
		region: '重庆市江津区',
		basis: { ...UNKNOWN, deliveryMode: 'purchased' },
		units: [
			cleaning('清扫保洁(一级)', '一级', '1344993', ['5'], 'D8'),
			cleaning('清扫保洁(二级)', '二级', '367493', ['6'], 'D9'),
			cleaning('清扫保洁(综合)', '', '1712486', ['5', '6'], null),
			{ name: '公厕管护', grade: '', unit: '座', output: '34', outputCell: 'D10', lineCodes: ['7'] }
		],
		sourceNote,
		synthetic: false
	};
}

function others(note: (id: string) => string): readonly ExampleEntry[] {
	const area = (name: string, output: string, lineCodes: readonly string[], outputCell: string | null) => [
		{ name, grade: '', unit: '平方米', output, outputCell, lineCodes }
	];
	const base = { basis: UNKNOWN, synthetic: false, periodMonths: 12 } as const;
	return [
		{
			...base,
			file: 'SZ2017-市管绿地养护.xlsx',
			sheet: '支付明细',
			project: {
				code: 'SZ2017',
				name: '市管绿地养护',
				organisation: '苏州市园林和绿化管理局(公开案例)',
				category: '城市运维/绿化养护'
			},
			fiscalYear: 2017,
			periodMonths: 9,
			priceYear: 2017,
			region: '江苏省苏州市',
			units: area('绿地养护', '7570000', ['1', '2', '3', '4'], null),
			sourceNote: note('SZ2017')
		},
		{
			...base,
			file: 'ZJ2019-2021-道路保洁.xlsx',
			sheet: '三年支出',
			project: {
				code: 'ZJ2019-2021',
				name: '城市道路和镇街道路保洁',
				organisation: '浙江省某区(公开案例)',
				category: '城市运维/环卫保洁'
			},
			fiscalYear: 2021,
			periodMonths: 36,
			priceYear: 2020,
			region: '浙江省某区',
			units: area('道路保洁', '13376774', ['1'], 'C4'),
			sourceNote: note('ZJ2021')
		},
		{
			...base,
			file: 'CS-LYH3-浏阳河风光带维护.xlsx',
			sheet: '合同价格明细',
			project: {
				code: 'CS-LYH3',
				name: '浏阳河东岸风光带日常维护(三标段)',
				organisation: '(采购人名称被遮盖,公开案例)',
				category: '城市运维/绿化养护'
			},
			fiscalYear: 2021,
			priceYear: 2021,
			region: '湖南省长沙市',
			units: area('绿化维护', '122477.6', ['1.1.1'], 'C6'),
			sourceNote: `${note('CS-LYH3')};合同年度网页未载明,按2021年录入仅为演示`
		},
		{
			...base,
			file: 'YC2021-初中公用经费-GBK.csv',
			sheet: '表1',
			project: {
				code: 'YC2021',
				name: '初中公用经费',
				organisation: '银川市第六中学(公开案例)',
				category: '教育/生均公用经费'
			},
			fiscalYear: 2021,
			priceYear: 2021,
			region: '宁夏银川市',
			units: [
				{
					name: '生均公用经费',
					grade: '',
					unit: '人',
					output: '2370',
					outputCell: 'C7',
					lineCodes: ['1', '2', '3']
				}
			],
			sourceNote: note('YC2021')
		},
		{
			...base,
			file: 'TX2022A-委托业务.xlsx',
			sheet: '资金明细',
			project: {
				code: 'TX2022A',
				name: '委托业务项目',
				organisation: '棠溪镇人民政府(公开案例)',
				category: '委托业务/工程咨询'
			},
			fiscalYear: 2022,
			priceYear: 2022,
			region: '安徽省池州市贵池区',
			units: [
				{
					name: '委托业务',
					grade: '',
					unit: '个',
					output: '50',
					outputCell: null,
					lineCodes: ['1', '2', '3']
				}
			],
			sourceNote: note('TX2022A')
		},
		{
			...base,
			file: 'TX2022B-村级补助及运转.xlsx',
			sheet: '资金明细',
			project: {
				code: 'TX2022B',
				name: '村级补助及运转经费',
				organisation: '棠溪镇人民政府(公开案例)',
				category: '基层运转/村级运转'
			},
			fiscalYear: 2022,
			priceYear: 2022,
			region: '安徽省池州市贵池区',
			units: [
				{
					name: '村级运转',
					grade: '',
					unit: '个',
					output: '8',
					outputCell: null,
					lineCodes: ['1', '2', '3', '4', '5']
				}
			],
			sourceNote: note('TX2022B')
		}
	];
}

/**
 * One workbook, two years: the import takes the column of the analysis' year. No output is published, so the cost unit is
 * the whole project, once.
 */
function ezhou(sourceNote: string): readonly ExampleEntry[] {
	return [2022, 2020].map((year) => ({
		file: 'EZ2022-办公大楼运行保障.xlsx',
		sheet: '成本构成',
		project: {
			code: 'EZ2022',
			name: '办公大楼运行保障',
			organisation: '市机关事务服务中心(公开案例)',
			category: '机关运行/物业'
		},
		fiscalYear: year,
		periodMonths: 12,
		priceYear: year,
		region: '湖北省鄂州市',
		basis: UNKNOWN,
		units: [
			{
				name: '大楼运行保障',
				grade: '',
				unit: '项',
				output: '1',
				outputCell: null,
				lineCodes: ['1', '2', '3']
			}
		],
		sourceNote,
		synthetic: false
	}));
}

function synthetic(project: (typeof SYNTHETIC_PROJECTS)[number]): ExampleEntry {
	return {
		file: `合成示例-道路保洁${project.id}.xlsx`,
		sheet: '成本核算',
		project: {
			code: `HC-${project.id}`,
			name: `合成示例 道路保洁${project.id}`,
			organisation: `${project.region}示例单位${project.id}`,
			category: '合成示例/道路保洁'
		},
		fiscalYear: project.priceYear,
		periodMonths: 12,
		priceYear: project.priceYear,
		region: project.region,
		basis: { taxBasis: 'included', staffScope: 'included', deliveryMode: 'purchased' },
		units: [
			{
				name: '道路保洁',
				grade: project.grade,
				unit: '平方米',
				output: project.area,
				outputCell: 'D8',
				lineCodes: ['1', '2', '3', '4']
			}
		],
		sourceNote: SYNTHETIC,
		synthetic: true
	};
}
