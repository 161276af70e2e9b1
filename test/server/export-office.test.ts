import { describe, expect, it } from 'vitest';
import { analyse } from '#lib/core/costing/figures.ts';
import type { AnalysisDraft, CostLine } from '#lib/core/costing/line.ts';
import { analysisValues } from '#lib/core/reporting/workbook/analysis-values.ts';
import { isError, isNumber, type FormulaValue } from '#lib/core/formula/value.ts';
import { toText } from '#lib/core/decimal/decimal.ts';
import type { SourceCell } from '#lib/core/snapshot/source-table.ts';
import { unwrap } from '#lib/core/result.ts';
import { readBytes } from '#lib/server/intake/read-bytes.ts';
import { costLine, draftOf, yuan } from '../support/cost-draft.ts';
import { exportedBytes } from '../support/exported.ts';
import { OFFICE, recalculatedInOffice } from '../support/office.ts';

/** Lines that formulas read: two branches, one with a deeper level, texts, blanks and a zero. */
const READ: readonly CostLine[] = [
	costLine({ id: 'a', code: '1', name: '道路清扫' }),
	costLine({
		id: 'a1',
		parentId: 'a',
		code: '1.1',
		name: '人工费',
		element: 'labour',
		unit: '人',
		quantity: '3',
		unitPrice: '6850',
		months: '12',
		years: { '2020:actual': '240000.55', '2019:actual': '230000' }
	}),
	costLine({
		id: 'a2',
		parentId: 'a',
		position: 1,
		code: '1.2',
		name: '材料费',
		element: 'material',
		unit: '吨',
		quantity: '12.345',
		unitPrice: '0.335',
		coefficient: '1.05',
		years: { '2020:actual': '12.5' }
	}),
	costLine({ id: 'a3', parentId: 'a', position: 2, code: '1.3', name: '机械' }),
	costLine({
		id: 'a31',
		parentId: 'a3',
		code: '1.3.1',
		name: '洒水车',
		element: 'machine',
		unit: '台班',
		quantity: '7',
		unitPrice: '1205.5',
		frequency: '2'
	}),
	costLine({
		id: 'a32',
		parentId: 'a3',
		position: 1,
		code: '1.3.2',
		name: '扫路车',
		element: 'machine',
		unit: '台班',
		quantity: '-2',
		unitPrice: '1.005'
	}),
	costLine({
		id: 'b',
		position: 1,
		code: '2',
		name: '管理费',
		statedAmount: yuan('1234.56'),
		verifiedAmount: yuan('1000')
	}),
	costLine({ id: 'c', position: 2, code: '3', name: '空行' }),
	costLine({ id: 'd', position: 3, code: '4', name: '零', quantity: '0', unitPrice: '5' })
];
const PARAMETERS = [
	{ id: 'p1', position: 0, name: '管理费率', value: '0.085', unit: '', source: '' },
	{ id: 'p2', position: 1, name: 'A1', value: '=[@p1]*100+[#a1].数量', unit: '', source: '' }
];

