import { ok, type Result } from '#lib/core/result.ts';
import { newPassword } from '../auth/password.ts';
import { createUser } from '../auth/users.ts';
import type { Context } from '../context.ts';
import { inTransaction } from '../database/database.ts';
import { appoint, organisationById } from './service.ts';

export interface Enrolment {
	readonly username: string;
	readonly name: string;
	readonly organisationId: string;
	readonly role: string;
}

/** 新建用户: an account with a random password and its first role; both or neither. The password is given back once. */
export async function enrol(
	context: Context,
	input: Enrolment
): Promise<Result<{ readonly username: string; readonly password: string }>> {
	const { username, name, organisationId, role } = input;
	const place = await organisationById(context.db, organisationId);
	if (!place.ok) return place;
	const password = newPassword();
	return inTransaction(context, async (tx) => {
		const user = await createUser(tx, { username, name, password, path: place.value.path });
		if (!user.ok) return user;
		const held = await appoint(tx, { userId: user.value.id, organisationId, role });
		return held.ok ? ok({ username: user.value.username, password }) : held;
	});
}
