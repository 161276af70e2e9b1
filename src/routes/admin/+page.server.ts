import { fail, type Actions } from '@sveltejs/kit';
import type { Problem } from '#lib/core/problem.ts';
import type { Result } from '#lib/core/result.ts';
import { ROLES } from '#lib/core/workflow/actor.ts';
import { ORGANISATION_KINDS } from '#lib/core/workflow/organisation.ts';
import { listPeople } from '#lib/server/auth/people.ts';
import { newPassword } from '#lib/server/auth/password.ts';
import { resetPassword, setUserDisabled } from '#lib/server/auth/users.ts';
import { enrol } from '#lib/server/organisations/enrol.ts';
import {
	appoint,
	createOrganisation,
	managedOrganisations,
	withdrawAppointment
} from '#lib/server/organisations/service.ts';
import { problemText } from '#lib/text/zh-CN.ts';
import { readForm } from '../read-request.ts';
import { contextOf, refusePage, statusOf } from '../refusal.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals }) => {
	const context = contextOf(locals);
	const organisations = await managedOrganisations(context);
	if (!organisations.ok) refusePage(organisations.problem);
	return {
		organisations: organisations.value,
		people: await listPeople(context),
		roles: Object.entries(ROLES),
		kinds: Object.entries(ORGANISATION_KINDS),
		me: context.actor.userId
	};
};

export const actions: Actions = {
	enrol: async ({ locals, request }) => {
		const field = await fields(request);
		const input = {
			username: field('username'),
			name: field('name'),
			organisationId: field('organisation'),
			role: field('role')
		};
		return answer('enrol', await enrol(contextOf(locals), input), ({ username, password }) => ({
			username,
			password
		}));
	},
	reset: async ({ locals, request }) => {
		const field = await fields(request);
		const password = newPassword();
		const reset = await resetPassword(contextOf(locals), { userId: field('user'), password });
		return answer('people', reset, ({ username }) => ({ username, password }));
	},
	disable: async ({ locals, request }) => {
		const field = await fields(request);
		const disabled = field('disabled') === 'yes';
		return answer('people', await setUserDisabled(contextOf(locals), { userId: field('user'), disabled }));
	},
	appoint: async ({ locals, request }) => {
		const field = await fields(request);
		return answer('people', await appoint(contextOf(locals), appointmentOf(field)));
	},
	withdraw: async ({ locals, request }) => {
		const field = await fields(request);
		return answer('people', await withdrawAppointment(contextOf(locals), appointmentOf(field)));
	},
	organisation: async ({ locals, request }) => {
		const field = await fields(request);
		const input = {
			parentId: field('parent'),
			code: field('code'),
			name: field('name'),
			kind: field('kind')
		};
		return answer('organisation', await createOrganisation(contextOf(locals), input));
	}
};

type Field = (name: string) => string;

async function fields(request: Request): Promise<Field> {
	const form = await readForm(request);
	return (name) => String(form.get(name) ?? '');
}

function appointmentOf(field: Field) {
	return { userId: field('user'), organisationId: field('organisation'), role: field('role') };
}

/** `section` says beside which part of the page the refusal is shown; a password is in the answer once and nowhere else. */
function answer<T>(
	section: 'enrol' | 'people' | 'organisation',
	result: Result<T, Problem>,
	secret: (value: T) => { username: string; password: string } | null = () => null
) {
	if (!result.ok)
		return fail(statusOf(result.problem), { section, problem: problemText(result.problem), secret: null });
	return { section, problem: null, secret: secret(result.value) };
}
