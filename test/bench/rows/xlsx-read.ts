import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { ColdLoad } from '../cold-load.ts';
import type { Row } from '../row.ts';
import { COLUMNS, ROWS, workbookFile } from '../xlsx-read-workbook.ts';

/** What the reading process of the product is started with (server/intake/reader.ts). */
const READER_FLAGS = ['--max-semi-space-size=8'];
const MOST_MEBIBYTES = 300;

function readInChild(who: 'ours' | 'hucre', path: string, flags: readonly string[]): ColdLoad {
	const program = fileURLToPath(new URL(`../xlsx-read-${who}.ts`, import.meta.url));
	const child = spawnSync(process.execPath, ['--no-warnings', ...flags, program, path], { encoding: 'utf8' });
	if (child.status !== 0) throw new Error(child.stderr);
	// The child prints exactly this shape.
	return JSON.parse(child.stdout) as ColdLoad;
}

export const row: Row = {
	id: 'xlsx-read',
	work: `read an .xlsx of ${ROWS} × ${COLUMNS} cells, each read in a process of its own`,
	peer: 'hucre 1.0.0 (stream)',
	goal: { ofPeer: 1 / 2 },
	rounds: 5,
	warm: false,
	prepare: () => {
		const file = workbookFile();
		const ours: ColdLoad[] = [];
		const theirs: ColdLoad[] = [];
		const taking = (taken: ColdLoad[], who: 'ours' | 'hucre', flags: readonly string[]) => () => {
			const read = readInChild(who, file.path, flags);
			taken.push(read);
			return read.milliseconds;
		};
		return {
			ours: taking(ours, 'ours', READER_FLAGS),
			peer: taking(theirs, 'hucre', []),
			conditions: () => {
				const cells = (ROWS + 1) * COLUMNS;
				const wrong = [...ours, ...theirs].filter(({ total }) => total !== cells).length;
				const most = Math.max(...ours.map(({ mebibytes }) => mebibytes));
				return [
					{ text: `${wrong} readings that missed a cell`, met: wrong === 0 },
					{ text: `${Math.ceil(most)} MiB at most, of ${MOST_MEBIBYTES}`, met: most <= MOST_MEBIBYTES }
				];
			},
			close: () => file.remove()
		};
	}
};
