import { loadInChild } from '../cold-load.ts';
import { LibreOffice, libreOfficeVersion } from '../libreoffice.ts';
import type { Row } from '../row.ts';
import { spreadsheet } from '../sheet.ts';
import { workload } from '../workload.ts';

const version = libreOfficeVersion();

export const row: Row = {
	id: 'cold-load-100k-libreoffice',
	work: 'first load of 100,000 lines, up to the first total; ours in a new process each time, LibreOffice warm',
	peer: version ?? 'LibreOffice (not installed)',
	goal: { ofPeer: 1 / 5 },
	rounds: 5,
	warm: false,
	prepare: () => {
		const office = version === null ? null : LibreOffice.start(spreadsheet(workload(100_000)));
		return {
			ours: () => loadInChild('ours').milliseconds,
			peer: office ? async () => (await office.load()).milliseconds : undefined,
			close: () => office?.close()
		};
	}
};
