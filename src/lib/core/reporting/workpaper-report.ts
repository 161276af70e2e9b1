import type { Hash, ValueRef } from '../address/value-ref.ts';
import { fen, formatFen, groupThousands } from '../money/fen.ts';
import { chineseDate, date } from '../period/date.ts';
import type {
	WorkpaperContent,
	WorkpaperLine,
	WorkpaperResults
} from '../standards/workpaper/review-workpaper.ts';
import { heading, paragraph, type Column, type ReportDocument, type Run, type Table } from './document.ts';

export interface WorkpaperReportInput {
	readonly snapshot: Hash;
	readonly organisation: string;
	readonly author: string;
	readonly content: WorkpaperContent;
	readonly results: WorkpaperResults;
}

const COLUMNS: readonly Column[] = [
	{ head: '序号', width: 4, align: 'centre' },
	{ head: '申报单位', width: 12, align: 'left' },
	{ head: '预算项目', width: 13, align: 'left' },
	{ head: '申报数', width: 11, align: 'right' },
	{ head: '建议安排', width: 11, align: 'right' },
	{ head: '审减', width: 10, align: 'right' },
	{ head: '算法', width: 25, align: 'left' },
	{ head: '依据', width: 14, align: 'left' }
];

/** 审核工作底稿 as a document: what was asked, what the standards allow, the calculation of every line, and the sums. */
export function workpaperReport(input: WorkpaperReportInput): ReportDocument {
	const { content, results, organisation, author, snapshot } = input;
	const open = content.lines.flatMap((line, i) =>
		line.check === null ? [`第 ${i + 1} 行“${line.line}”：${results.lines[i]?.words ?? ''}。`] : []
	);
	return {
		title: `${content.title}审核工作底稿`,
		subtitle: [
			organisation,
			`${content.year}年度预算，适用${chineseDate(date(content.date))}有效的标准${content.region === undefined ? '' : `，项目在${content.region}`}`,
			`数据快照 ${snapshot.slice(0, 16)}`
		],
		blocks: [
			heading(1, '审核结论'),
			paragraph(
				`共审核 ${content.lines.length} 行，申报 `,
				total(input, 'requested'),
				' 元，建议安排 ',
				total(input, 'allowed'),
				' 元，审减 ',
				total(input, 'over'),
				' 元',
				...rate(input),
				`；${results.cut} 行超过标准，${results.unmatched} 行没有适用的标准。`
			),
			heading(1, '逐行审核'),
			lineTable(input),
			...(open.length === 0 ? [] : [heading(1, '须另行审核的行'), ...open.map((text) => paragraph(text))]),
			heading(1, '其他说明'),
			paragraph(`编制人：${author}。超标准的部分审减，没有适用标准的行照列申报数，须另行审核。`),
			paragraph('每个数字都可按附件所列地址在系统中追溯到所依据的标准，并可随时复算。')
		]
	};
}

function lineTable(input: WorkpaperReportInput): Table {
	const { content, results } = input;
	const rows = content.lines.map((line, i) => ({
		cells: [
			String(i + 1),
			line.organisation,
			`${line.line}（${groupThousands(line.quantity)} ${line.unit}，${line.months} 个月）`,
			amount(line.requested, at(input, `/content/lines/${i}/requested`)),
			amount(results.lines[i]?.allowed ?? '0', at(input, `/results/lines/${i}/allowed`)),
			amount(results.lines[i]?.over ?? '0', at(input, `/results/lines/${i}/over`)),
			results.lines[i]?.words ?? '',
			line.check === null ? '无' : basis(line)
		] satisfies readonly Run[],
		indent: 0,
		strong: false
	}));
	const sums = {
		cells: ['', '合计', '', total(input, 'requested'), total(input, 'allowed'), total(input, 'over'), '', ''],
		indent: 0,
		strong: true
	};
	return {
		kind: 'table',
		caption: '预算申报审核表',
		unit: '元',
		columns: COLUMNS,
		rows: [...rows, sums],
		notes: [],
		landscape: true
	};
}

/** Document and clause, and why this standard where several apply. */
function basis({ document, clause, note }: WorkpaperLine): string {
	return note === '' ? `${document} ${clause}` : `${document} ${clause}。${note.replace(/；$/, '')}`;
}

function rate(input: WorkpaperReportInput): readonly Run[] {
	const text = input.results.rate;
	return text === null ? [] : ['，审减率 ', { text, ref: at(input, '/results/rate') }, '%'];
}

function total(input: WorkpaperReportInput, field: 'requested' | 'allowed' | 'over'): Run {
	return amount(input.results[field], at(input, `/results/${field}`));
}

function amount(text: string, ref: ValueRef): Run {
	return { text: formatFen(fen(Number(text))), ref };
}

function at({ snapshot }: WorkpaperReportInput, pointer: string): ValueRef {
	return { kind: 'frozen', snapshot, pointer };
}
