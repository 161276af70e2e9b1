import type { Hash, ValueRef } from '../address/value-ref.ts';
import type { AnalysisContent, AnalysisResults } from '../costing/analysis-snapshot.ts';
import { ALLOCATION_METHODS } from '../costing/cost-pool.ts';
import { dec, toFixedText } from '../decimal/decimal.ts';
import { fen, formatFen, groupThousands } from '../money/fen.ts';
import { paragraph, type Block, type Column, type Row, type Run, type Table } from './document.ts';

interface FrozenAnalysis {
	readonly snapshot: Hash;
	readonly content: AnalysisContent;
	readonly results: AnalysisResults;
}

/** What an analysis says beyond its lines and unit costs: shared cost, full cost, years and stages; nothing it lacks. */
export function costPartBlocks(input: FrozenAnalysis): readonly Block[] {
	return [...fundingBlocks(input), ...poolBlocks(input), ...yearBlocks(input), ...combinedBlocks(input)];
}

function fundingBlocks(input: FrozenAnalysis): readonly Block[] {
	const { content, results } = input;
	const { funding } = results;
	if (!funding) return [];
	const said = paragraph(
		'按资金来源，全成本为 ',
		money(input, funding.full, '/results/funding/full'),
		' 元，其中财政成本为 ',
		money(input, funding.fiscal, '/results/funding/fiscal'),
		' 元；其余由单位自有收入、其他资金承担，或属于不列支出的资产折旧。'
	);
	if (content.units.length === 0) return [said];
	const rows = content.units.map((unit, i) => {
		const own = results.units[i];
		const at = (field: string) => `/results/units/${i}/${field}`;
		return row([
			unit.name,
			money(input, own?.cost, at('cost')),
			number(input, own?.unitCost, at('unitCost')),
			money(input, own?.fiscalCost, at('fiscalCost')),
			number(input, own?.fiscalUnitCost, at('fiscalUnitCost'))
		]);
	});
	const heads = ['成本单元', '全成本', '单位全成本', '财政成本', '单位财政成本'];
	return [said, table('全成本与财政成本对照表', heads, rows, ['比对用全成本，安排预算用财政成本。'])];
}

function poolBlocks(input: FrozenAnalysis): readonly Block[] {
	const { content, results } = input;
	const { pools = [], allocationMethod = 'direct' } = content;
	if (pools.length === 0) return [];
	const rows = pools.flatMap((pool, i) => {
		const own = results.pools?.[i];
		const at = (field: string) => `/results/pools/${i}/${field}`;
		return [
			row(
				[
					pool.name,
					pool.driver || '—',
					money(input, own?.own, at('own')),
					money(input, own?.total, at('total')),
					number(input, own?.rate ?? undefined, at('rate'))
				],
				true
			),
			...(own?.parts ?? []).map(({ unit, amount }, place) =>
				row([
					`\u3000分给 ${content.units[unit]?.name ?? ''}`,
					'',
					money(input, amount, at(`parts/${place}/amount`)),
					'',
					''
				])
			)
		];
	});
	const heads = ['共同成本池', '动因', '自身成本', '待分摊成本', '分摊率'];
	const note = '各池自身成本按最终承担比例分到成本单元，尾差按最大余额法分配，合计等于自身成本。';
	return [
		paragraph(`共同成本按${ALLOCATION_METHODS[allocationMethod]}分摊如下。`),
		table('共同成本分摊表', heads, rows, [note])
	];
}

function yearBlocks(input: FrozenAnalysis): readonly Block[] {
	const { content, results } = input;
	const rows = results.units.flatMap(({ years = [] }, i) =>
		years.map(({ year, cost, unitCost }, place) =>
			row([
				content.units[i]?.name ?? '',
				`${year}年`,
				money(input, cost, `/results/units/${i}/years/${place}/cost`),
				groupThousands(content.units[i]?.yearOutputs?.[year] ?? ''),
				number(input, unitCost, `/results/units/${i}/years/${place}/unitCost`)
			])
		)
	);
	if (rows.length === 0) return [];
	const heads = ['成本单元', '年度', '成本', '产出数量', '单位成本'];
	const note = '有实际数用实际数，没有实际数用预算数；一次性费用不计入。';
	return [table('历年单位成本表', heads, rows, [note])];
}

/** The page adds up: stages and their sum are shown in 分; the sum without rounding stands beside them. */
function combinedBlocks(input: FrozenAnalysis): readonly Block[] {
	const { content, results } = input;
	const { combined = [] } = content;
	if (combined.length === 0) return [];
	const rows = combined.flatMap((whole, i) => {
		const own = results.combined?.[i];
		const at = (field: string) => `/results/combined/${i}/${field}`;
		return [
			row(
				[
					whole.name,
					'',
					number(input, own && toFixedText(dec(own.shownUnitCost), 2), at('shownUnitCost')),
					number(input, own?.unitCost, at('unitCost'))
				],
				true
			),
			...whole.parts.map(({ unit, sign }) => {
				const cost = results.units[unit]?.unitCost;
				const shown = cost && `${sign === 'subtract' ? '-' : ''}${toFixedText(dec(cost), 2)}`;
				const pointer = `/results/units/${unit}/unitCost`;
				return row([
					`\u3000${content.units[unit]?.name ?? ''}`,
					content.units[unit]?.unit ?? '',
					number(input, shown, pointer),
					number(input, cost, pointer)
				]);
			})
		];
	});
	const heads = ['分段单位成本', '计量单位', '单位成本', '不取整的单位成本'];
	const note = '各段产出不同，单位成本逐段相加，不以总成本除以总产出；列示数按各段取整后相加。';
	return [table('分段单位成本表', heads, rows, [note])];
}

function table(
	caption: string,
	heads: readonly string[],
	rows: readonly Row[],
	notes: readonly string[]
): Table {
	const [first = '', ...others] = heads;
	const width = Math.floor(70 / others.length);
	const columns: Column[] = [
		{ head: first, width: 100 - width * others.length, align: 'left' },
		...others.map((head): Column => ({ head, width, align: 'right' }))
	];
	return { kind: 'table', caption, unit: '元', columns, rows, notes, landscape: false };
}

function row(cells: readonly Run[], strong = false): Row {
	return { cells, indent: 0, strong };
}

function money(input: FrozenAnalysis, text: string | undefined, pointer: string): Run {
	return text === undefined ? '' : { text: formatFen(fen(Number(text))), ref: ref(input, pointer) };
}

function number(input: FrozenAnalysis, text: string | undefined, pointer: string): Run {
	return text === undefined ? '—' : { text: groupThousands(text), ref: ref(input, pointer) };
}

function ref({ snapshot }: FrozenAnalysis, pointer: string): ValueRef {
	return { kind: 'frozen', snapshot, pointer };
}
