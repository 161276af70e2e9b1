import fc from 'fast-check';
import type { EditCommand } from '#lib/core/costing/edit-command.ts';
import { FORMULA_FIELDS, type AnalysisDraft, type CostLine } from '#lib/core/costing/line.ts';
import type { NamedParameter } from '#lib/core/costing/named-parameter.ts';
import { fen } from '#lib/core/money/fen.ts';
import { costLine, draftOf } from './cost-draft.ts';

/** Ids of lines that random formulas name; some of them may be gone when the formula is computed. */
const IDS = Array.from({ length: 12 }, (_, at) => `L${at}`);
const YEARS = ['2023:actual', '2024:budget'] as const;
const WORDS = ['数量', '单价', '频次', '月数', '系数', '金额', '核定金额', '2023实际', '要素', '名称'];

const decimalText = fc.oneof(
	fc.constantFrom('0', '1', '-1', '0.5', '0.005', '1.005', '-2.675', '33.333333', '100', '1234567.89'),
	fc
		.tuple(fc.integer({ min: -999_999, max: 999_999 }), fc.integer({ min: 1, max: 999_999_999 }))
		.map(([whole, fraction]) => `${whole === 0 ? 1 : whole}.${fraction}`.replace(/0+$/, '')),
	fc.integer({ min: 1, max: 10_000 }).map(String)
);

const key = fc.oneof(
	{ weight: 6, arbitrary: fc.constantFrom(...IDS).map((id) => `[#${id}]`) },
	{ weight: 2, arbitrary: fc.constantFrom('[本行]', '[上级]') },
	{ weight: 1, arbitrary: fc.constant('[全部]') }
);
const cell = fc.tuple(key, fc.constantFrom(...WORDS)).map(([line, word]) => `${line}.${word}`);
const range = fc
	.tuple(key, fc.constantFrom('下级', '明细'), fc.constantFrom(...WORDS))
	.map(([line, scope, word]) => `${line}.${scope}.${word}`);
const operand = fc.oneof(
	{ weight: 4, arbitrary: cell },
	{ weight: 2, arbitrary: fc.constantFrom('2', '0.1', '1.05', '3%', '12345678.9') },
	{ weight: 1, arbitrary: fc.constantFrom('[@P0]', '[@P1]', '[@gone]') }
);

export const formulaText = fc.oneof(
	operand.map((a) => `=${a}`),
	fc.tuple(operand, fc.constantFrom('+', '-', '*', '/'), operand).map(([a, sign, b]) => `=${a}${sign}${b}`),
	fc.tuple(operand, operand, operand).map(([a, b, c]) => `=-(${a}+${b})*${c}%`),
	range.map((cells) => `=SUM(${cells})`),
	fc.tuple(range, operand).map(([cells, a]) => `=IF(COUNT(${cells})>1,${a},ROUND(${a},1))`),
	fc.constant('=1+')
);

const content = fc.oneof(
	{ weight: 3, arbitrary: decimalText },
	{ weight: 2, arbitrary: formulaText },
	fc.constant(null)
);
const amount = fc.oneof(fc.constant(null), fc.integer({ min: -1_000_000, max: 5_000_000 }).map(fen));
const yearText = fc.oneof(fc.constantFrom('12.34', '-5', '1000000'), formulaText);

const lineContent = fc.record({
	name: fc.constantFrom('', '清扫', '保洁'),
	quantity: content,
	unitPrice: content,
	frequency: fc.option(content, { freq: 3 }),
	months: fc.option(content, { freq: 4 }),
	coefficient: fc.option(content, { freq: 3 }),
	amountBasis: fc.constantFrom('computed', 'computed', 'stated'),
	statedAmount: amount,
	verifiedAmount: fc.option(amount, { freq: 4 }),
	periodMonths: fc.constantFrom(12, 12, 11, 24),
	recurrence: fc.constantFrom('recurring', 'recurring', 'once'),
	element: fc.constantFrom(null, 'labour', 'material'),
	years: fc.dictionary(fc.constantFrom(...YEARS), yearText, { maxKeys: 2 }),
	fills: fc.oneof(
		{ weight: 4, arbitrary: fc.constant({}) },
		fc.dictionary(fc.constantFrom(...FORMULA_FIELDS), formulaText, { maxKeys: 2 })
	)
} as const);

const parameters = fc.tuple(content, content).map((values): readonly NamedParameter[] =>
	values.map((value, position) => ({
		id: `P${position}`,
		position,
		name: `参数${position}`,
		value: value ?? '0',
		unit: '',
		source: ''
	}))
);

/** A draft of a few lines with formulas, fills, years and parameters; every line hangs on an earlier one or on none. */
export const randomDraft: fc.Arbitrary<AnalysisDraft> = fc
	.tuple(fc.array(fc.tuple(lineContent, fc.nat()), { minLength: 1, maxLength: 9 }), parameters)
	.map(([contents, named]) => {
		const counts = new Map<string | null, number>();
		const lines = contents.map(([given, above], at): CostLine => {
			const parentId = above % 3 === 0 || at === 0 ? null : (IDS[above % at] as string);
			const position = counts.get(parentId) ?? 0;
			counts.set(parentId, position + 1);
			return costLine({ ...given, id: IDS[at] as string, parentId, position } as CostLine);
		});
		return { ...draftOf(lines), parameters: named };
	});

const id = fc.constantFrom(...IDS);

/** Edits of such a draft; some do not fit, and are then refused by `applyCommands`. */
export const randomCommand: fc.Arbitrary<EditCommand> = fc.oneof(
	{
		weight: 6,
		arbitrary: fc.record({
			type: fc.constant('set' as const),
			lineId: id,
			field: fc.constantFrom(...FORMULA_FIELDS),
			value: content
		})
	},
	fc.record({ type: fc.constant('restore' as const), lineId: id, values: lineContent }),
	fc.record({
		type: fc.constant('set' as const),
		lineId: id,
		field: fc.constantFrom(...YEARS),
		value: fc.option(yearText)
	}),
	fc.record({ type: fc.constant('remove' as const), lineId: id }),
	fc
		.tuple(id, fc.option(id), fc.nat(3), lineContent)
		.map(([line, parentId, position, given]): EditCommand => ({
			type: 'add',
			lines: [costLine({ ...given, id: line, parentId, position } as CostLine)]
		})),
	fc.record({
		type: fc.constant('move' as const),
		lineId: id,
		parentId: fc.option(id),
		position: fc.nat(3)
	}),
	fc.record({
		type: fc.constant('set-fill' as const),
		lineId: id,
		field: fc.constantFrom(...FORMULA_FIELDS),
		formula: fc.option(formulaText)
	}),
	fc.tuple(parameters, fc.nat(1)).map(([named, at]): EditCommand => ({
		type: 'set-parameter',
		parameter: named[at] as NamedParameter
	}))
) as fc.Arbitrary<EditCommand>;
