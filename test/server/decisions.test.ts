import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ok, unwrap } from '#lib/core/result.ts';
import { may } from '#lib/core/workflow/permission.ts';
import { inTransaction, type OpenDatabase } from '#lib/server/database/database.ts';
import { decisionsOf, recordDecision } from '#lib/server/decisions/service.ts';
import { ENGINES, freshDatabase } from '../support/databases.ts';
import { seedWorkspace, type Person, type Workspace } from '../support/workspace.ts';

describe.each(ENGINES)('decisions on %s', (engine) => {
	let open: OpenDatabase;
	let workspace: Workspace;

	beforeAll(async () => {
		open = await freshDatabase(engine);
		workspace = await seedWorkspace(open);
	});
	afterAll(() => open.db.destroy());

	async function decide(
		person: Person,
		action: 'analysis.submit' | 'analysis.approve',
		from: string,
		to: string
	) {
		const context = workspace.as(person);
		const appointment = unwrap(may(context.actor, action, { path: '/d/cm/' }));
		const snapshots = to === 'confirmed' ? ['a'.repeat(64)] : [];
		await inTransaction(context, async (tx) => {
			await recordDecision(tx, {
				subjectKind: 'analysis',
				subjectId: 'a1',
				action,
				from,
				to,
				appointment,
				snapshots,
				opinion: '同意'
			});
			return ok(true);
		});
	}

	it('say who signed what, in which role and for whom, newest last', async () => {
		await decide('analyst', 'analysis.submit', 'analysing', 'dept_review');
		await decide('head', 'analysis.approve', 'dept_review', 'confirmed');
		const decisions = await decisionsOf(open.db, 'analysis', 'a1');
		expect(decisions).toMatchObject([
			{
				actorId: 'analyst',
				role: 'dept_analyst',
				organisationName: '区建管委',
				to: 'dept_review',
				snapshots: []
			},
			{
				actorId: 'head',
				role: 'dept_head',
				from: 'dept_review',
				to: 'confirmed',
				snapshots: ['a'.repeat(64)],
				opinion: '同意'
			}
		]);
		expect(await decisionsOf(open.db, 'analysis', 'another')).toEqual([]);
	});

	it('cannot be changed or taken back in the database', async () => {
		await expect(sql`update decision set opinion = '不同意'`.execute(open.db)).rejects.toThrow(/append-only/);
		await expect(sql`delete from decision`.execute(open.db)).rejects.toThrow(/append-only/);
	});
});
