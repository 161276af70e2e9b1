const DAY_AND_TIME = parts({
	year: 'numeric',
	month: 'numeric',
	day: 'numeric',
	hour: '2-digit',
	minute: '2-digit'
});
const DAY = parts({ year: 'numeric', month: 'numeric', day: 'numeric' });

/** A stored time as people here read it, Beijing time wherever the server stands: "2026年11月22日 14:05". */
export function shownTime(iso: string): string {
	const p = byType(DAY_AND_TIME, iso);
	return `${p.year}年${p.month}月${p.day}日 ${p.hour}:${p.minute}`;
}

/** The day of a stored time: "2026年11月22日". */
export function shownDay(iso: string): string {
	const p = byType(DAY, iso);
	return `${p.year}年${p.month}月${p.day}日`;
}

// Put together from parts, because the ready-made forms differ between browsers.
function parts(options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
	return new Intl.DateTimeFormat('zh-CN', { ...options, timeZone: 'Asia/Shanghai', hourCycle: 'h23' });
}

function byType(format: Intl.DateTimeFormat, iso: string): Record<string, string> {
	return Object.fromEntries(format.formatToParts(new Date(iso)).map(({ type, value }) => [type, value]));
}
