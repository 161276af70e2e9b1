import { may, type Action } from '#lib/core/workflow/permission.ts';
import type { AppDatabase } from '../database/database.ts';
import { isRole } from './service.ts';
import { selectAppointments, selectUsers } from './store.ts';

/** Somebody who may do a thing, with the office that allows it. */
export interface Entitled {
	readonly id: string;
	readonly name: string;
	readonly organisation: string;
}

/** Everybody with an account in use who may do `action` to what belongs at `path`, by name. */
export async function whoMay(db: AppDatabase, action: Action, path: string): Promise<readonly Entitled[]> {
	const [users, held] = await Promise.all([selectUsers(db), selectAppointments(db)]);
	const found = users.flatMap(({ id, name, disabled }) => {
		if (disabled) return [];
		const appointments = held.flatMap(({ user_id, role, organisation_id, ...at }) =>
			user_id === id && isRole(role)
				? [{ role, organisationId: organisation_id, organisationName: at.organisation_name, path: at.path }]
				: []
		);
		const allowed = may({ userId: id, name, appointments }, action, { path });
		return allowed.ok ? [{ id, name, organisation: allowed.value.organisationName }] : [];
	});
	const order = new Intl.Collator('zh-CN');
	return found.sort((a, b) => order.compare(a.name, b.name) || order.compare(a.organisation, b.organisation));
}
