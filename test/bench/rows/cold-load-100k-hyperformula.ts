import { HYPERFORMULA } from '../hyperformula.ts';
import { loadInChild, type ColdLoad } from '../cold-load.ts';
import { median } from '../measure.ts';
import type { Row } from '../row.ts';

const MOST_MEMORY = 1 / 2;

export const row: Row = {
	id: 'cold-load-100k-hyperformula',
	work: 'first load of 100,000 lines in a new process, up to the first total; memory of the process',
	peer: HYPERFORMULA,
	goal: { ofPeer: 1 / 10 },
	rounds: 3,
	warm: false,
	prepare: () => {
		const loads = { ours: [] as ColdLoad[], hyperformula: [] as ColdLoad[] };
		const load = (who: 'ours' | 'hyperformula') => () => {
			const done = loadInChild(who);
			loads[who].push(done);
			return done.milliseconds;
		};
		const memory = (who: 'ours' | 'hyperformula') => median(loads[who].map((done) => done.mebibytes));
		return {
			ours: load('ours'),
			peer: load('hyperformula'),
			conditions: () => {
				const [ours, peer] = [memory('ours'), memory('hyperformula')];
				const text = `memory <= 1/2 of peer (${ours.toFixed(0)} of ${peer.toFixed(0)} MiB)`;
				return [{ text, met: ours <= MOST_MEMORY * peer }];
			}
		};
	}
};
