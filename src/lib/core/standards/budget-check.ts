import { toText, ZERO, type Decimal } from '../decimal/decimal.ts';
import { fen, groupThousands } from '../money/fen.ts';
import { problem } from '../problem.ts';
import { convertQuantity } from '../quantity/convert.ts';
import { findUnit, unitById, type Unit } from '../quantity/units.ts';
import { ok, refuse, type Result } from '../result.ts';
import type { Json } from '../snapshot/canonical.ts';
import type { InputSnapshots, Method } from '../snapshot/method.ts';
import type { Snapshot } from '../snapshot/snapshot.ts';
import { checkPrice } from './check-price.ts';
import { explainCheck } from './explain-budget-check.ts';
import { inputOf } from './inputs.ts';
import { judgeLine } from './line-outcome.ts';
import { readParameter } from './parameter.ts';
import type {
	BudgetCheckContent,
	BudgetCheckResults,
	ExpenditureContent,
	ExpenditureResults
} from './standard-snapshot.ts';
import { tierAt, tierWords } from './tiers.ts';

/** 对照标准审核预算: 核定 = 支出标准 × 数量 × 月数/12, rounded half-up to 分 once, at the end (DOMAIN §2.9). */
export const budgetCheck: Method = {
	id: 'standard/budget-check@1',
	kind: 'budget-check',
	words: '核定金额 = 财政支出标准 × 数量 × 服务月数 / 12，申报超过核定的部分为超标准。',
	source: '预算 = Σ 财政支出标准 × 核定数量 × 服务月数 / 12',
	compute: computeCheck,
	explain: explainCheck
};

/** Months a budget line may pay for. */
const LONGEST_MONTHS = 120;

function computeCheck(inputs: InputSnapshots, json: Json): Result<Json> {
	// The content of a budget check and its input have these types (schema 1).
	const content = json as BudgetCheckContent;
	const standard = inputOf(inputs, 'standard').snapshot as Snapshot<ExpenditureContent, ExpenditureResults>;
	const quantity = readParameter('数量', content.quantity, { from: ZERO, words: '不小于 0 的数字' });
	if (!quantity.ok) return quantity;
	if (!Number.isSafeInteger(content.months) || content.months < 1 || content.months > LONGEST_MONTHS)
		return refuse(
			problem('standard/bad-parameter', {
				name: '服务月数',
				text: String(content.months),
				expected: `1 到 ${LONGEST_MONTHS} 的整数`
			})
		);
	const unit = unitById(standard.results.unitId);
	const converted = inStandardUnit(quantity.value, content.unit, unit);
	if (!converted.ok) return converted;
	const { tiers } = standard.results;
	const at = tiers && tierAt(tiers, converted.value);
	const tier = at === undefined ? undefined : tiers?.[at];
	const price = checkPrice(standard, at, content);
	if (!price.ok) return price;
	const outcome = judgeLine(standard, price.value, {
		quantity: converted.value,
		months: content.months,
		requested: fen(Number(content.requested))
	});
	if (!outcome.ok) return outcome;
	const { words, ...results } = outcome.value;
	return ok({
		...results,
		words: [
			conversionWords(quantity.value, content.unit, converted.value, unit),
			tier ? `数量属于“${tierWords(tier, unit.name)}”档；` : '',
			price.value.words,
			words
		].join(''),
		...(at === undefined ? {} : { tier: at }),
		...tableUsed(standard.results, content.region ?? '', at ?? null)
	} satisfies BudgetCheckResults);
}

/** Which of the standard's tables says who pays in this region and tier. */
function tableUsed({ payers }: ExpenditureResults, region: string, tier: number | null) {
	return payers ? { table: payers.findIndex((table) => table.region === region && table.tier === tier) } : {};
}

function inStandardUnit(quantity: Decimal, text: string, standardUnit: Unit): Result<Decimal> {
	const unit = findUnit(text);
	if (!unit) return refuse(problem('unit/unknown', { unit: text.slice(0, 40) }));
	const converted = convertQuantity(quantity, unit, standardUnit);
	return converted.ok
		? converted
		: refuse(problem('standard/unit-differs', { standardUnit: standardUnit.name, unit: unit.name }));
}

function conversionWords(quantity: Decimal, text: string, converted: Decimal, unit: Unit): string {
	if (findUnit(text)?.id === unit.id) return '';
	return `数量换算：${grouped(quantity)} ${findUnit(text)?.name ?? text} = ${grouped(converted)} ${unit.name}；`;
}

function grouped(value: Decimal): string {
	return groupThousands(toText(value));
}
