import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { unwrap } from '#lib/core/result.ts';
import { selectEntries } from '#lib/server/audit/store.ts';
import { listPeople } from '#lib/server/auth/people.ts';
import { appointmentsOf } from '#lib/server/auth/service.ts';
import { SYSTEM_ACTOR } from '#lib/server/auth/system-actor.ts';
import type { OpenDatabase } from '#lib/server/database/database.ts';
import { enrol } from '#lib/server/organisations/enrol.ts';
import {
	appoint,
	createOrganisation,
	managedOrganisations,
	organisationTree,
	withdrawAppointment
} from '#lib/server/organisations/service.ts';
import { ENGINES, freshDatabase } from '../support/databases.ts';
import { seedWorkspace, type Workspace } from '../support/workspace.ts';

describe.each(ENGINES)('organisations on %s', (engine) => {
	let open: OpenDatabase;
	let workspace: Workspace;

	beforeAll(async () => {
		open = await freshDatabase(engine);
		workspace = await seedWorkspace(open);
	});
	afterAll(() => open.db.destroy());

	it('stand in a tree whose paths follow from their codes', async () => {
		const bureau = unwrap(
			await createOrganisation(workspace.as('admin'), {
				parentId: 'd',
				code: 'lh',
				name: ' 区绿容局 ',
				kind: 'department'
			})
		);
		expect(bureau).toMatchObject({ name: '区绿容局', path: '/d/lh/', depth: 1 });
		const station = { parentId: bureau.id, code: 'lh-1', name: '养护所', kind: 'unit' };
		expect(unwrap(await createOrganisation(workspace.as('admin'), station))).toMatchObject({
			path: '/d/lh/lh-1/',
			depth: 2
		});
		const tree = (await organisationTree(open.db)).map(({ path }) => path);
		expect(tree.indexOf('/d/lh/lh-1/')).toBe(tree.indexOf('/d/lh/') + 1);
	});

	it('have a top that only the first set-up may make', async () => {
		const top = { parentId: null, code: 'e', name: '另一区', kind: 'district' };
		expect(await createOrganisation(workspace.as('admin'), top)).toMatchObject({
			problem: { code: 'workflow/forbidden' }
		});
		const system = { ...workspace.as('admin'), actor: SYSTEM_ACTOR };
		expect(unwrap(await createOrganisation(system, top)).path).toBe('/e/');
		const managed = unwrap(await managedOrganisations(workspace.as('admin')));
		expect(managed.map(({ path }) => path)).not.toContain('/e/');
	});

	it.each([
		[{ code: 'Big' }, 'organisation/malformed-code'],
		[{ code: 'a/b' }, 'organisation/malformed-code'],
		[{ code: '' }, 'organisation/malformed-code'],
		[{ code: 'cm' }, 'organisation/code-taken'],
		[{ name: '  ' }, 'name/malformed'],
		[{ kind: 'planet' }, 'organisation/unknown-kind'],
		[{ parentId: 'gone' }, 'organisation/not-found']
	])('refuse %j', async (change, code) => {
		const good = { parentId: 'd', code: 'ok', name: '好', kind: 'unit' };
		expect(await createOrganisation(workspace.as('admin'), { ...good, ...change })).toMatchObject({
			problem: { code }
		});
	});

	it('take in a new person with a role, both or neither', async () => {
		const before = (await listPeople(workspace.as('admin'))).length;
		const input = { username: 'chen.qi', name: '陈', organisationId: 'edu', role: 'dept_head' };
		expect(await enrol(workspace.as('admin'), { ...input, role: 'emperor' })).toMatchObject({
			problem: { code: 'organisation/unknown-role' }
		});
		expect((await listPeople(workspace.as('admin'))).length).toBe(before);
		const made = unwrap(await enrol(workspace.as('admin'), input));
		expect(made.password).toMatch(/^([a-z2-9]{4}-){3}[a-z2-9]{4}$/);
		const person = (await listPeople(workspace.as('admin'))).find(({ username }) => username === 'chen.qi');
		expect(person?.roles).toMatchObject([
			{ role: 'dept_head', words: '部门主要领导', organisationName: '区教育局' }
		]);
	});

	it('give and take roles, with one audit entry each', async () => {
		const admin = workspace.as('admin');
		const place = { userId: 'analyst', organisationId: 'edu', role: 'dept_analyst' };
		const before = (await selectEntries(open.db, 0, 1000)).length;
		unwrap(await appoint(admin, place));
		expect(await appoint(admin, place)).toMatchObject({ problem: { code: 'appointment/exists' } });
		expect((await appointmentsOf(open.db, 'analyst')).map(({ path }) => path)).toEqual(['/d/cm/', '/d/edu/']);
		unwrap(await withdrawAppointment(admin, place));
		expect(await withdrawAppointment(admin, place)).toMatchObject({
			problem: { code: 'appointment/not-found' }
		});
		expect((await selectEntries(open.db, before, 1000)).map(({ action }) => action)).toEqual([
			'user.appoint',
			'user.withdraw-role'
		]);
	});

	it('are administered by administrators only, who keep their own role', async () => {
		const place = { userId: 'analyst', organisationId: 'cm', role: 'dept_head' };
		for (const person of ['head', 'perf', 'supervisor'] as const)
			expect(await appoint(workspace.as(person), place), person).toMatchObject({
				problem: { code: 'workflow/forbidden' }
			});
		expect(await managedOrganisations(workspace.as('head'))).toMatchObject({
			problem: { code: 'workflow/forbidden' }
		});
		const own = { userId: 'admin', organisationId: 'd', role: 'admin' };
		expect(await withdrawAppointment(workspace.as('admin'), own)).toMatchObject({
			problem: { code: 'user/own-account' }
		});
	});
});
