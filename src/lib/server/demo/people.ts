import { unwrap } from '#lib/core/result.ts';
import { ROLES, type Actor, type Role } from '#lib/core/workflow/actor.ts';
import { newPassword } from '../auth/password.ts';
import { appointmentsOf } from '../auth/service.ts';
import { createUser } from '../auth/users.ts';
import type { Context } from '../context.ts';
import { appoint } from '../organisations/service.ts';
import { organisationOf, type OrganisationCode } from './organisations.ts';

/** One person per role; names are the roles themselves. Department people also look after the town and the published cases. */
const PEOPLE = [
	['analyst', '建管委经办人', 'dept_analyst', ['jgw', 'jy', 'jg', 'zhen', 'anli']],
	['biz', '建管委业务复核', 'dept_biz_reviewer', ['jgw']],
	['fin', '建管委财务复核', 'dept_fin_reviewer', ['jgw']],
	['head', '建管委负责人', 'dept_head', ['jgw', 'jy', 'jg', 'zhen', 'anli']],
	['liaison', '财政业务科室', 'fin_liaison', ['cz']],
	['perf', '财政绩效科', 'fin_perf', ['cz']],
	['approver', '财政局负责人', 'fin_approver', ['cz']],
	['consultant', '第三方机构主评人', 'consultant', ['anli']],
	['expert', '评审专家', 'expert', ['zxjg']],
	['supervisor', '人大监督', 'supervisor', ['cz']],
	['leader', '区政府领导', 'gov_leader', ['cz']],
	['town', '示例镇财政所', 'town_finance', ['zhen']],
	['admin', '系统管理员', 'admin', ['demo']]
] as const satisfies readonly (readonly [string, string, Role, readonly OrganisationCode[]])[];

export type Username = (typeof PEOPLE)[number][0];

export interface SignIn {
	readonly username: string;
	readonly password: string;
	/** Role in words, e.g. "部门经办人". */
	readonly role: string;
}

export interface DemoPeople {
	readonly signIns: readonly SignIn[];
	/** The context of a person, as if signed in. */
	as(username: Username): Context;
}

/** Creates one account per role, each with a random password that exists nowhere else. */
export async function createPeople(
	system: Context,
	organisations: ReadonlyMap<OrganisationCode, string>
): Promise<DemoPeople> {
	const signIns: SignIn[] = [];
	const actors = new Map<string, Actor>();
	const path = system.actor.appointments[0]?.path ?? '/';
	for (const [username, name, role, places] of PEOPLE) {
		const password = newPassword();
		const { id } = unwrap(await createUser(system, { username, name, password, path }));
		for (const code of places) {
			unwrap(
				await appoint(system, { userId: id, organisationId: organisationOf(organisations, code), role })
			);
		}
		actors.set(username, { userId: id, name, appointments: await appointmentsOf(system.db, id) });
		signIns.push({ username, password, role: ROLES[role] });
	}
	return {
		signIns,
		as(username) {
			const actor = actors.get(username);
			if (!actor) throw new Error(`No example person ${username}`);
			return { ...system, actor };
		}
	};
}
