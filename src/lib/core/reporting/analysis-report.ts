import type { Hash, ValueRef } from '../address/value-ref.ts';
import type { AnalysisContent, AnalysisResults } from '../costing/analysis-snapshot.ts';
import { fen, formatFen, groupThousands } from '../money/fen.ts';
import { adjustmentBlocks } from './adjustment-table.ts';
import { costPartBlocks } from './cost-parts.ts';
import { costTable } from './cost-table.ts';
import {
	heading,
	paragraph,
	type Block,
	type BoundNumber,
	type Column,
	type ReportDocument,
	type Row,
	type Table
} from './document.ts';
import { indicatorTable } from './indicator-table.ts';
import { setAnalysisBlocks, type ReportedComparison } from './set-analysis-part.ts';

/** A confirmed analysis with everything its report says beside the frozen figures themselves. */
export interface AnalysisReportInput {
	readonly snapshot: Hash;
	readonly content: AnalysisContent;
	readonly results: AnalysisResults;
	/** The sentence for each of `results.findings`, in their order. */
	readonly findings: readonly string[];
	/** Standards derived from a comparison that uses this analysis. */
	readonly standards: readonly SuggestedStandard[];
	/** Saved analyses of comparisons this project takes part in. */
	readonly comparisons: readonly ReportedComparison[];
	readonly sources: readonly ReportSource[];
	/** "2026年11月22日 区建管委 部门主要领导 某某 审核确认成本分析" */
	readonly signatures: readonly string[];
}

export interface SuggestedStandard {
	readonly title: string;
	readonly code: string;
	readonly grade: string;
	readonly value: string;
	readonly unit: string;
	/** The expenditure standard's snapshot. */
	readonly snapshot: Hash;
	readonly basis: string;
	readonly note: string;
	/** Where in the snapshot the value stands; left out for its one value. */
	readonly pointer?: string;
	/** How the quota below it was derived, in sentences; said once for all tiers of a standard. */
	readonly derivation?: readonly string[];
}

/** A sheet the figures were read from. */
export interface ReportSource {
	readonly fileName: string;
	readonly sheet: string;
	readonly file: Hash;
	readonly snapshot: Hash;
}

const DELIVERY = {
	own: '自行实施',
	purchased: '购买服务',
	mixed: '自行实施与购买服务相结合',
	unknown: '实施方式未注明'
} as const;
const TAX = { included: '含税', excluded: '不含税', unknown: '含税口径未注明' } as const;
const STAFF = {
	included: '含自有人员和资产成本',
	excluded: '不含自有人员和资产成本',
	unknown: '自有人员口径未注明'
} as const;

/** 成本预算绩效分析报告, in the chapters of the form in circulation (DOMAIN §4.1, template S). */
export function analysisReport(input: AnalysisReportInput): ReportDocument {
	const { content, snapshot } = input;
	return {
		title: `${content.project.name}成本预算绩效分析报告`,
		subtitle: [
			content.project.organisation,
			`${content.fiscalYear}年度`,
			`数据快照 ${snapshot.slice(0, 16)}`
		],
		blocks: [
			...basics(input),
			...analysis(input),
			...setAnalysisBlocks(input.comparisons),
			...problems(input),
			...advice(input),
			...others(input),
			...evidence(input)
		]
	};
}

