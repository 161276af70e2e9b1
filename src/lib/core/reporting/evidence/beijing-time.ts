const OFFSET = 8 * 60 * 60 * 1000;

/** A stored time (ISO, UTC) as people in China read it: "2026年11月22日 14:05". China has one time zone. */
export function beijingTime(iso: string): string {
	const moment = new Date(Date.parse(iso) + OFFSET);
	const clock = moment.toISOString().slice(11, 16);
	return `${moment.getUTCFullYear()}年${moment.getUTCMonth() + 1}月${moment.getUTCDate()}日 ${clock}`;
}
