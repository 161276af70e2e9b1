import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ROLES, type Actor, type Role } from '#lib/core/workflow/actor.ts';
import { PERMISSIONS, may, mightEver, type Action } from '#lib/core/workflow/permission.ts';

function actor(role: Role, path: string, userId = 'me'): Actor {
	return {
		userId,
		name: '某人',
		appointments: [{ role, organisationId: path, organisationName: path, path }]
	};
}

const ACTIONS = Object.keys(PERMISSIONS) as Action[];
const ALL_ROLES = Object.keys(ROLES) as Role[];

describe('may', () => {
	it.each([
		// A department's role reaches its own organisation and below, never sideways or up.
		['dept_analyst', '/d/cm/', 'analysis.edit', '/d/cm/', true],
		['dept_analyst', '/d/cm/', 'analysis.edit', '/d/cm/clean/', true],
		['dept_analyst', '/d/cm/', 'analysis.edit', '/d/edu/', false],
		['dept_analyst', '/d/cm/clean/', 'analysis.edit', '/d/cm/', false],
		// "/d/cm/" is no part of "/d/cmx/": the closing slash keeps codes whole.
		['dept_analyst', '/d/cm/', 'analysis.edit', '/d/cmx/', false],
		// Finance acts for the whole district, and only for its own.
		['fin_perf', '/d/fin/', 'standard.confirm-finance', '/d/cm/clean/', true],
		['fin_perf', '/d/fin/', 'standard.confirm-finance', '/e/cm/', false],
		['fin_approver', '/d/fin/', 'standard.issue', '/d/cm/', true],
		// Finance sees the breakdown but does not write it.
		['fin_perf', '/d/fin/', 'project.read', '/d/cm/', true],
		['fin_perf', '/d/fin/', 'analysis.edit', '/d/cm/', false],
		// Nobody in a department issues, and administrators see no business at all.
		['dept_head', '/d/cm/', 'standard.issue', '/d/cm/', false],
		['admin', '/d/', 'project.read', '/d/cm/', false],
		['admin', '/d/', 'user.manage', '/d/cm/', true]
	] as const)('%s of %s: %s on %s → %s', (role, home, action, path, expected) => {
		expect(may(actor(role, home), action, { path }).ok).toBe(expected);
	});

	it('refuses one’s own work where fresh hands are asked for, and only there', () => {
		const head = actor('dept_head', '/d/cm/');
		expect(may(head, 'analysis.approve', { path: '/d/cm/', hands: ['me'] })).toMatchObject({
			ok: false,
			problem: { code: 'workflow/own-work' }
		});
		expect(may(head, 'analysis.approve', { path: '/d/cm/', hands: ['other'] }).ok).toBe(true);
		expect(may(head, 'analysis.return', { path: '/d/cm/', hands: ['me'] }).ok).toBe(true);
	});

	it('answers with the appointment that allows it', () => {
		const two: Actor = {
			...actor('dept_analyst', '/d/edu/'),
			appointments: [
				...actor('dept_analyst', '/d/edu/').appointments,
				...actor('dept_head', '/d/cm/').appointments
			]
		};
		expect(may(two, 'analysis.approve', { path: '/d/cm/' })).toMatchObject({
			ok: true,
			value: { role: 'dept_head', path: '/d/cm/' }
		});
	});

	it('gives nothing to somebody without a role', () => {
		for (const action of ACTIONS)
			expect(may({ userId: 'x', name: '', appointments: [] }, action, { path: '/' }).ok, action).toBe(false);
	});

	it('never allows what mightEver denies', () => {
		const paths = fc.constantFrom('/d/', '/d/cm/', '/d/fin/', '/e/', '/e/fin/');
		fc.assert(
			fc.property(
				fc.constantFrom(...ALL_ROLES),
				paths,
				fc.constantFrom(...ACTIONS),
				paths,
				(role, home, action, path) => {
					const who = actor(role, home);
					return mightEver(who, action) || !may(who, action, { path }).ok;
				}
			)
		);
	});

	it('keeps the makers of a standard and its issuer apart', () => {
		for (const role of ALL_ROLES) {
			const who = actor(role, '/d/fin/');
			if (mightEver(who, 'standard.issue')) expect(mightEver(who, 'standard.propose'), role).toBe(false);
		}
	});
});
