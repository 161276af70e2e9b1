import type { AnalysisDraft } from '../../costing/line.ts';
import { LOOKS } from './looks.ts';
import type { PlannedRow, SheetPlan } from './sheet-plan.ts';

/** When, by whom and of what state a workbook was made. */
export interface ExportFacts {
	readonly exportedAt: string;
	readonly exportedBy: string;
	readonly revision: number;
	/** In the users' words, e.g. "草稿". */
	readonly state: string;
	/** Hash of the confirmed snapshot; null where there is none. */
	readonly snapshot: string | null;
}

const RULES: readonly (readonly [string, string])[] = [
	['金额单位', '元；金额保留到分。'],
	['金额怎么算', '数量×单价×频次×月数×系数，空着的不乘；每行只四舍五入一次，到分。有下级的行等于下级之和。'],
	['核定金额', '没有单独核定的，等于申报金额。调整金额 = 核定金额 − 申报金额。'],
	['单位成本', '计入的各行折算到本期的核定金额之和 ÷ 产出数量，保留 6 位小数。一次性支出不计入。'],
	['颜色', '浅蓝底蓝字是填写的数；黑字是算出来的；红底是算不出来的；灰底加粗是有下级的行。'],
	['数字位数', '超过 15 位有效数字的数以文本保存，避免丢失末位；它们不参加本工作簿的求和。'],
	[
		'公式',
		'本工作簿的公式可以在 Excel、WPS 和 LibreOffice 中重新计算。小数的末位可能与系统中的精确结果差极小的零头。'
	],
	[
		'改完之后',
		'可以在系统的“导入费用表”中原样导回：修改过的格会作为修改列出，并注明来自哪一格。请不要删除隐藏的列和工作表。'
	]
];

/** 说明: what the workbook is, of which state of the analysis, and by which rules it counts. */
export function noteSheet(draft: AnalysisDraft, facts: ExportFacts): SheetPlan {
	const { project, fiscalYear, periodMonths, basis } = draft;
	const tax = { included: '含税', excluded: '不含税', unknown: '未注明' }[basis.taxBasis];
	const about: readonly (readonly [string, string])[] = [
		['项目', `${project.code} ${project.name}`],
		['单位', project.organisation],
		['预算年度', `${fiscalYear} 年，期间 ${periodMonths} 个月`],
		['口径', `${basis.priceYear} 年价格，${basis.region}，${tax}`],
		['资料来源', project.sourceNote],
		['导出时间', facts.exportedAt],
		['导出人', facts.exportedBy],
		['状态', `${facts.state}，第 ${facts.revision} 次保存`],
		['办结校验值', facts.snapshot ?? '尚未办结']
	];
	const row = ([what, text]: readonly [string, string]): PlannedRow => ({
		cells: [
			{ text: what, look: LOOKS.header },
			{ text, look: LOOKS.text }
		]
	});
	const rows = [...about, ...RULES].map(row);
	return {
		name: '说明',
		columns: [{ width: 16 }, { width: 90 }],
		rows: [{ cells: [{ text: '说明', look: LOOKS.title }], height: 28 }, ...rows],
		merges: ['A1:B1'],
		print: { paper: 'A4', landscape: true, titleRows: 1, area: `A1:B${rows.length + 1}` }
	};
}