function basics(input: AnalysisReportInput): readonly Block[] {
	const { project, basis, fiscalYear, periodMonths, lines } = input.content;
	const tops = lines.flatMap((line, index) => (line.parent === null ? [{ line, index }] : []));
	// A breakdown under one root names its 实施内容 one level further down.
	const [only] = tops;
	const parts =
		tops.length === 1 && only
			? lines.flatMap((line, index) => (line.parent === only.index ? [{ line, index }] : []))
			: tops;
	return [
		heading(1, '基本情况'),
		heading(2, '政策导向'),
		paragraph('项目的政策背景、设立依据和政策目标尚未录入系统，由编制单位补充。'),
		heading(2, '实施内容'),
		paragraph(
			`本项目属于“${project.category}”，共 ${parts.length} 项实施内容：`,
			...parts.flatMap(({ line, index }, i) => [
				`${i === 0 ? '' : '；'}${line.name} `,
				lineAmount(input, index, 'verified'),
				' 元'
			]),
			'（均为核定数）。'
		),
		heading(2, '资金安排'),
		paragraph(
			`${fiscalYear}年申报成本 `,
			total(input, 'declared'),
			' 元，经核定为 ',
			total(input, 'verified'),
			' 元；核减 ',
			total(input, 'cut'),
			' 元，核增 ',
			total(input, 'raise'),
			` 元。成本对应的期间为 ${periodMonths} 个月。`
		),
		heading(2, '业务管理'),
		paragraph(
			`项目由${project.organisation}负责，${DELIVERY[basis.deliveryMode]}。管理流程和各方职责由编制单位补充。`
		),
		heading(2, '其他情况'),
		paragraph(
			`成本口径：${basis.priceYear}年价格，地区为${basis.region}，${TAX[basis.taxBasis]}，${STAFF[basis.staffScope]}。`,
			project.sourceNote === '' ? '' : `数据说明：${project.sourceNote}`
		)
	];
}

function analysis(input: AnalysisReportInput): readonly Block[] {
	const { standards, content, snapshot } = input;
	return [
		heading(1, '成本预算绩效分析'),
		heading(2, '绩效分析'),
		...(content.indicators.length === 0
			? [paragraph('本项目未录入绩效指标，绩效分析表（标杆值与完成值）从略。')]
			: [
					paragraph(`本项目共 ${content.indicators.length} 项绩效指标，标杆值与完成值对照如下。`),
					indicatorTable(snapshot, content)
				]),
		heading(2, '成本核算分析'),
		paragraph('按“项目—实施内容—费用明细”拆分，逐项列出申报数和核定数。'),
		costTable(input),
		...adjustmentBlocks(input),
		...unitBlocks(input),
		...costPartBlocks(input),
		heading(2, '成本效益分析'),
		paragraph('本项目未录入效益数据，本报告不作成本效益结论。'),
		heading(2, '支出标准分析'),
		...(standards.length === 0
			? [paragraph('尚无以本项目成本分析为依据的支出标准建议。')]
			: [
					paragraph('下列支出标准建议由包含本项目的同类比对测算得出，测算过程可按附件中的地址逐级追溯。'),
					standardTable(standards),
					...standards.flatMap(({ derivation = [] }) => derivation.map((text) => paragraph(text)))
				])
	];
}

const UNIT_COLUMNS: readonly Column[] = [
	{ head: '成本单元', width: 26, align: 'left' },
	{ head: '服务等级', width: 12, align: 'centre' },
	{ head: '产出数量', width: 18, align: 'right' },
	{ head: '计量单位', width: 12, align: 'centre' },
	{ head: '核定成本', width: 18, align: 'right' },
	{ head: '单位成本', width: 14, align: 'right' }
];

function unitBlocks({ snapshot, content, results }: AnalysisReportInput): readonly Block[] {
	if (content.units.length === 0) return [paragraph('尚未设定成本单元，未计算单位成本。')];
	const rows = content.units.map((unit, i): Row => {
		const at = (field: string): ValueRef => ({
			kind: 'frozen',
			snapshot,
			pointer: `/results/units/${i}/${field}`
		});
		const computed = results.units[i];
		return {
			cells: [
				unit.name,
				unit.grade === '' ? '—' : unit.grade,
				{
					text: groupThousands(unit.output),
					ref: { kind: 'frozen', snapshot, pointer: `/content/units/${i}/output` }
				},
				unit.unit,
				{ text: yuan(computed?.cost ?? '0'), ref: at('cost') },
				{ text: groupThousands(computed?.unitCost ?? ''), ref: at('unitCost') }
			],
			indent: 0,
			strong: false
		};
	});
	const table: Table = {
		kind: 'table',
		caption: '单位成本表',
		unit: '元',
		columns: UNIT_COLUMNS,
		rows,
		notes: [`单位成本=核定成本÷产出数量，对应 ${content.periodMonths} 个月；一次性费用不计入单位成本。`],
		landscape: false
	};
	return [paragraph('按成本单元（对象、等级、计量单位、期间）计算单位成本如下。'), table];
}

