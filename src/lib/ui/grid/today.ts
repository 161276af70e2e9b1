/** The day on the person's own calendar, as documents write it: 2026年11月22日. */
export function todayText(): string {
	const now = new Date();
	return `${now.getFullYear()}年${now.getMonth() + 1}月${now.getDate()}日`;
}
