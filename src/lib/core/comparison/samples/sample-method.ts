import type { Step } from '../../address/step.ts';
import type { Hash, ValueRef } from '../../address/value-ref.ts';
import { ok, type Result } from '../../result.ts';
import type { Json } from '../../snapshot/canonical.ts';
import type { InputSnapshots, Method } from '../../snapshot/method.ts';
import type { Snapshot } from '../../snapshot/snapshot.ts';
import type { SourceTableContent } from '../../snapshot/source-table.ts';
import { explainSpread } from './explain-spread.ts';
import { readSample } from './read-sample.ts';
import { CREDIBILITY, type SampleContent, type SampleResults, type SampleRow } from './sample-table.ts';

/** Turns a frozen sheet into external observations; replay reads every figure from its cell again. */
export const SAMPLE_METHOD: Method = {
	id: 'samples/read@1',
	kind: 'sample-table',
	words: '外部样本：按列对应逐行读取，单位成本 = 总成本 ÷ 产出数量，或取原表所列单位成本',
	source: '原表单元格；成本或产出不大于零、缺年份的行不采用',
	compute,
	explain
};

function compute(inputs: InputSnapshots, json: Json): Result<Json> {
	const table = inputs[0]?.snapshot;
	if (table?.kind !== 'source-table') throw new Error('A sample is read from a source table');
	// Only the samples service writes this content, and its hash was checked.
	return ok(readSample(json as SampleContent, table.content as SourceTableContent, isTextFile(table)));
}

/** Whether a source table was read from separated text. */
export function isTextFile({ method }: Pick<Snapshot, 'method'>): boolean {
	return method?.startsWith('sheet/csv@') ?? false;
}

const FIGURES = { unitCost: '单位成本', total: '总成本', output: '产出数量' } as const;
type Figure = keyof typeof FIGURES;

function explain(snapshot: Snapshot, hash: Hash, pointer: string): Step | undefined {
	const [area, list, index, field = '', name, ...rest] = pointer.split('/').slice(1);
	// Only `samples/read@1` writes these, and it is the only caller.
	const content = snapshot.content as SampleContent;
	const { facts, reading } = content;
	if (area === 'described') return explainSpread(content, snapshot.results as SampleResults, hash, pointer);
	const row = (snapshot.results as SampleResults).rows[Number(index)];
	if (area !== 'results' || list !== 'rows' || !row || rest.length > 0) return undefined;
	const own = (inside: string): ValueRef => ({
		kind: 'frozen',
		snapshot: hash,
		pointer: `/results/rows/${index}/${inside}`
	});
	const cell = (at: string): ValueRef => ({
		kind: 'frozen',
		snapshot: snapshot.inputs[0]?.hash ?? '',
		pointer: `/content/cells/${at}`
	});
	const step = (
		label: string,
		value: string,
		unit: string | null,
		words: string,
		inputs: readonly ValueRef[]
	): Step => ({
		ref: { kind: 'frozen', snapshot: hash, pointer },
		label: `${facts.name} ${row.name} ${row.year}年 ${label}`,
		value,
		unit,
		method: {
			id: 'samples/read@1',
			words: `${words}（${CREDIBILITY[facts.credibility]}；来源：${facts.source}）`
		},
		inputs
	});
	if (field === 'attributes' && name !== undefined) {
		const value = row.attributes[name];
		const at = row.cells.attributes[name];
		return value === undefined || at === undefined
			? undefined
			: step(name, value, null, '取自原表', [cell(at)]);
	}
	if (name !== undefined || !Object.hasOwn(FIGURES, field)) return undefined;
	return figureStep(field as Figure);

	function figureStep(figure: Figure): Step | undefined {
		const value = (row as SampleRow)[figure];
		if (value === undefined) return undefined;
		const money = facts.currency === '' ? '元' : facts.currency;
		const unit = figure === 'unitCost' ? `${money}/${facts.unit}` : figure === 'total' ? money : facts.unit;
		const at = (row as SampleRow).cells[figure];
		if (figure === 'unitCost' && at === undefined)
			return step(FIGURES.unitCost, value, unit, '单位成本 = 总成本 ÷ 产出数量', [
				own('total'),
				own('output')
			]);
		if (at === undefined)
			return { ...step(FIGURES[figure], value, unit, '原表没有产出数量，按 1 计', []), end: 'typed' };
		const factor = figure === 'output' ? reading.outputFactor : reading.moneyFactor;
		return step(FIGURES[figure], value, unit, factor === '1' ? '取自原表' : `取自原表，乘以 ${factor}`, [
			cell(at)
		]);
	}
}
