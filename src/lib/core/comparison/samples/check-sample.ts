import { columnNumber } from '../../address/cell-address.ts';
import { moneyName, YUAN } from '../currency.ts';
import { compare, parseDecimal, toText, ZERO } from '../../decimal/decimal.ts';
import { LIMITS } from '../../limits.ts';
import { problem } from '../../problem.ts';
import type { SourceTableContent } from '../../snapshot/source-table.ts';
import { findUnit } from '../../quantity/units.ts';
import { ok, refuse, type Result } from '../../result.ts';
import { rowsOf } from './read-sample.ts';
import {
	LEFT_OUT,
	SAMPLE_FIELDS,
	type SampleContent,
	type SampleFacts,
	type SampleField,
	type SampleReading,
	type SampleResults
} from './sample-table.ts';
import { YEARLY, yearColumns } from './year-columns.ts';

/** Fields that only one column may hold; cost and output may stand once for every year. */
const SINGLE: readonly SampleField[] = ['year', 'region', 'grade'];

/** Is the table described well enough to be read? Factors come out in canonical form. */
export function checkReading(reading: SampleReading): Result<SampleReading> {
	const { headerRow, columns } = reading;
	if (!Number.isSafeInteger(headerRow) || headerRow < 0 || headerRow > LIMITS.sheetRows)
		return refuse(problem('sample/bad-header', { text: String(headerRow).slice(0, 20) }));
	const held = Object.entries(columns).filter(([letters]) => columnNumber(letters) > 0);
	const fields = held.map(([, field]) => field);
	const twice = SINGLE.find((field) => fields.indexOf(field) !== fields.lastIndexOf(field));
	if (twice) return refuse(problem('sample/column-twice', { field: SAMPLE_FIELDS[twice] }));
	if (!fields.includes('unitCost') && !fields.includes('total'))
		return refuse(problem('sample/column-needed', { what: '单位成本，或总成本' }));
	if (!fields.includes('unitCost') && !fields.includes('output'))
		return refuse(problem('sample/column-needed', { what: '产出数量（总成本要除以它）' }));
	if (fields.filter((field) => field === 'attribute').length > LIMITS.sampleAttributes)
		return refuse(problem('sample/too-many-attributes', { limit: String(LIMITS.sampleAttributes) }));
	const money = checkFactor('金额', reading.moneyFactor);
	if (!money.ok) return money;
	const output = checkFactor('产出数量', reading.outputFactor);
	if (!output.ok) return output;
	return ok({
		...reading,
		columns: Object.fromEntries(held),
		moneyFactor: money.value,
		outputFactor: output.value
	});
}

/** Can several columns of cost or output be told apart by the years in their headers? */
export function checkYears(
	{ columns, headerRow }: SampleReading,
	table: Pick<SourceTableContent, 'cells'>
): Result<true> {
	const years = yearColumns({ columns }, rowsOf(table).get(headerRow));
	const fields = Object.values(columns);
	const twice = YEARLY.find((field) => fields.indexOf(field) !== fields.lastIndexOf(field));
	if (years !== null && (twice === undefined || years.length > 0)) return ok(true);
	return refuse(problem('sample/year-columns', { field: SAMPLE_FIELDS[twice ?? 'unitCost'] }));
}

/** Is everything stated that a later reader must know? Refuses a sample without source, licence, date, category or unit. */
export function checkFacts(facts: SampleFacts, columns: SampleReading['columns']): Result<SampleFacts> {
	const needed: readonly (readonly [string, string])[] = [
		['样本名称', facts.name],
		['类别', facts.category],
		['来源', facts.source],
		['许可或使用条件', facts.licence],
		['发布或获取日期', facts.asOf]
	];
	const missing = needed.find(([, text]) => text === '');
	if (missing) return refuse(problem('sample/fact-needed', { fact: missing[0] }));
	if (!findUnit(facts.unit)) return refuse(problem('sample/unknown-unit', { unit: facts.unit.slice(0, 40) }));
	const held = Object.values(columns);
	const yearSaid =
		held.includes('year') || YEARLY.some((field) => held.indexOf(field) !== held.lastIndexOf(field));
	if (!/^(?:19|20|21)\d\d$/.test(facts.year) && !(yearSaid && facts.year === ''))
		return refuse(problem('sample/fact-needed', { fact: '成本年份（四位，原表没有年份列时必填）' }));
	const { periodMonths, rate, currency } = facts;
	if (!Number.isSafeInteger(periodMonths) || periodMonths < 1 || periodMonths > LIMITS.periodMonths)
		return refuse(problem('sample/fact-needed', { fact: '成本期月数（1 以上的整数）' }));
	// Samples of old may carry a rate, and replay with it; a new one is converted by a rate that has a source and two signatures.
	if (rate !== '') return refuse(problem('sample/rate-without-source', {}));
	const money = moneyName(currency);
	return ok({ ...facts, currency: money === YUAN ? '' : money });
}

/** A sample without one usable row is refused, with the commonest reason; so is one with more rows than a set may hold. */
export function checkRows({ rows, left }: SampleResults): Result<true> {
	if (rows.length > LIMITS.sampleRows)
		return refuse(
			problem('sample/too-many-rows', { rows: String(rows.length), limit: String(LIMITS.sampleRows) })
		);
	if (rows.length > 0) return ok(true);
	const first = left[0];
	const why = first ? `，例如第 ${first.row} 行：${LEFT_OUT[first.why]}（${first.cell}）` : '';
	return refuse(problem('sample/no-rows', { why }));
}

/** Both, for what is about to be confirmed. */
export function checkSample({ facts, reading }: SampleContent): Result<SampleContent> {
	const read = checkReading(reading);
	if (!read.ok) return read;
	const told = checkFacts(facts, read.value.columns);
	return told.ok ? ok({ facts: told.value, reading: read.value }) : told;
}

function checkFactor(what: string, text: string): Result<string> {
	const value = parseDecimal(text.trim());
	return value.ok && compare(value.value, ZERO) > 0
		? ok(toText(value.value))
		: refuse(problem('sample/bad-factor', { what, text: text.slice(0, 20) }));
}
