import { fieldLabel, type EditCommand, type EditField, type LineContent } from './edit-command.ts';
import { fieldValue, shownValue } from './field-text.ts';
import { ALLOCATION_METHODS } from './cost-pool.ts';
import { combinedWords, parameterWords, poolWords, unitWords } from './edit-words.ts';
import { indicatorWords } from './indicator.ts';
import { poolChanges } from './pool-change.ts';
import type { AnalysisDraft, CostLine } from './line.ts';
import { isYearColumn, type YearAmounts } from './year-column.ts';

/** One change as people read it in the history (修改历史). */
export interface ChangeWords {
	readonly lineId: string | null;
	/** The cell's column; "" where the change is about more than one cell. */
	readonly field: EditField | '';
	/** "单价", "新增 3 行：…", "移动"… */
	readonly what: string;
	readonly before: string | null;
	readonly after: string | null;
}

export interface BatchWords {
	readonly changes: readonly ChangeWords[];
	/** One for each further line of an `add`: for the history of that line, not for the list of the whole analysis. */
	readonly births: readonly ChangeWords[];
}

/** What a batch of commands changed between two drafts, in words. */
export function changesOf(
	before: AnalysisDraft,
	after: AnalysisDraft,
	commands: readonly EditCommand[]
): BatchWords {
	const drafts = {
		before,
		after,
		linesBefore: byId(before.lines, namedIds(commands)),
		linesAfter: byId(after.lines, newParents(commands))
	};
	const earlier = new EarlierValues(drafts.linesBefore);
	return {
		changes: commands.flatMap((command) => wordsOf(command, drafts, earlier)),
		births: commands.flatMap((command) => (command.type === 'add' ? command.lines.slice(1).map(birth) : []))
	};
}

/** The lines that commands are about, so that a draft of many is walked once. */
function namedIds(commands: readonly EditCommand[]): ReadonlySet<string> {
	return new Set(commands.flatMap((command) => ('lineId' in command ? [command.lineId] : [])));
}

/** The lines under which commands put others, which may have come with the same batch. */
function newParents(commands: readonly EditCommand[]): ReadonlySet<string> {
	return new Set(
		commands.flatMap((command) =>
			command.type === 'move' && command.parentId !== null ? [command.parentId] : []
		)
	);
}

interface Drafts {
	readonly before: AnalysisDraft;
	readonly after: AnalysisDraft;
	readonly linesBefore: ReadonlyMap<string, CostLine>;
	/** Only those under which others were put. */
	readonly linesAfter: ReadonlyMap<string, CostLine>;
}

/** What each cell held before the command at hand: the stored draft first, then what the batch itself put there. */
class EarlierValues {
	readonly #stored: ReadonlyMap<string, CostLine>;
	readonly #written = new Map<string, string | null>();

	constructor(stored: ReadonlyMap<string, CostLine>) {
		this.#stored = stored;
	}

	take(lineId: string, field: EditField, next: string | null): string | null {
		const key = `${lineId}|${field}`;
		const line = this.#stored.get(lineId);
		const earlier = this.#written.has(key)
			? this.#written.get(key)
			: line && orNull(shownValue(field, fieldValue(line, field)));
		this.#written.set(key, next);
		return earlier ?? null;
	}

