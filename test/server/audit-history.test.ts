import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ok, unwrap } from '#lib/core/result.ts';
import { auditHistory } from '#lib/server/audit/history.ts';
import { recordAudit } from '#lib/server/audit/service.ts';
import { inTransaction, type OpenDatabase } from '#lib/server/database/database.ts';
import { ENGINES, freshDatabase } from '../support/databases.ts';
import { seedWorkspace, type Workspace } from '../support/workspace.ts';

describe.each(ENGINES)('the history on %s', (engine) => {
	let open: OpenDatabase;
	let workspace: Workspace;

	beforeAll(async () => {
		open = await freshDatabase(engine);
		workspace = await seedWorkspace(open);
		for (let i = 1; i <= 120; i++)
			await inTransaction(workspace.as('analyst'), async (tx) => {
				await recordAudit(tx, {
					action: 'analysis.edit',
					subjectKind: 'analysis',
					subjectId: String(i),
					before: null,
					after: null
				});
				return ok(i);
			});
	});
	afterAll(() => open.db.destroy());

	it('shows every entry once, newest first, page by page', async () => {
		const seen: number[] = [];
		let before: number | null = null;
		do {
			const page: { lines: readonly { seq: number }[]; older: number | null } = unwrap(
				await auditHistory(workspace.as('supervisor'), before)
			);
			seen.push(...page.lines.map(({ seq }) => seq));
			before = page.older;
		} while (before !== null);
		expect(seen).toEqual(Array.from({ length: 120 }, (_, i) => 120 - i));
	});

	it('is open to supervisors, finance and administrators, closed to everybody else', async () => {
		for (const person of ['supervisor', 'perf', 'admin'] as const)
			expect((await auditHistory(workspace.as(person), null)).ok, person).toBe(true);
		for (const person of ['analyst', 'head', 'liaison', 'approver'] as const)
			expect(await auditHistory(workspace.as(person), null), person).toMatchObject({
				problem: { code: 'workflow/forbidden' }
			});
	});
});
