import { hashPassword } from 'better-auth/crypto';
import { randomInt } from 'node:crypto';
import { problem } from '#lib/core/problem.ts';
import { ok, refuse, type Result } from '#lib/core/result.ts';

export const PASSWORD_LENGTH = 10;

// Without 0/o, 1/l/i: it is read from a screen or a slip of paper and typed by hand.
const LETTERS = 'abcdefghjkmnpqrstuvwxyz23456789';

/** A one-time password of 16 letters in groups of four: about 79 bits. */
export function newPassword(): string {
	const group = () => Array.from({ length: 4 }, () => LETTERS[randomInt(LETTERS.length)]).join('');
	return [group(), group(), group(), group()].join('-');
}

/** The hash that better-auth checks at sign-in; too short a password is refused. */
export async function passwordHash(password: string): Promise<Result<string>> {
	if (password.length < PASSWORD_LENGTH)
		return refuse(problem('user/short-password', { characters: String(PASSWORD_LENGTH) }));
	return ok(await hashPassword(password));
}
