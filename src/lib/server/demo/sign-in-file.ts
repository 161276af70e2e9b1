import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { SignIn } from './people.ts';

const NAME = 'sign-in.txt';

/** Keeps the example accounts' passwords where only the operator can read them. Refuses to overwrite. */
export function writeSignIns(dataDir: string, signIns: readonly SignIn[]): string {
	mkdirSync(dataDir, { recursive: true });
	const path = join(dataDir, NAME);
	const lines = signIns.map(({ username, password, role }) => `${username}\t${password}\t${role}\n`);
	writeFileSync(path, lines.join(''), { mode: 0o600, flag: 'wx' });
	return path;
}

/** The example accounts as written at set-up; empty when there are none (any more). */
export function readSignIns(dataDir: string): readonly SignIn[] {
	try {
		const text = readFileSync(join(dataDir, NAME), 'utf8');
		return text
			.split('\n')
			.filter((line) => line !== '')
			.map((line) => {
				const [username = '', password = '', role = ''] = line.split('\t');
				return { username, password, role };
			});
	} catch {
		return [];
	}
}
