import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { unwrap } from '#lib/core/result.ts';
import { envExample, readConfig } from '#lib/server/config.ts';

describe('settings', () => {
	it('has a working default for everything', () => {
		expect(unwrap(readConfig({}, ''))).toEqual({
			port: 3000,
			host: '127.0.0.1',
			dataDir: './data',
			databaseUrl: 'sqlite:data/hengzhun.db',
			origin: null,
			logLevel: 'info',
			replayAt: '02:00'
		});
	});

	it('lets the environment win over .env, and an empty value count as none', () => {
		const config = unwrap(
			readConfig({ PORT: '8080', HOST: '' }, 'PORT=9090\nHOST=0.0.0.0\n# a comment\nDATA_DIR="/srv/hz data"')
		);
		expect(config).toMatchObject({
			port: 8080,
			host: '0.0.0.0',
			databaseUrl: 'sqlite:/srv/hz data/hengzhun.db'
		});
	});

	it('takes a PostgreSQL address and a public address', () => {
		const config = unwrap(
			readConfig({ DATABASE_URL: 'postgres://u:p@db:5432/hz', ORIGIN: 'https://hz.example.gov.cn' }, '')
		);
		expect(config).toMatchObject({
			databaseUrl: 'postgres://u:p@db:5432/hz',
			origin: 'https://hz.example.gov.cn'
		});
	});

	it.each([
		['', 'PROT=3000', 'PROT'],
		['', 'NODE_ENV=production', 'NODE_ENV'],
		['HENGZHUN_PORT', '', 'HENGZHUN_PORT'],
		['DATABASEURL', '', 'DATABASEURL'],
		['DATA-DIR', '', 'DATA-DIR'],
		['database_url', '', 'database_url']
	])('refuses the unknown setting %s%s by name', (variable, file, name) => {
		const result = readConfig(variable ? { [variable]: 'x' } : {}, file);
		expect(result).toMatchObject({
			ok: false,
			problem: { code: 'config/unknown-setting', values: { name } }
		});
	});

	it('leaves variables of other programs alone', () => {
		const others = {
			PATH: '/bin',
			HOSTNAME: 'a',
			NODE_ENV: 'production',
			LANG: 'C',
			PORTAGE: '1',
			PGHOST: 'db'
		};
		expect(readConfig(others, '').ok).toBe(true);
	});

	it.each([
		['PORT', '0'],
		['PORT', '65536'],
		['PORT', '80a'],
		['HOST', 'a b'],
		['DATABASE_URL', 'mysql://localhost/x'],
		['DATABASE_URL', 'postgres://localhost'],
		['DATABASE_URL', 'sqlite:'],
		['ORIGIN', 'hz.example.gov.cn'],
		['ORIGIN', 'https://hz.example.gov.cn/'],
		['ORIGIN', 'ftp://hz.example.gov.cn'],
		['LOG_LEVEL', 'loud']
	])('refuses %s=%s', (name, value) => {
		const result = readConfig({ [name]: value }, '');
		expect(result).toMatchObject({
			ok: false,
			problem: { code: 'config/malformed', values: { name, value } }
		});
	});

	it('never repeats a password', () => {
		const result = readConfig({ DATABASE_URL: 'postgress://u:geheim@db/hz' }, '');
		expect(JSON.stringify(result)).toContain('***');
		expect(JSON.stringify(result)).not.toContain('geheim');
	});

	it('describes every setting in .env.example, and its examples are good values', () => {
		expect(readFileSync('.env.example', 'utf8')).toBe(envExample());
		expect(readConfig({}, envExample().replaceAll(/^#(?=[A-Z])/gm, '')).ok).toBe(true);
	});
});
