import { randomBytes } from 'node:crypto';
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * The secret that signs session cookies: random per installation, in the data directory, readable by its owner only.
 * Created on first start; two processes that start together end up with the same one, because only one link succeeds.
 */
export function installationSecret(dataDir: string): string {
	const path = join(dataDir, 'secret');
	return read(path) ?? create(dataDir, path);
}

function create(dataDir: string, path: string): string {
	mkdirSync(dataDir, { recursive: true });
	const draft = `${path}.${randomBytes(6).toString('hex')}`;
	writeFileSync(draft, `${randomBytes(32).toString('base64url')}\n`, { mode: 0o600, flag: 'wx' });
	try {
		linkSync(draft, path);
	} catch (error) {
		if (!hasCode(error, 'EEXIST')) throw error;
	} finally {
		rmSync(draft);
	}
	const secret = read(path);
	if (secret === null) throw new Error(`Cannot read ${path} right after writing it`);
	return secret;
}

function read(path: string): string | null {
	try {
		const secret = readFileSync(path, 'utf8').trim();
		if (secret.length < 32) throw new Error(`${path} does not hold a secret of at least 32 characters`);
		return secret;
	} catch (error) {
		if (hasCode(error, 'ENOENT')) return null;
		throw error;
	}
}

function hasCode(error: unknown, code: string): boolean {
	return error instanceof Error && 'code' in error && error.code === code;
}
