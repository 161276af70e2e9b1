import { ALLOCATION_METHODS, type CostPool } from './cost-pool.ts';
import type { CombinedUnit } from './combined-unit.ts';
import { fieldLabel, isPlainField, type EditCommand, type EditField } from './edit-command.ts';
import { fieldValue, shownValue } from './field-text.ts';
import { indicatorWords } from './indicator.ts';
import { FORMULA_FIELDS, type AnalysisDraft, type CostUnit } from './line.ts';
import type { NamedParameter } from './named-parameter.ts';
import { lineLabel, type Tree } from './tree.ts';
import { isYearColumn } from './year-column.ts';

/** What a command may write to besides the fields of a line; the keys, unlike any field's name, stand where one would. */
export const PART_LABELS = {
	'@place': '位置',
	'@unit': '成本单元',
	'@indicator': '绩效指标',
	'@parameter': '命名参数',
	'@pool': '共同成本池',
	'@combined': '分段单位成本',
	'@method': '分摊方法'
} as const;
export type PartPlace = keyof typeof PART_LABELS;

const FILL = '@fill:';

/** The place of a formula for a whole column below a line. */
export function fillPlace(field: string): string {
	return `${FILL}${field}`;
}

/** "清扫（一级） 1344993 平方米" */
export function unitWords({ name, grade, output, unit }: CostUnit): string {
	return `${name}${grade === '' ? '' : `（${grade}）`} ${output} ${unit}`;
}

/** "管理费率 = 0.08" */
export function parameterWords({ name, value, unit }: NamedParameter): string {
	return `${name} = ${value}${unit === '' ? '' : ` ${unit}`}`;
}

/** "后勤（动因：面积，3 个分摊对象）" */
export function poolWords({ name, driver, shares }: CostPool): string {
	return `${name}（动因：${driver || '未填'}，${shares.length} 个分摊对象）`;
}

export function combinedWords({ name, parts }: CombinedUnit): string {
	return `${name}（${parts.length} 段）`;
}

/** What a command puts at a place ("unitPrice", "2023:actual", "@fill:months", "@pool"…). */
export function commandWords(command: EditCommand, place: string): string {
	switch (command.type) {
		case 'set':
			return orBlank(shownValue(command.field, command.value));
		case 'restore': {
			const field = fieldAt(place);
			if (field === undefined || field === 'adjustment') return '恢复原来的内容';
			const value = isPlainField(field) ? command.values[field] : command.values.years?.[field];
			return orBlank(shownValue(field, value));
		}
		case 'set-fill':
			return command.formula ?? '清除整列公式';
		case 'apply-recipe':
			return `${command.unitPrice}（${command.recipe.name} 第 ${command.recipe.version} 版）`;
		case 'remove':
			return '删除这一行';
		case 'move':
			return '移动这一行';
		case 'add':
			return '新增';
		case 'set-unit':
			return unitWords(command.unit);
		case 'set-indicator':
			return indicatorWords(command.indicator);
		case 'set-parameter':
			return parameterWords(command.parameter);
		case 'set-pool':
			return poolWords(command.pool);
		case 'set-combined':
			return combinedWords(command.combined);
		case 'set-allocation-method':
			return ALLOCATION_METHODS[command.method];
		case 'remove-unit':
			return '删除成本单元';
		case 'remove-indicator':
			return '删除绩效指标';
		case 'remove-parameter':
			return '删除命名参数';
		case 'remove-pool':
			return '删除共同成本池';
		case 'remove-combined':
			return '删除分段单位成本';
	}
}

/** What stands at a place now: whose it is, which field, and the value in words. */
export function placeWords(
	draft: AnalysisDraft,
	tree: Tree,
	id: string,
	place: string
): { readonly line: string; readonly field: string; readonly theirs: string } {
	const part = partWords(draft, id, place);
	if (part) return part;
	const index = tree.indexOf.get(id) ?? -1;
	const line = tree.lines[index];
	const label = line ? lineLabel(line, index) : '该行';
	const field = fieldAt(place);
	if (field) {
		const theirs = line ? orBlank(shownValue(field, fieldValue(line, field))) : '新的内容';
		return { line: label, field: fieldLabel(field), theirs };
	}
	const filled = FORMULA_FIELDS.find((name) => fillPlace(name) === place);
	if (filled)
		return { line: label, field: `${fieldLabel(filled)}整列公式`, theirs: line?.fills[filled] ?? '空白' };
	return { line: label, field: place === '@place' ? PART_LABELS[place] : '内容', theirs: '新的内容' };
}

/** The field whose place this is; undefined where it is another kind of place. */
export function fieldAt(place: string): EditField | undefined {
	return isPlainField(place) || isYearColumn(place) ? place : undefined;
}

function partWords(
	{ units, indicators, parameters, pools, combined, allocationMethod }: AnalysisDraft,
	id: string,
	place: string
) {
	const found = <P extends { readonly id: string }>(
		kind: Exclude<PartPlace, '@place' | '@method'>,
		list: readonly P[],
		name: (part: P) => string,
		words: (part: P) => string
	) => {
		const part = list.find((candidate) => candidate.id === id);
		const label = PART_LABELS[kind];
		return { line: part ? name(part) : label, field: label, theirs: part ? words(part) : '已删除' };
	};
	switch (place) {
		case '@unit':
			return found(place, units, ({ name }) => name, unitWords);
		case '@indicator':
			return found(place, indicators, ({ level3 }) => level3, indicatorWords);
		case '@parameter':
			return found(place, parameters, ({ name }) => name, parameterWords);
		case '@pool':
			return found(place, pools, ({ name }) => name, poolWords);
		case '@combined':
			return found(place, combined, ({ name }) => name, combinedWords);
		case '@method':
			return {
				line: '共同成本分摊',
				field: PART_LABELS[place],
				theirs: ALLOCATION_METHODS[allocationMethod]
			};
		default:
			return undefined;
	}
}

function orBlank(text: string): string {
	return text === '' ? '空白' : text;
}
