import { LIMITS } from '#lib/core/limits.ts';
import { problem } from '#lib/core/problem.ts';
import { ok, refuse, type Result } from '#lib/core/result.ts';
import { PERMISSIONS, may } from '#lib/core/workflow/permission.ts';
import { recordAudit } from '../audit/service.ts';
import { timestamp, type Context } from '../context.ts';
import { inTransaction } from '../database/database.ts';
import { passwordHash } from './password.ts';
import {
	deleteSessions,
	insertUser,
	selectAppointments,
	selectUser,
	selectUserByUsername,
	updateDisabled,
	updatePassword,
	type UserRow
} from './store.ts';

export interface NewUser {
	readonly username: string;
	readonly name: string;
	/** From `newPassword()`; shown once, stored only as better-auth's hash. */
	readonly password: string;
	/** Path of the organisation whose administrator may make this account; the first role follows with `appoint`. */
	readonly path: string;
}

/** Creates a local account that better-auth can sign in. */
export async function createUser(
	context: Context,
	input: NewUser
): Promise<Result<{ readonly id: string; readonly username: string }>> {
	const allowed = may(context.actor, 'user.manage', { path: input.path });
	if (!allowed.ok) return allowed;
	const username = input.username.trim().toLowerCase();
	const name = input.name.trim();
	if (!/^[a-z0-9_.]{3,30}$/.test(username)) return refuse(problem('user/malformed-username', { username }));
	if (name === '' || name.length > LIMITS.nameLength)
		return refuse(problem('name/malformed', { field: '姓名', characters: String(LIMITS.nameLength) }));
	const hash = await passwordHash(input.password);
	if (!hash.ok) return hash;
	const id = context.newId();
	return inTransaction(context, async (tx) => {
		if (await selectUserByUsername(tx.db, username))
			return refuse(problem('user/username-taken', { username }));
		await insertUser(tx.db, {
			id,
			username,
			name,
			// Nobody is written to by e-mail; the library wants a unique one. ".invalid" never resolves (RFC 2606).
			email: `${username}@hengzhun.invalid`,
			passwordHash: hash.value,
			accountId: tx.newId(),
			at: timestamp(tx)
		});
		await recordAudit(tx, {
			action: 'user.create',
			subjectKind: 'user',
			subjectId: id,
			before: null,
			after: null,
			details: { username, name }
		});
		return ok({ id, username });
	});
}

/** 停用/恢复: a disabled person's sessions end at once. Nobody may do it to the own account. */
export async function setUserDisabled(
	context: Context,
	input: { readonly userId: string; readonly disabled: boolean }
): Promise<Result<true>> {
	const words = input.disabled ? '停用' : '恢复';
	const user = await managedUser(context, input.userId, words);
	if (!user.ok) return user;
	return inTransaction(context, async (tx) => {
		await updateDisabled(tx.db, input.userId, input.disabled, timestamp(tx));
		if (input.disabled) await deleteSessions(tx.db, input.userId);
		await recordAudit(tx, {
			action: input.disabled ? 'user.disable' : 'user.enable',
			subjectKind: 'user',
			subjectId: input.userId,
			before: null,
			after: null,
			details: { username: user.value.username }
		});
		return ok(true);
	});
}

/** 重置密码: replaces the password and ends every session of that person. */
export async function resetPassword(
	context: Context,
	input: { readonly userId: string; readonly password: string }
): Promise<Result<{ readonly username: string }>> {
	const user = await managedUser(context, input.userId, '重置密码');
	if (!user.ok) return user;
	const hash = await passwordHash(input.password);
	if (!hash.ok) return hash;
	return inTransaction(context, async (tx) => {
		await updatePassword(tx.db, input.userId, hash.value, timestamp(tx));
		await deleteSessions(tx.db, input.userId);
		await recordAudit(tx, {
			action: 'user.reset-password',
			subjectKind: 'user',
			subjectId: input.userId,
			before: null,
			after: null,
			details: { username: user.value.username }
		});
		return ok({ username: user.value.username });
	});
}

/** A person the actor may manage: every organisation in which that person holds a role lies below the actor's. */
async function managedUser(context: Context, userId: string, words: string): Promise<Result<UserRow>> {
	const user = await selectUser(context.db, userId);
	const held = user ? await selectAppointments(context.db, userId) : [];
	const allowed = mayManage(
		context,
		held.map((appointment) => appointment.path)
	);
	if (!allowed.ok) return allowed;
	if (!user) return refuse(problem('user/not-found', {}));
	if (userId === context.actor.userId) return refuse(problem('user/own-account', { action: words }));
	return ok(user);
}

/** An account without any role yet may be managed by every administrator. */
function mayManage(context: Context, paths: readonly string[]): Result<true> {
	const administered = context.actor.appointments.find((held) =>
		PERMISSIONS['user.manage'].within.some((role) => role === held.role)
	);
	for (const path of paths.length > 0 ? paths : [administered?.path ?? '/']) {
		const allowed = may(context.actor, 'user.manage', { path });
		if (!allowed.ok) return allowed;
	}
	return ok(true);
}