const FORMULAS = [
	...[
		'1+2*3',
		'-2^2',
		'2^3^2',
		'50%',
		'(1+2)*3',
		'10-3-2',
		'10-(3-2)',
		'2/3/4',
		'2/(3/4)',
		'-(-3)',
		'+5',
		'1.5e3',
		'7%%'
	],
	...[
		'1/3',
		'10/4',
		'2^0.5',
		'2^-2',
		'9^0.5',
		'0.1+0.2',
		'1=1',
		'1<>2',
		'2>=3',
		'"a"="A"',
		'"甲"&1',
		'1&2',
		'TRUE',
		'NOT(TRUE)'
	],
	...[
		'1/0',
		'0/0',
		'SQRT(-1)',
		'[#gone].数量',
		'[@gone]',
		'未知名',
		'FOO(1)',
		'"x"+1',
		'SUM("x")',
		'MOD(5,0)',
		'0^0'
	],
	...[
		'[#a1].数量*7',
		'[#a1].单价',
		'[#a1].金额',
		'[#a].金额',
		'[#a].合计/2',
		'[#a3].核定金额',
		'[#b].核定金额-[#b].金额',
		'[全部].金额*0'
	],
	...[
		'[@p1]*100',
		'[@p2]',
		'[#a1].月数',
		'[#a2].系数*2',
		'[#a31].频次',
		'[#a1].2020实际',
		'[#a].2020实际',
		'[#a2].2019实际+1',
		'[#c].数量',
		'[#c].数量+1'
	],
	...[
		'SUM([#a].下级.金额)',
		'SUM([#a].明细.金额)',
		'AVERAGE([#a].明细.数量)',
		'MIN([#a].明细.数量)',
		'MAX([#a].明细.数量)',
		'COUNT([#a].明细.数量)',
		'COUNTA([#a].下级.名称)',
		'MEDIAN([#a].明细.数量)',
		'PRODUCT([#a].明细.数量)',
		'SUM([#c].下级.金额)',
		'AVERAGE([#c].下级.金额)'
	],
	...[
		'SUM(1,2,3)',
		'SUM("3",4)',
		'SUM(TRUE,1)',
		'AVERAGE(1,2)',
		'MEDIAN(3,1,2,10)',
		'COUNT(1,"a",TRUE)',
		'COUNTA(1,"",TRUE)',
		'MAX(1,-2)',
		'MIN()',
		'PRODUCT(2,3,4)'
	],
	...[
		'IF(1>2,10,20)',
		'IF(0,1)',
		'IF(TRUE,,5)',
		'IFERROR(1/0,9)',
		'IFERROR(5,9)',
		'IFNA(VLOOKUP("x",[#a].明细.名称:数量,2,FALSE),-1)',
		'IFS(FALSE,1,TRUE,2)',
		'AND(1,TRUE)',
		'OR(0,FALSE)',
		'AND(1>0,2>3)'
	],
	...[
		'ROUND(2.5,0)',
		'ROUND(-2.5,0)',
		'ROUND(1.005,2)',
		'ROUND(1234.5,-2)',
		'ROUNDUP(2.1,0)',
		'ROUNDUP(-2.1,0)',
		'ROUNDDOWN(-2.9,0)',
		'TRUNC(-2.9)',
		'TRUNC(3.456,2)',
		'INT(-2.1)',
		'INT(2.9)',
		'MOD(7,3)',
		'MOD(-7,3)',
		'MOD(7,-3)',
		'MOD(5.5,2)',
		'ABS(-3)',
		'SQRT(2)',
		'POWER(2,10)',
		'POWER(2,-1)',
		'CEILING(2.3,0.5)',
		'FLOOR(2.7,0.5)',
		'CEILING(7,5)',
		'FLOOR(7,5)'
	],
	...[
		'SUMIF([#a].明细.要素,"机械（台班）费",[#a].明细.金额)',
		'SUMIF([#a].明细.数量,">3")',
		'COUNTIF([#a].明细.单位,"台班")',
		'COUNTIF([#a].明细.数量,"<0")',
		'COUNTIF([#a].明细.名称,"*车")',
		'SUMIFS([#a].明细.金额,[#a].明细.单位,"台班",[#a].明细.数量,">0")',
		'COUNTIFS([#a].明细.单位,"台班",[#a].明细.数量,"<>7")',
		'AVERAGEIF([#a].明细.数量,">0")',
		'AVERAGEIFS([#a].明细.数量,[#a].明细.单位,"台班")'
	],
	...[
		'SUMPRODUCT([#a].明细.数量,[#a].明细.单价)',
		'SUMPRODUCT([#a].明细.数量*[#a].明细.单价)',
		'SUM([#a].明细.数量*[#a].明细.单价)',
		'SUMPRODUCT(([#a].明细.数量>0)*[#a].明细.单价)',
		'MAX(ABS([#a].明细.数量))',
		'SUM(IF([#a].明细.数量>0,[#a].明细.数量,0))'
	],
	...[
		'VLOOKUP("洒水车",[#a].明细.名称:数量,2,FALSE)',
		'VLOOKUP("扫*",[#a].明细.名称:单价,2,FALSE)',
		'VLOOKUP("无",[#a].明细.名称:数量,2,FALSE)',
		'XLOOKUP("材料费",[#a].明细.名称,[#a].明细.单价)',
		'XLOOKUP("无",[#a].明细.名称,[#a].明细.单价,-1)',
		'MATCH("洒水车",[#a].明细.名称,0)',
		'INDEX([#a].明细.单价,3)',
		'INDEX([#a].明细.名称:数量,2,2)'
	],
	...[
		'"2024-01-31"+0',
		'"(3)"*2',
		'"- 3"+1',
		'SUM("1,000",0.5)',
		'COUNTIF([#a].明细.名称,"~人工费")',
		'COUNTIF([#a].明细.编码,"1.10")',
		'MATCH(2,[#a].明细.数量,-1)',
		'MATCH(5,[#a].明细.数量,1)',
		'VLOOKUP(8,[#a].明细.数量:单价,2)',
		'XLOOKUP("人工*",[#a].明细.名称,[#a].明细.单价,-1,2)',
		'XLOOKUP("人工*",[#a].明细.名称,[#a].明细.单价,-1,0,1)',
		'XLOOKUP("?",[#a].明细.名称,[#a].明细.单价,-1)',
		'SUM(IF([#a].明细.数量>1,[#a].明细.单价,-1))',
		'SUMPRODUCT(([#a].明细.要素="机械（台班）费")*([#a].明细.数量>0)*[#a].明细.单价)',
		'SUMPRODUCT(ROUND([#a].明细.数量*[#a].明细.单价/8,1))'
	],
	...[
		'[上级].金额*0+1',
		'CONCATENATE("1","2")',
		'LEN("x")',
		'SUM([全部].明细.月数)',
		'SUM([全部].下级.系数)',
		'COUNT([全部].明细.频次)',
		'1>"a"',
		'"10"*2',
		'IF("",1,2)',
		'[#a].明细.数量',
		'-[#a2].数量%'
	]
];

