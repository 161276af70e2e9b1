import { sameTotals } from '../conditions.ts';
import { HYPERFORMULA, HyperFormulaSheet } from '../hyperformula.ts';
import { OurSheet } from '../ours.ts';
import { timed, type Row } from '../row.ts';
import { rateCell, spreadsheet } from '../sheet.ts';
import { exactTotal, workload } from '../workload.ts';

const GROUP = 3;

export const row: Row = {
	id: 'rate-edit-100k-hyperformula',
	work: 'edit of a shared rate used by 1/8 of 100,000 lines, up to the new total',
	peer: HYPERFORMULA,
	goal: { ofPeer: 1 / 50 },
	rounds: 9,
	prepare: () => {
		const work = workload(100_000);
		const ours = new OurSheet(work);
		const peer = new HyperFormulaSheet(spreadsheet(work));
		let round = 0;
		const rate = () => 400 + round;
		return {
			ours: () => {
				round += 1;
				return timed(() => ours.setRate(GROUP, rate()));
			},
			peer: () => timed(() => peer.type(rateCell(GROUP), rate() / 10_000)),
			conditions: () => {
				const rates = work.rates.with(GROUP, rate());
				return [sameTotals(ours.total, exactTotal({ ...work, rates }), peer.total)];
			},
			close: () => peer.close()
		};
	}
};