const STANDARD_COLUMNS: readonly Column[] = [
	{ head: '实施内容', width: 26, align: 'left' },
	{ head: '分级分类', width: 12, align: 'centre' },
	{ head: '支出标准（元）', width: 15, align: 'right' },
	{ head: '计量单位', width: 17, align: 'centre' },
	{ head: '依据', width: 18, align: 'left' },
	{ head: '说明', width: 12, align: 'left' }
];

function standardTable(standards: readonly SuggestedStandard[]): Table {
	return {
		kind: 'table',
		caption: '支出标准建议表',
		unit: null,
		columns: STANDARD_COLUMNS,
		rows: standards.map((standard) => ({
			cells: [
				`${standard.title}（${standard.code}）`,
				standard.grade === '' ? '—' : standard.grade,
				{
					text: standard.value,
					ref: {
						kind: 'frozen',
						snapshot: standard.snapshot,
						pointer: standard.pointer ?? '/results/value'
					}
				},
				standard.unit,
				standard.basis,
				standard.note
			],
			indent: 0,
			strong: false
		})),
		notes: [],
		landscape: false
	};
}

function problems({ findings }: AnalysisReportInput): readonly Block[] {
	return [
		heading(1, '问题分析'),
		...(findings.length === 0
			? [paragraph('系统检查未发现合计不符、口径不一或缺少依据等问题。')]
			: [
					paragraph(`系统检查共提示 ${findings.length} 个问题：`),
					...findings.map((text, i) => paragraph(`${i + 1}.${text}`))
				])
	];
}

function advice(input: AnalysisReportInput): readonly Block[] {
	const { cutRate } = input.results.total;
	return [
		heading(1, '优化建议'),
		heading(2, '预算安排建议'),
		paragraph(
			'建议按核定数 ',
			total(input, 'verified'),
			' 元安排预算',
			...(cutRate === null || cutRate === '0'
				? []
				: ['，审减率为 ', { text: cutRate, ref: frozen(input, '/results/total/cutRate') }, '%']),
			'。'
		),
		heading(2, '降本增效和制度建议'),
		paragraph('降本增效措施和制度建议由编制单位结合上述问题补充。')
	];
}

function others({ signatures }: AnalysisReportInput): readonly Block[] {
	return [
		heading(1, '其他说明'),
		paragraph(
			'本报告的数字全部取自已确认的成本分析快照，可用附件所列地址在系统中追溯到来源文件的单元格，并可随时复算。'
		),
		...signatures.map((text) => paragraph(`签署记录：${text}。`))
	];
}

function evidence({ sources }: AnalysisReportInput): readonly Block[] {
	if (sources.length === 0)
		return [heading(1, '附件：证据链'), paragraph('本项目的数字均为手工录入，没有导入的来源文件。')];
	const table: Table = {
		kind: 'table',
		caption: '数据来源表',
		unit: null,
		columns: [
			{ head: '来源文件', width: 30, align: 'left' },
			{ head: '工作表', width: 18, align: 'left' },
			{ head: '原始文件哈希', width: 26, align: 'left' },
			{ head: '来源表快照', width: 26, align: 'left' }
		],
		rows: sources.map(({ fileName, sheet, file, snapshot }) => ({
			cells: [fileName, sheet, file.slice(0, 16), snapshot.slice(0, 16)],
			indent: 0,
			strong: false
		})),
		notes: ['哈希为 SHA-256 的前 16 位；原始文件按哈希保存，一个字节变动即可发现。'],
		landscape: false
	};
	return [heading(1, '附件：证据链'), table];
}

function lineAmount(input: AnalysisReportInput, index: number, field: 'declared' | 'verified'): BoundNumber {
	return {
		text: yuan(input.results.lines[index]?.[field] ?? '0'),
		ref: frozen(input, `/results/lines/${index}/${field}`)
	};
}

function total(input: AnalysisReportInput, field: 'declared' | 'verified' | 'cut' | 'raise'): BoundNumber {
	return { text: yuan(input.results.total[field]), ref: frozen(input, `/results/total/${field}`) };
}

function frozen({ snapshot }: AnalysisReportInput, pointer: string): ValueRef {
	return { kind: 'frozen', snapshot, pointer };
}

/** "1,234.50" from 分 as a snapshot writes them. */
function yuan(text: string): string {
	return formatFen(fen(Number(text)));
}
