import { ROLES, type Actor, type Appointment, type Role } from '#lib/core/workflow/actor.ts';
import type { Context } from '#lib/server/context.ts';
import type { OpenDatabase } from '#lib/server/database/database.ts';

/** A district with a finance bureau, two departments, a unit, a town and an agency; one person per role. */
const ORGANISATIONS = [
	['d', null, '示例区', 'district', '/d/'],
	['fin', 'd', '区财政局', 'finance', '/d/fin/'],
	['cm', 'd', '区建管委', 'department', '/d/cm/'],
	['cm-clean', 'cm', '区环卫所', 'unit', '/d/cm/cm-clean/'],
	['edu', 'd', '区教育局', 'department', '/d/edu/'],
	['town', 'd', '甲镇', 'town', '/d/town/'],
	['agency', 'd', '某咨询公司', 'agency', '/d/agency/']
] as const;

const PEOPLE: Record<string, readonly [Role, string][]> = {
	analyst: [['dept_analyst', 'cm']],
	analyst2: [['dept_analyst', 'cm']],
	head: [['dept_head', 'cm']],
	outsider: [['dept_analyst', 'edu']],
	perf: [['fin_perf', 'fin']],
	approver: [['fin_approver', 'fin']],
	liaison: [['fin_liaison', 'fin']],
	supervisor: [['supervisor', 'fin']],
	admin: [['admin', 'd']]
};
export type Person =
	'analyst' | 'analyst2' | 'head' | 'outsider' | 'perf' | 'approver' | 'liaison' | 'supervisor' | 'admin';

export interface Workspace {
	/** A context in the name of a person; clock and ids are fixed sequences, so every run is the same. */
	as(person: Person): Context;
}

export async function seedWorkspace(open: OpenDatabase): Promise<Workspace> {
	for (const [id, parent_id, name, kind, path] of ORGANISATIONS)
		await open.db.insertInto('organisation').values({ id, parent_id, code: id, name, kind, path }).execute();
	const actors = new Map<string, Actor>();
	for (const [name, held] of Object.entries(PEOPLE)) {
		const now = new Date('2026-11-22T00:00:00Z');
		await open.db
			.insertInto('user')
			.values({
				id: name,
				name,
				email: `${name}@example.invalid`,
				username: name,
				displayUsername: name,
				role: null,
				banned: null,
				emailVerified: open.dialect === 'sqlite' ? 0 : false,
				createdAt: now.toISOString(),
				updatedAt: now.toISOString()
			})
			.execute();
		const appointments: Appointment[] = [];
		for (const [role, organisation_id] of held) {
			await open.db.insertInto('appointment').values({ user_id: name, organisation_id, role }).execute();
			const organisation = ORGANISATIONS.find(([id]) => id === organisation_id);
			if (organisation)
				appointments.push({
					role,
					organisationId: organisation_id,
					organisationName: organisation[2],
					path: organisation[4]
				});
		}
		actors.set(name, { userId: name, name: held[0] ? ROLES[held[0][0]] : name, appointments });
	}
	let ids = 0;
	let ticks = 0;
	return {
		as(person) {
			const actor = actors.get(person);
			if (!actor) throw new Error(`No such person: ${person}`);
			return {
				db: open.db,
				actor,
				now: () => new Date(Date.UTC(2026, 10, 22, 0, 0, ticks++)),
				newId: () => `id-${String(++ids).padStart(6, '0')}`
			};
		}
	};
}