	/** Every year column that the line had or is to have, with what it is to hold. */
	yearsOf(lineId: string, next: YearAmounts): [EditField, unknown][] {
		const columns = new Set([...Object.keys(this.#stored.get(lineId)?.years ?? {}), ...Object.keys(next)]);
		return [...columns].filter(isYearColumn).map((column) => [column, next[column] ?? null]);
	}
}

function wordsOf(command: EditCommand, drafts: Drafts, earlier: EarlierValues): ChangeWords[] {
	switch (command.type) {
		case 'set': {
			const { lineId, field, value } = command;
			const after = orNull(shownValue(field, value));
			return [{ lineId, field, what: fieldLabel(field), before: earlier.take(lineId, field, after), after }];
		}
		case 'restore':
			return restored(command.lineId, command.values, earlier);
		case 'add': {
			const [first] = command.lines;
			const count = command.lines.length;
			const name = first?.name || '未命名';
			const what = count > 1 ? `新增 ${count} 行：${name} 等` : `新增 1 行：${name}`;
			return [{ ...NOWHERE, lineId: first?.id ?? null, what }];
		}
		case 'remove': {
			const name = drafts.linesBefore.get(command.lineId)?.name || '未命名';
			return [{ ...NOWHERE, lineId: command.lineId, what: `删除“${name}”及其下级` }];
		}
		case 'move': {
			const parent = command.parentId === null ? null : drafts.linesAfter.get(command.parentId);
			const where = parent ? `移动到“${parent.name || '未命名'}”之下` : '移动';
			return [{ ...NOWHERE, lineId: command.lineId, what: where }];
		}
		case 'set-fill': {
			const { lineId, field, formula } = command;
			const before = drafts.linesBefore.get(lineId)?.fills[field] ?? null;
			return [{ lineId, field: '', what: `${fieldLabel(field)}整列公式`, before, after: formula }];
		}
		case 'apply-recipe': {
			const { lineId, recipe, unitPrice } = command;
			const what = `单价取自定额“${recipe.name}”第 ${recipe.version} 版`;
			return [
				{
					lineId,
					field: 'unitPrice',
					what,
					before: earlier.take(lineId, 'unitPrice', unitPrice),
					after: unitPrice
				}
			];
		}
		case 'set-pool':
			return setPoolWords(command.pool, drafts);
		default:
			return reorderWords(command, drafts) ?? [listWords(command, drafts)];
	}
}

/**
 * A part that is taken out and put back elsewhere in the same batch was only given another place in its list; undefined
 * for everything else. Of the two commands, the first says so.
 */
function reorderWords(command: EditCommand, { before, after }: Drafts): ChangeWords[] | undefined {
	const words = (name: string) => [{ ...NOWHERE, what: `调整“${name}”的顺序` }];
	switch (command.type) {
		case 'remove-pool': {
			const still = after.pools.find(sameId(command.poolId));
			return still && words(still.name);
		}
		case 'remove-parameter': {
			const still = after.parameters.find(sameId(command.parameterId));
			return still && words(still.name);
		}
		case 'set-parameter': {
			const { parameter } = command;
			const was = before.parameters.find(sameId(parameter.id));
			const is = after.parameters.find(sameId(parameter.id));
			const moved = was && is && was.position !== is.position;
			return moved && parameterWords(was) === parameterWords(parameter) ? [] : undefined;
		}
		default:
			return undefined;
	}
}

/** Of a pool that was there before, every change on its own, above all that of a driver volume. */
function setPoolWords(pool: AnalysisDraft['pools'][number], { before, after }: Drafts): ChangeWords[] {
	const was = before.pools.find(sameId(pool.id));
	if (!was) return [put('共同成本', undefined, pool, poolWords)];
	const nameOf = (target: 'pool' | 'unit', id: string) => {
		const named: readonly { readonly id: string; readonly name: string }[] =
			target === 'pool' ? [...after.pools, ...before.pools] : [...after.units, ...before.units];
		return named.find(sameId(id))?.name ?? '已删除的对象';
	};
	return poolChanges(was, pool, nameOf).map((change) => ({ ...NOWHERE, ...change }));
}

const NOWHERE = { lineId: null, field: '', before: null, after: null } as const;

/** Changes of what stands beside the tree: units, indicators, parameters, pools. */
function listWords(
	command: Exclude<
		EditCommand,
		{
			readonly type: 'set' | 'restore' | 'add' | 'remove' | 'move' | 'set-fill' | 'apply-recipe' | 'set-pool';
		}
	>,
	{ before }: Drafts
): ChangeWords {
	switch (command.type) {
		case 'set-unit':
			return put('成本单元', before.units.find(sameId(command.unit.id)), command.unit, unitWords);
		case 'remove-unit':
			return dropped('成本单元', before.units.find(sameId(command.unitId)), unitWords);
		case 'set-indicator': {
			const { indicator } = command;
			return put('绩效指标', before.indicators.find(sameId(indicator.id)), indicator, indicatorWords);
		}
		case 'remove-indicator':
			return dropped('绩效指标', before.indicators.find(sameId(command.indicatorId)), indicatorWords);
		case 'set-parameter': {
			const { parameter } = command;
			return put('命名参数', before.parameters.find(sameId(parameter.id)), parameter, parameterWords);
		}
		case 'remove-parameter':
			return dropped('命名参数', before.parameters.find(sameId(command.parameterId)), parameterWords);
		case 'remove-pool':
			return dropped('共同成本', before.pools.find(sameId(command.poolId)), poolWords);
		case 'set-allocation-method': {
			const [was, is] = [ALLOCATION_METHODS[before.allocationMethod], ALLOCATION_METHODS[command.method]];
			return { ...NOWHERE, what: '分摊方法', before: was, after: is };
		}
		case 'set-combined': {
			const { combined } = command;
			return put('分段单位成本', before.combined.find(sameId(combined.id)), combined, combinedWords);
		}
		case 'remove-combined': {
			const gone = before.combined.find(sameId(command.combinedId));
			return dropped('分段单位成本', gone, combinedWords);
		}
	}
}

function put<T>(kind: string, was: T | undefined, is: T, words: (value: T) => string): ChangeWords {
	return was === undefined
		? { ...NOWHERE, what: `新增${kind}：${words(is)}` }
		: { ...NOWHERE, what: kind, before: words(was), after: words(is) };
}

function dropped<T>(kind: string, was: T | undefined, words: (value: T) => string): ChangeWords {
	return { ...NOWHERE, what: `删除${kind}${was === undefined ? '' : `：${words(was)}`}` };
}

/** Content put back: one change per column that a person can see. */
function restored(lineId: string, values: Partial<LineContent>, earlier: EarlierValues): ChangeWords[] {
	const { years, sources: _, fills, recipe, ...plain } = values;
	const fields = Object.entries(plain) as [EditField, unknown][];
	// A year that is not among what is put back was blank.
	const columns = years === undefined ? [] : earlier.yearsOf(lineId, years);
	const cells = [...fields, ...columns].map(([field, value]) => {
		const after = orNull(shownValue(field, value));
		return { lineId, field, what: fieldLabel(field), before: earlier.take(lineId, field, after), after };
	});
	const rest = [...(fills === undefined ? [] : ['整列公式']), ...(recipe === undefined ? [] : ['定额'])].map(
		(what) => ({ ...NOWHERE, lineId, what: `恢复${what}` })
	);
	const seen = cells.filter(({ before, after }) => before !== after);
	// A restore that changes nothing visible still took place.
	return seen.length + rest.length > 0 ? [...seen, ...rest] : [{ ...NOWHERE, lineId, what: '恢复内容' }];
}

function birth(line: CostLine): ChangeWords {
	return { ...NOWHERE, lineId: line.id, what: `新增：${line.name || '未命名'}` };
}

function orNull(text: string): string | null {
	return text === '' ? null : text;
}

function sameId(id: string): (thing: { readonly id: string }) => boolean {
	return (thing) => thing.id === id;
}

function byId(lines: readonly CostLine[], wanted: ReadonlySet<string>): ReadonlyMap<string, CostLine> {
	const found = new Map<string, CostLine>();
	// One cell of a hundred thousand lines is the common case: nothing is looked at once all are found.
	for (let index = 0; index < lines.length && found.size < wanted.size; index += 1) {
		const line = lines[index] as CostLine;
		if (wanted.has(line.id)) found.set(line.id, line);
	}
	return found;
}