function draftWith(formulas: readonly string[]): AnalysisDraft {
	const lines = formulas.map((formula, index) =>
		costLine({
			id: `f${index}`,
			parentId: 'f',
			position: index,
			code: `9.${index}`,
			name: `公式 ${index}`,
			quantity: `=${formula}`,
			unitPrice: '1'
		})
	);
	const above = costLine({ id: 'f', position: 4, code: '9', name: '公式' });
	return { ...draftOf([...READ, above, ...lines]), parameters: PARAMETERS };
}

/**
 * Where Excel and LibreOffice differ we follow Excel: 0^0 is #NUM! there and 1 here, the missing branch of IF is a truth
 * there and a number here. LibreOffice writes its own "invalid argument" as #VALUE!, where Excel has #NUM!.
 */
const EXCEL_ALONE = new Set(['0^0', 'IF(0,1)']);

/** Values agree to the fifteen digits that a workbook's number has. */
function agrees(ours: FormulaValue, theirs: SourceCell | undefined): boolean {
	if (isError(ours))
		return (
			theirs?.kind === 'error' && (theirs.raw === ours.error || ['#CYCLE!', '#NUM!'].includes(ours.error))
		);
	if (isNumber(ours)) {
		const [a, b] = [Number(toText(ours)), Number(theirs?.raw)];
		return Math.abs(a - b) <= 1e-13 * Math.max(1, Math.abs(a));
	}
	return ours === null ? theirs === undefined : theirs?.shown === String(ours).toUpperCase();
}

describe.runIf(OFFICE)('an exported workbook, recalculated by LibreOffice', () => {
	it('comes to our value of every kind of formula', { timeout: 120_000 }, async () => {
		const draft = draftWith(FORMULAS);
		const figures = unwrap(analyse(draft));
		const values = unwrap(analysisValues(draft, figures.tree));
		const { sheets } = unwrap(readBytes(recalculatedInOffice(await exportedBytes(draft)), 'x.xlsx'));
		const cells = new Map(sheets[0]?.cells.map((cell) => [cell.at, cell]));
		const head = [...cells.values()].find(({ raw, at }) => raw === '数量' && at.endsWith('3'));
		const letter = head?.at.replace(/\d/g, '') ?? '';
		const differing = FORMULAS.flatMap((formula, index) => {
			const line = figures.tree.indexOf.get(`f${index}`) ?? -1;
			const [ours, theirs] = [values.factor(line, 'quantity'), cells.get(`${letter}${line + 4}`)];
			const shown = isError(ours) ? ours.error : isNumber(ours) ? toText(ours) : String(ours);
			return agrees(ours, theirs) || EXCEL_ALONE.has(formula)
				? []
				: [`${formula}: ${shown} / ${theirs?.raw} = ${theirs?.formula}`];
		});
		expect(differing).toEqual([]);
	});
});
