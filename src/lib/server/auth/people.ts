import { problem } from '#lib/core/problem.ts';
import { ok, refuse, type Result } from '#lib/core/result.ts';
import { ROLES, type Role } from '#lib/core/workflow/actor.ts';
import { may } from '#lib/core/workflow/permission.ts';
import type { Context } from '../context.ts';
import type { AppDatabase } from '../database/database.ts';
import { isRole } from './service.ts';
import { selectAppointments, selectUser, selectUsers, type UserRow } from './store.ts';

export interface Person {
	readonly id: string;
	readonly username: string;
	readonly name: string;
	readonly disabled: boolean;
	readonly roles: readonly {
		readonly role: Role;
		readonly words: string;
		readonly organisationId: string;
		readonly organisationName: string;
		readonly path: string;
	}[];
}

/** Everybody the actor may manage: people with a role at or below the actor's organisation, and people without any. */
export async function listPeople(context: Context): Promise<readonly Person[]> {
	const [users, appointments] = await Promise.all([selectUsers(context.db), selectAppointments(context.db)]);
	const people = users.map((user): Person => ({
		id: user.id,
		username: user.username,
		name: user.name,
		disabled: user.disabled,
		roles: appointments.flatMap(({ user_id, role, organisation_id, organisation_name, path }) =>
			user_id === user.id && isRole(role)
				? [
						{
							role,
							words: ROLES[role],
							organisationId: organisation_id,
							organisationName: organisation_name,
							path
						}
					]
				: []
		)
	}));
	const mine = people.filter((person) =>
		person.roles.every(({ path }) => may(context.actor, 'user.manage', { path }).ok)
	);
	// Sorted here, not by the database: engines order Chinese names differently.
	const order = new Intl.Collator('zh-CN');
	return mine.sort((a, b) => order.compare(a.name, b.name) || order.compare(a.username, b.username));
}

export async function userById(db: AppDatabase, id: string): Promise<Result<UserRow>> {
	const user = await selectUser(db, id);
	return user ? ok(user) : refuse(problem('user/not-found', {}));
}
