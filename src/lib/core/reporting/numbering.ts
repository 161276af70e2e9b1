const DIGITS = ['零', '一', '二', '三', '四', '五', '六', '七', '八', '九'] as const;

/** Counts headings the way official documents do: 一、 (一) 1. — a higher level starts the lower ones again. */
export class HeadingNumbers {
	readonly #counts: [number, number, number] = [0, 0, 0];

	/** Number and text of the next heading; annexes (附件…) stand outside the count. */
	next(level: 1 | 2 | 3, text: string): string {
		if (text.startsWith('附件')) return text;
		this.#counts[level - 1] = (this.#counts[level - 1] ?? 0) + 1;
		this.#counts.fill(0, level);
		const count = this.#counts[level - 1] ?? 0;
		if (level === 1) return `${chineseNumber(count)}、${text}`;
		return level === 2 ? `（${chineseNumber(count)}）${text}` : `${count}.${text}`;
	}
}

/** 1 → 一, 12 → 十二, 25 → 二十五; headings and clauses stay below a hundred. */
export function chineseNumber(value: number): string {
	const tens = Math.trunc(value / 10);
	const ones = value % 10;
	const head = tens === 0 ? '' : `${tens === 1 ? '' : DIGITS[tens]}十`;
	return head === '' || ones > 0 ? `${head}${DIGITS[ones]}` : head;
}
