import { OurSheet } from '../ours.ts';
import { timedMany, type Row } from '../row.ts';
import { hundredths, workload } from '../workload.ts';

const CALLS = 100;

export const row: Row = {
	id: 'leaf-edit-growth',
	work: 'edit of one quantity among 100,000 lines beside the same among 1,000: it must not grow with the lines',
	peer: 'ours at 1,000 lines',
	goal: { ofPeer: 3 },
	rounds: 101,
	prepare: () => {
		const [large, small] = [new OurSheet(workload(100_000)), new OurSheet(workload(1_000))];
		// Lines all over the breakdown, so that memory and not one warm line is measured.
		const edit = (sheet: OurSheet, lines: number) => () =>
			timedMany(CALLS, (call) => sheet.setQuantity((call * 7919) % lines, hundredths(100 + call)));
		return { ours: edit(large, 100_000), peer: edit(small, 1_000) };
	}
};
