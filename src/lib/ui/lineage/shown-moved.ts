import type { Moved } from '#lib/core/lineage/headline.ts';
import { dec, subtract, toText } from '#lib/core/decimal/decimal.ts';
import { fen, formatFen, formatWan, groupThousands, subtractFen } from '#lib/core/money/fen.ts';

/** A headline's value as people read it; "无" where there is none. */
export function shownValue(value: string | null, money: boolean): string {
	if (value === null) return '无';
	return money ? formatFen(fen(Number(value))) : groupThousands(value);
}

/** By how much it moves, signed, with its unit; sums of money in 万元. Null where one side has no figure. */
export function shownDifference({ before, after, money, unit }: Moved): string | null {
	if (before === null || after === null) return null;
	if (money) {
		const difference = subtractFen(fen(Number(after)), fen(Number(before)));
		return `${difference > 0 ? '+' : ''}${formatWan(difference)} 万元`;
	}
	const difference = toText(subtract(dec(after), dec(before)));
	return `${difference.startsWith('-') ? '' : '+'}${groupThousands(difference)} ${unit ?? ''}`.trimEnd();
}
