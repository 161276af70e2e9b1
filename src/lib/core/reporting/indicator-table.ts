import type { Hash } from '../address/value-ref.ts';
import type { AnalysisContent } from '../costing/analysis-snapshot.ts';
import { groupIndicators, type IndicatorFigure } from '../costing/indicator.ts';
import type { Column, Row, Run, Table } from './document.ts';

const COLUMNS: readonly Column[] = [
	{ head: '一级', width: 14, align: 'left' },
	{ head: '二级', width: 18, align: 'left' },
	{ head: '三级', width: 32, align: 'left' },
	{ head: '标杆值', width: 18, align: 'left' },
	{ head: '完成值', width: 18, align: 'left' }
];

/** 绩效分析表 (S1, DOMAIN §4.1): indicators by first and second level, either written only where it begins. */
export function indicatorTable(snapshot: Hash, { indicators }: AnalysisContent): Table {
	const groups = groupIndicators(indicators);
	const rows = groups.flatMap(({ level1, level2, members }, at) => {
		const begins = groups[at - 1]?.level1 !== level1;
		return members.map(({ indicator, index }, i): Row => {
			const value = (figure: IndicatorFigure) => valueRun(snapshot, index, figure, indicator[figure]);
			return {
				cells: [
					begins && i === 0 ? level1 : '',
					i === 0 ? level2 : '',
					indicator.level3,
					value('benchmark'),
					value('actual')
				],
				indent: 0,
				strong: false
			};
		});
	});
	return {
		kind: 'table',
		caption: '绩效分析表',
		unit: null,
		columns: COLUMNS,
		rows,
		notes: ['标杆值、完成值照录入的文字列示；空白为尚未填写。'],
		landscape: false
	};
}

/** A value that says a number is bound to its address; words such as 合规 are only words. */
function valueRun(snapshot: Hash, index: number, figure: IndicatorFigure, text: string): Run {
	if (!/\d/.test(text)) return text;
	return { text, ref: { kind: 'frozen', snapshot, pointer: `/content/indicators/${index}/${figure}` } };
}
