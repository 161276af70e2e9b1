import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { replaceZipParts } from '#lib/server/export/zip-replace.ts';
import { unpackZip } from '#lib/server/intake/zip.ts';

/** Whether LibreOffice is on this machine. Tests that need it say so in their name. */
export const OFFICE = spawnSync('soffice', ['--version']).status === 0;

/** The setting 载入时重新计算：始终, without which LibreOffice shows the values that the file brings. */
const ALWAYS_RECALCULATE = `<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item></oor:items>`;

/** Lets LibreOffice convert a file, with a profile of its own so that nothing of the machine's settings matters. */
export function convertInOffice(bytes: Uint8Array, from: string, to: string): Buffer {
	const folder = mkdtempSync(join(tmpdir(), 'hengzhun-office-'));
	try {
		writeFileSync(join(folder, `a.${from}`), bytes);
		mkdirSync(join(folder, 'profile', 'user'), { recursive: true });
		writeFileSync(join(folder, 'profile', 'user', 'registrymodifications.xcu'), ALWAYS_RECALCULATE);
		const profile = `-env:UserInstallation=file://${join(folder, 'profile')}`;
		execFileSync(
			'soffice',
			[profile, '--headless', '--convert-to', to, '--outdir', join(folder, 'out'), join(folder, `a.${from}`)],
			{ stdio: 'ignore' }
		);
		return readFileSync(join(folder, 'out', `a.${to.split(':')[0]}`));
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
}

/**
 * The workbook as LibreOffice saves it after computing every formula anew: the values written beside the formulas are
 * taken out first, so that none of them can come back unexamined.
 */
export function recalculatedInOffice(bytes: Uint8Array): Buffer {
	const bare = new Map<string, string>();
	for (const [name, content] of unpackZip(bytes, 'x.xlsx'))
		if (name.startsWith('xl/worksheets/'))
			bare.set(
				name,
				Buffer.from(content)
					.toString('utf8')
					.replace(/(<\/f>)<v>[^<]*<\/v>/g, '$1')
			);
	const emptied = replaceZipParts(bytes, bare);
	if (!emptied) throw new Error('A workbook of ours has a 64-bit directory');
	return convertInOffice(emptied, 'xlsx', 'xlsx');
}
