import {
	absolute,
	compare,
	dec,
	divide,
	isZero,
	multiply,
	toFixedText,
	ZERO,
	type Decimal
} from '../../decimal/decimal.ts';
import { CAUSES, SPLIT_METHODS, type Split } from '../why-dear.ts';

interface Told {
	readonly split: Split;
	readonly own: string;
	readonly benchmark: string;
	/** "元/平方米·年" */
	readonly unit: string;
}

/** The difference as a paragraph of the report: how much, by which causes, and in which lines. */
export function splitWords({ split, own, benchmark, unit }: Told): string {
	const { difference, causes, lines, method } = split;
	const head = `扣除物价、地区等口径差异后，“${own}”单位成本 ${cost(split.own)} ${unit}`;
	if (isZero(difference)) return `${head}，与“${benchmark}”相同。`;
	const share = isZero(split.benchmark)
		? ''
		: `（${percent(absolute(difference), absolute(split.benchmark))}）`;
	const compared = `比“${benchmark}”的 ${cost(split.benchmark)} ${unit}${moved(difference)}${share}`;
	const parts = causes
		.filter(({ effect }) => !isZero(effect))
		.sort((a, b) => compare(absolute(b.effect), absolute(a.effect)))
		.map(({ cause, effect }) => `${CAUSES[cause]}影响 ${signed(effect)}`);
	const named = lines
		.filter((line) => !isZero(line.difference))
		.slice(0, 3)
		.map(({ label, difference: effect }) => `“${label}”（${signed(effect)}）`);
	const decomposed = `按${SPLIT_METHODS[method].label}分解，${parts.join('，')}`;
	return `${head}，${compared}。${decomposed}。差异最大的成本项是${named.join('、')}。`;
}

function moved(difference: Decimal): string {
	return compare(difference, ZERO) > 0 ? `高 ${cost(difference)} 元` : `低 ${cost(absolute(difference))} 元`;
}

function signed(effect: Decimal): string {
	return `${compare(effect, ZERO) > 0 ? '+' : ''}${cost(effect)} 元`;
}

function cost(value: Decimal): string {
	return toFixedText(value, 4);
}

function percent(part: Decimal, whole: Decimal): string {
	return `${toFixedText(divide(multiply(part, dec(100)), whole, 'half-up', 1), 1)}%`;
}
