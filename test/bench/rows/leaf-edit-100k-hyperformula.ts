import { sameTotals } from '../conditions.ts';
import { HYPERFORMULA, HyperFormulaSheet } from '../hyperformula.ts';
import { OurSheet } from '../ours.ts';
import { timedMany, type Row } from '../row.ts';
import { spreadsheet } from '../sheet.ts';
import { exactTotal, hundredths, workload } from '../workload.ts';

const LINE = 50_001;
const CALLS = 50;

export const row: Row = {
	id: 'leaf-edit-100k-hyperformula',
	work: 'edit of one quantity among 100,000 lines, up to the new total',
	peer: HYPERFORMULA,
	goal: { ofPeer: 1 / 10 },
	rounds: 9,
	prepare: () => {
		const work = workload(100_000);
		const ours = new OurSheet(work);
		const sheet = spreadsheet(work);
		const peer = new HyperFormulaSheet(sheet);
		const cell = `A${sheet.rowOf(LINE)}`;
		let quantity = 0;
		return {
			ours: () => timedMany(CALLS, (call) => ours.setQuantity(LINE, hundredths((quantity = 100 + call)))),
			peer: () => timedMany(CALLS, (call) => peer.type(cell, (100 + call) / 100)),
			conditions: () => {
				const lines = work.lines.with(LINE, { ...work.lines[LINE]!, quantity });
				return [sameTotals(ours.total, exactTotal({ ...work, lines }), peer.total)];
			},
			close: () => peer.close()
		};
	}
};
