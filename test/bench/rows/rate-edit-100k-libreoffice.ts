import { sameTotals } from '../conditions.ts';
import { LibreOffice, libreOfficeVersion } from '../libreoffice.ts';
import { OurSheet } from '../ours.ts';
import { timed, type Row } from '../row.ts';
import { rateCell, spreadsheet } from '../sheet.ts';
import { exactTotal, workload } from '../workload.ts';

const GROUP = 3;
const version = libreOfficeVersion();

export const row: Row = {
	id: 'rate-edit-100k-libreoffice',
	work: 'edit of a shared rate used by 1/8 of 100,000 lines, up to the new total',
	peer: version ?? 'LibreOffice (not installed)',
	goal: { ofPeer: 1 / 15 },
	rounds: 15,
	prepare: async () => {
		const work = workload(100_000);
		const ours = new OurSheet(work);
		const office = version === null ? null : LibreOffice.start(spreadsheet(work));
		if (office) await office.load();
		let peerTotal: number | null = null;
		let round = 0;
		const rate = () => 400 + round;
		return {
			ours: () => {
				round += 1;
				return timed(() => ours.setRate(GROUP, rate()));
			},
			peer: office
				? async () => {
						const { milliseconds, total } = await office.type(rateCell(GROUP), rate() / 10_000);
						peerTotal = total;
						return milliseconds;
					}
				: undefined,
			conditions: () => {
				const rates = work.rates.with(GROUP, rate());
				return [sameTotals(ours.total, exactTotal({ ...work, rates }), peerTotal)];
			},
			close: () => office?.close()
		};
	}
};
