import type { Step } from '../address/step.ts';
import type { Hash, ValueRef } from '../address/value-ref.ts';
import {
	dec,
	decimal,
	divide,
	multiply,
	toFixedText,
	toText,
	ZERO,
	type Decimal
} from '../decimal/decimal.ts';
import {
	fen,
	fenFromYuan,
	fenText,
	formatFen,
	groupThousands,
	subtractFen,
	ZERO_FEN,
	type Fen
} from '../money/fen.ts';
import { problem } from '../problem.ts';
import { convertQuantity } from '../quantity/convert.ts';
import { findUnit, unitById, type Unit } from '../quantity/units.ts';
import { isFlow } from '../quantity/flow.ts';
import { ok, refuse, type Result } from '../result.ts';
import type { Json } from '../snapshot/canonical.ts';
import type { InputSnapshots, Method } from '../snapshot/method.ts';
import { atPointer, type Snapshot } from '../snapshot/snapshot.ts';
import { claimedProduct } from './coefficients.ts';
import { payment, readTerms } from './expenditure.ts';
import { inputHash, inputOf } from './inputs.ts';
import { readParameter } from './parameter.ts';
import type {
	BudgetCheckContent,
	BudgetCheckResults,
	ClaimedCoefficient,
	ExpenditureContent,
	ExpenditureResults
} from './standard-snapshot.ts';
import { tierAt, tierWords } from './tiers.ts';
import { typedFigure, type FigureLabel } from './typed-figure.ts';

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
	const adjusted = adjustedPrice(standard, tier ?? standard.results, content.coefficients ?? []);
	if (!adjusted.ok) return adjusted;
	const { price, words: adjustment } = adjusted.value;
	const allowed = allowedAmount(dec(price), converted.value, servedMonths(unit, content.months));
	if (!allowed.ok) return allowed;
	const requested = fen(Number(content.requested));
	const over = requested > allowed.value ? subtractFen(requested, allowed.value) : ZERO_FEN;
	const words = [
		conversionWords(quantity.value, content.unit, converted.value, unit),
		tier ? `数量属于“${tierWords(tier, unit.name)}”档；` : '',
		adjustment,
		allowedWords(standard, price, converted.value, unit, content.months, allowed.value),
		outcomeWords(requested, allowed.value, over)
	].join('');
	return ok({
		allowed: String(allowed.value),
		over: String(over),
		words,
		...(at === undefined ? {} : { tier: at })
	} satisfies BudgetCheckResults);
}

type Adjusted = { readonly price: string; readonly words: string };

/** What is paid per unit with the coefficients a line claims: they multiply the quota, then share, income and ceiling apply. */
function adjustedPrice(
	{ content, results }: Snapshot<ExpenditureContent, ExpenditureResults>,
	{ value, quota }: Pick<ExpenditureResults, 'value' | 'quota'>,
	claimed: readonly ClaimedCoefficient[]
): Result<Adjusted> {
	const product = claimedProduct(content.coefficients ?? [], claimed);
	if (!product.ok) return product;
	if (claimed.length === 0 || quota === undefined) return ok({ price: value, words: '' });
	const terms = readTerms(content);
	if (!terms.ok) return terms;
	const moved = multiply(dec(quota), product.value);
	const price = toText(payment(moved, terms.value, content.rounding).value);
	const factors = claimed.map(({ name, value: factor }) => ` × ${name} ${factor}`).join('');
	return ok({
		price,
		words: `成本定额 ${quota}${factors} = ${toText(moved)} 元，支出标准为 ${price} ${results.unit}；`
	});
}

function inStandardUnit(quantity: Decimal, text: string, standardUnit: Unit): Result<Decimal> {
	const unit = findUnit(text);
	if (!unit) return refuse(problem('unit/unknown', { unit: text.slice(0, 40) }));
	const converted = convertQuantity(quantity, unit, standardUnit);
	return converted.ok
		? converted
		: refuse(problem('standard/unit-differs', { standardUnit: standardUnit.name, unit: unit.name }));
}

