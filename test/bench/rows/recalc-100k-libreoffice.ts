import { sameTotals } from '../conditions.ts';
import { LibreOffice, libreOfficeVersion } from '../libreoffice.ts';
import { OurSheet } from '../ours.ts';
import { timedMany, type Row } from '../row.ts';
import { spreadsheet } from '../sheet.ts';
import { TypedLoop } from '../typed-loop.ts';
import { exactTotal, workload } from '../workload.ts';

const version = libreOfficeVersion();

export const row: Row = {
	id: 'recalc-100k-libreoffice',
	work: 'full recalculation of 100,000 lines, exact money',
	peer: version ?? 'LibreOffice (not installed)',
	goal: { ofPeer: 1 / 50, ofLimit: 6 },
	rounds: 15,
	prepare: async () => {
		const work = workload(100_000);
		const ours = new OurSheet(work);
		const loop = new TypedLoop(work);
		const office = version === null ? null : LibreOffice.start(spreadsheet(work));
		let peerTotal = office ? (await office.load()).total : null;
		return {
			ours: () => timedMany(10, () => ours.recalculate()),
			limit: () => timedMany(10, () => loop.recalculate()),
			peer: office
				? async () => {
						const { milliseconds, total } = await office.recalculate();
						peerTotal = total;
						return milliseconds;
					}
				: undefined,
			conditions: () => [sameTotals(ours.total, exactTotal(work), peerTotal)],
			close: () => office?.close()
		};
	}
};
