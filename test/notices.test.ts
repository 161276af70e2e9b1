import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { noticesText, runtimePackages, staleReasons } from '../scripts/notices.ts';

describe('third-party packages', () => {
	it('are all listed with version, licence and reason', () => {
		expect(readFileSync('THIRD-PARTY-NOTICES.md', 'utf8'), 'run: npm exec -- node scripts/notices.ts').toBe(
			noticesText()
		);
		expect(staleReasons()).toEqual([]);
	});

	it('put no copyleft or unknown licence on the running product', () => {
		const packages = runtimePackages();
		expect(packages.length).toBeGreaterThan(13);
		const bad = packages.filter(
			({ licence }) => /GPL|SSPL|BUSL|unknown|UNLICENSED/i.test(licence) && !/ OR /.test(licence)
		);
		expect(bad).toEqual([]);
	});

	it('come from a lock file that names no server', () => {
		const lock = readFileSync('package-lock.json', 'utf8');
		expect(lock).not.toMatch(/"resolved": "https?:/);
	});
});
