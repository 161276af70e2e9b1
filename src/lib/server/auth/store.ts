import { sql } from 'kysely';
import type { AppDatabase } from '../database/database.ts';

export interface UserRow {
	readonly id: string;
	readonly username: string;
	readonly name: string;
	readonly disabled: boolean;
}

export interface AppointmentRow {
	readonly user_id: string;
	readonly role: string;
	readonly organisation_id: string;
	readonly organisation_name: string;
	readonly path: string;
}

// Written so that each engine stores its own form of a truth value: 1 and 0 in SQLite, true and false in PostgreSQL.
const TRUE = sql<boolean>`(1 = 1)`;
const FALSE = sql<boolean>`(1 = 0)`;

/** The rows better-auth itself would write for a local account with a password. */
export async function insertUser(
	db: AppDatabase,
	user: {
		id: string;
		username: string;
		name: string;
		email: string;
		passwordHash: string;
		accountId: string;
		at: string;
	}
): Promise<void> {
	await db
		.insertInto('user')
		.values({
			id: user.id,
			name: user.name,
			email: user.email,
			emailVerified: FALSE,
			username: user.username,
			displayUsername: user.username,
			role: 'user',
			banned: FALSE,
			createdAt: user.at,
			updatedAt: user.at
		})
		.execute();
	await db
		.insertInto('account')
		.values({
			id: user.accountId,
			accountId: user.id,
			providerId: 'credential',
			userId: user.id,
			password: user.passwordHash,
			createdAt: user.at,
			updatedAt: user.at
		})
		.execute();
}

export async function updatePassword(
	db: AppDatabase,
	userId: string,
	passwordHash: string,
	at: string
): Promise<void> {
	await db
		.updateTable('account')
		.set({ password: passwordHash, updatedAt: at })
		.where('userId', '=', userId)
		.where('providerId', '=', 'credential')
		.execute();
}

export async function updateDisabled(
	db: AppDatabase,
	userId: string,
	disabled: boolean,
	at: string
): Promise<void> {
	await db
		.updateTable('user')
		.set({ banned: disabled ? TRUE : FALSE, updatedAt: at })
		.where('id', '=', userId)
		.execute();
}

export async function deleteSessions(db: AppDatabase, userId: string): Promise<void> {
	await db.deleteFrom('session').where('userId', '=', userId).execute();
}

export async function selectUser(db: AppDatabase, id: string): Promise<UserRow | undefined> {
	return (await users(db).where('id', '=', id).execute()).map(userRow)[0];
}

export async function selectUserByUsername(db: AppDatabase, username: string): Promise<UserRow | undefined> {
	return (await users(db).where('username', '=', username).execute()).map(userRow)[0];
}

export async function selectUsers(db: AppDatabase): Promise<UserRow[]> {
	return (await users(db).execute()).map(userRow);
}

/** Roles held, of one person or of everybody. */
export async function selectAppointments(db: AppDatabase, userId?: string): Promise<AppointmentRow[]> {
	return db
		.selectFrom('appointment')
		.innerJoin('organisation', 'organisation.id', 'appointment.organisation_id')
		.select([
			'appointment.user_id',
			'appointment.role',
			'appointment.organisation_id',
			'organisation.name as organisation_name',
			'organisation.path'
		])
		.$if(userId !== undefined, (query) => query.where('appointment.user_id', '=', userId ?? ''))
		.orderBy('organisation.path')
		.orderBy('appointment.role')
		.execute();
}

function users(db: AppDatabase) {
	return db.selectFrom('user').select(['id', 'username', 'name', 'banned']);
}

function userRow(row: {
	id: string;
	username: string | null;
	name: string;
	banned: boolean | number | null;
}): UserRow {
	return { id: row.id, username: row.username ?? '', name: row.name, disabled: Boolean(row.banned) };
}