/** A flow (吨, 人次) is paid for by quantity alone, however many months it took; null = no months in the formula. */
function servedMonths(unit: Unit, months: number): number | null {
	return isFlow(unit) ? null : months;
}

function allowedAmount(value: Decimal, quantity: Decimal, months: number | null): Result<Fen> {
	const year = multiply(value, quantity);
	if (months === null) return fenFromYuan(year, 'half-up');
	return fenFromYuan(divide(multiply(year, decimal(BigInt(months))), dec(12), 'half-up', 2), 'half-up');
}

function conversionWords(quantity: Decimal, text: string, converted: Decimal, unit: Unit): string {
	if (findUnit(text)?.id === unit.id) return '';
	return `数量换算：${grouped(quantity)} ${findUnit(text)?.name ?? text} = ${grouped(converted)} ${unit.name}；`;
}

function allowedWords(
	{ content, results }: Snapshot<ExpenditureContent, ExpenditureResults>,
	value: string,
	quantity: Decimal,
	unit: Unit,
	months: number,
	allowed: Fen
): string {
	const price = `${groupThousands(toFixedText(dec(value), content.rounding.places))} ${results.unit}`;
	return `核定 = ${price} × ${grouped(quantity)} ${unit.name}${isFlow(unit) ? '' : ` × ${months}/12`} = ${formatFen(allowed)} 元；`;
}

function outcomeWords(requested: Fen, allowed: Fen, over: Fen): string {
	const asked = `申报 ${formatFen(requested)} 元`;
	if (over > 0) return `${asked}，超标准 ${formatFen(over)} 元，建议审减`;
	const room = subtractFen(allowed, requested);
	return room > 0 ? `${asked}，未超标准，低于核定 ${formatFen(room)} 元` : `${asked}，与核定一致，未超标准`;
}

function grouped(value: Decimal): string {
	return groupThousands(toText(value));
}

function explainCheck(snapshot: Snapshot, hash: Hash, pointer: string): Step | undefined {
	const content = snapshot.content as BudgetCheckContent;
	const results = snapshot.results as BudgetCheckResults;
	const own = (at: string): ValueRef => ({ kind: 'frozen', snapshot: hash, pointer: at });
	const step = (label: string, words: string, inputs: readonly ValueRef[]): Step => ({
		ref: own(pointer),
		label: `${content.line} ${label}`,
		value: fenText(fen(Number(atPointer(snapshot, pointer)))),
		unit: '元',
		method: { id: budgetCheck.id, words },
		inputs
	});
	if (pointer === '/results/allowed')
		return step('核定金额', results.words, [
			{
				kind: 'frozen',
				snapshot: inputHash(snapshot, 'standard'),
				pointer: results.tier === undefined ? '/results/value' : `/results/tiers/${results.tier}/value`
			},
			...(content.coefficients ?? []).map((_, i) => own(`/content/coefficients/${i}/value`)),
			own('/content/quantity'),
			own('/content/months')
		]);
	if (pointer === '/results/over')
		return step('超标准金额', results.words, [own('/content/requested'), own('/results/allowed')]);
	if (pointer === '/content/requested')
		return {
			ref: own(pointer),
			label: `${content.line} 申报金额`,
			value: fenText(fen(Number(content.requested))),
			unit: '元',
			method: null,
			inputs: [],
			end: 'typed'
		};
	const coefficients = (content.coefficients ?? []).map(({ name }, i): [string, FigureLabel] => [
		`/content/coefficients/${i}/value`,
		{ label: `${content.line} 调整系数“${name}”`, unit: null }
	]);
	return typedFigure(snapshot, hash, pointer, {
		...Object.fromEntries(coefficients),
		'/content/quantity': { label: `${content.line} 数量`, unit: content.unit },
		'/content/months': { label: `${content.line} 服务月数`, unit: '个月' },
		'/content/date': { label: `${content.line} 适用日期`, unit: null }
	});
}
