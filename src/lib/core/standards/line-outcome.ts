import { apportion } from '../comparison/decomposition/apportion.ts';
import {
	dec,
	decimal,
	divide,
	isZero,
	multiply,
	sum,
	toFixedText,
	toText,
	type Decimal
} from '../decimal/decimal.ts';
import {
	fen,
	fenFromYuan,
	formatFen,
	groupThousands,
	subtractFen,
	ZERO_FEN,
	type Fen
} from '../money/fen.ts';
import { isFlow } from '../quantity/flow.ts';
import { unitById } from '../quantity/units.ts';
import { ok, type Result } from '../result.ts';
import type { Snapshot } from '../snapshot/snapshot.ts';
import type { CheckPrice } from './check-price.ts';
import {
	PAYERS,
	type BudgetCheckResults,
	type ExpenditureContent,
	type ExpenditureResults
} from './standard-snapshot.ts';

type Standard = Snapshot<ExpenditureContent, ExpenditureResults>;

/** A budget line in the unit of the standard. */
export interface Line {
	readonly quantity: Decimal;
	readonly months: number;
	readonly requested: Fen;
}

/** Enough that no 分 of a payer's part depends on it. */
const SCALE = 24;

/**
 * What is allowed of a line, what is over, what is missing to what is asked at least, and who pays. Amounts are rounded
 * half-up to 分 once, at the end; those of the payers add up to what is allowed (largest remainders).
 */
export function judgeLine(
	standard: Standard,
	price: CheckPrice,
	line: Line
): Result<Omit<BudgetCheckResults, 'tier' | 'table'>> {
	const amount = (of: string) => lineAmount(standard, of, line);
	const most = price.most === null ? null : amount(price.most);
	if (most && !most.ok) return most;
	const least = price.least === null ? null : amount(price.least);
	if (least && !least.ok) return least;
	const { requested } = line;
	const floor = least?.value ?? ZERO_FEN;
	// A floor limits nothing from above: whatever is asked beyond it is for other reasons to judge.
	const allowed = most?.value ?? (requested > floor ? requested : floor);
	const over = requested > allowed ? subtractFen(requested, allowed) : ZERO_FEN;
	const below = requested < floor ? subtractFen(floor, requested) : ZERO_FEN;
	const payers = payerAmounts(price.payers, allowed);
	const words = [
		price.most === null ? '' : amountWords(mostWords(standard, '核定'), standard, price.most, line, allowed),
		price.least === null ? '' : amountWords('下限', standard, price.least, line, floor),
		outcomeWords(requested, allowed, over, below, price.most === null),
		payers.length === 0
			? ''
			: `；${rangeWords(standard, price)}其中 ${payers.map((part) => `${PAYERS[part.payer]}负担 ${formatFen(fen(Number(part.amount)))} 元`).join('、')}`
	].join('');
	return ok({
		allowed: String(allowed),
		over: String(over),
		...(below > 0 ? { below: String(below) } : {}),
		...(least === null ? {} : { form: price.most === null ? 'floor' : 'range', least: String(floor) }),
		...(payers.length > 0 ? { payers } : {}),
		words
	});
}

function lineAmount({ results }: Standard, price: string, { quantity, months }: Line): Result<Fen> {
	const year = multiply(dec(price), quantity);
	// A flow (吨, 人次) is paid for by quantity alone, however many months it took.
	if (isFlow(unitById(results.unitId))) return fenFromYuan(year, 'half-up');
	return fenFromYuan(divide(multiply(year, decimal(BigInt(months))), dec(12), 'half-up', 2), 'half-up');
}

function payerAmounts(payers: CheckPrice['payers'], allowed: Fen) {
	const whole = sum(payers.map(({ weight }) => weight));
	if (isZero(whole)) return [];
	const total = decimal(BigInt(allowed));
	const parts = payers.map(({ weight }) => divide(multiply(total, weight), whole, 'floor', SCALE));
	const amounts = apportion(parts, total, 0);
	return payers.map(({ payer }, i) => ({ payer, amount: toText(amounts[i] ?? decimal(0n)) }));
}

/** Of a range the payers share what it comes to at most, where their parts are others than in its middle. */
function rangeWords({ content, results }: Standard, { payers }: CheckPrice): string {
	if (results.form !== 'range') return '';
	const parts = payers.map(
		({ payer, weight }) => `${PAYERS[payer]} ${toFixedText(weight, content.rounding.places)} 元`
	);
	return `按上限每单位 ${parts.join('、')} 分担，`;
}

function mostWords({ results }: Standard, plain: string): string {
	return results.form === 'range' ? `${plain}上限` : plain;
}

function amountWords(
	name: string,
	{ content, results }: Standard,
	value: string,
	{ quantity, months }: Line,
	amount: Fen
): string {
	const unit = unitById(results.unitId);
	const price = `${groupThousands(toFixedText(dec(value), content.rounding.places))} ${results.unit}`;
	const volume = `${groupThousands(toText(quantity))} ${unit.name}`;
	return `${name} = ${price} × ${volume}${isFlow(unit) ? '' : ` × ${months}/12`} = ${formatFen(amount)} 元；`;
}

function outcomeWords(requested: Fen, allowed: Fen, over: Fen, below: Fen, open: boolean): string {
	const asked = `申报 ${formatFen(requested)} 元`;
	if (over > 0) return `${asked}，超标准 ${formatFen(over)} 元，建议审减`;
	if (below > 0) return `${asked}，低于下限 ${formatFen(below)} 元，应补足或说明理由`;
	if (open) return `${asked}，不低于下限`;
	const room = subtractFen(allowed, requested);
	return room > 0 ? `${asked}，未超标准，低于核定 ${formatFen(room)} 元` : `${asked}，与核定一致，未超标准`;
}
