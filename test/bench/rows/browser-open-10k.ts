import { GridPage } from '../grid-page.ts';
import type { Row } from '../row.ts';

export const row: Row = {
	id: 'browser-open-10k',
	work: 'open an analysis of 10,000 lines in Chromium until a cell can be typed into',
	peer: null,
	goal: {},
	rounds: 3,
	warm: false,
	prepare: async () => {
		const page = await GridPage.prepare(10_000);
		return { ours: () => page.open(), limit: () => page.fetchLines(), close: () => page.close() };
	}
};
