import fc from 'fast-check';
import { afterAll, beforeAll, expect, describe, it } from 'vitest';
import { applyCommands } from '#lib/core/costing/edit.ts';
import type { EditCommand } from '#lib/core/costing/edit-command.ts';
import { unwrap } from '#lib/core/result.ts';
import { createProjectWithAnalysis, loadAnalysis } from '#lib/server/costing/analyses.ts';
import { writeLines } from '#lib/server/costing/write-lines.ts';
import type { OpenDatabase } from '#lib/server/database/database.ts';
import { costLine, draftOf } from '../support/cost-draft.ts';
import { ENGINES, freshDatabase } from '../support/databases.ts';
import { seedWorkspace, type Workspace } from '../support/workspace.ts';

describe.each(ENGINES)('writing what differs on %s', (engine) => {
	let open: OpenDatabase;
	let people: Workspace;
	let analyses = 0;

	beforeAll(async () => {
		open = await freshDatabase(engine);
		people = await seedWorkspace(open);
	});
	afterAll(() => open.db.destroy());

	const basis = {
		priceYear: 2025,
		region: '甲区',
		taxBasis: 'included',
		staffScope: 'excluded',
		deliveryMode: 'purchased'
	} as const;

	/** Two groups of many lines: enough for runs of siblings to move by one statement. */
	async function started() {
		const project = {
			code: `W${++analyses}`,
			name: '大表',
			organisationId: 'cm',
			category: '城市运维/环卫保洁',
			sourceNote: '合成数据'
		};
		const id = unwrap(
			await createProjectWithAnalysis(people.as('analyst'), project, {
				fiscalYear: 2025,
				periodMonths: 12,
				basis
			})
		);
		const groups = ['a', 'b'].map((name, position) => costLine({ id: `${id}-${name}`, position }));
		const rows = groups.flatMap((group) =>
			Array.from({ length: 260 }, (_, position) =>
				costLine({ id: `${group.id}${position}`, parentId: group.id, position, name: `行 ${position}` })
			)
		);
		const draft = unwrap(applyCommands(draftOf([]), [{ type: 'add', lines: [...groups, ...rows] }])).draft;
		expect(await writeLines(open.db, id, [], draft.lines)).toBe(true);
		return { id, draft };
	}

	it('leaves in the database exactly the lines of the draft, whatever was added, removed and moved', async () => {
		const place = { group: fc.constantFrom('a', 'b'), at: fc.nat(259), to: fc.nat(270) };
		const action = fc.record({
			kind: fc.constantFrom('add', 'add', 'remove', 'move', 'across', 'rename', 'group'),
			...place
		});
		await fc.assert(
			fc.asyncProperty(
				fc.array(fc.array(action, { minLength: 1, maxLength: 5 }), { minLength: 1, maxLength: 3 }),
				async (batches) => {
					const { id, draft: start } = await started();
					let draft = start;
					let added = 0;
					for (const batch of batches) {
						const before = draft;
						for (const { kind, group, at, to } of batch) {
							const [parentId, lineId] = [`${id}-${group}`, `${id}-${group}${at}`];
							const other = group === 'a' ? `${id}-b` : `${id}-a`;
							const commands: { [K in typeof kind]: EditCommand } = {
								add: { type: 'add', lines: [costLine({ id: `${id}-n${added++}`, parentId, position: to })] },
								remove: { type: 'remove', lineId },
								move: { type: 'move', lineId, parentId, position: to },
								across: { type: 'move', lineId, parentId: other, position: to },
								rename: { type: 'set', lineId, field: 'name', value: '新名' },
								group: { type: 'move', lineId: parentId, parentId: null, position: to % 2 }
							};
							const edited = applyCommands(draft, [commands[kind]]);
							// A line that an earlier action removed cannot be worked on.
							if (edited.ok) ({ draft } = edited.value);
						}
						expect(await writeLines(open.db, id, before.lines, draft.lines)).toBe(true);
					}
					const stored = unwrap(await loadAnalysis(people.as('analyst'), id)).draft.lines;
					const sorted = (lines: typeof stored) => [...lines].sort((a, b) => (a.id < b.id ? -1 : 1));
					expect(sorted(stored)).toEqual(sorted(draft.lines));
				}
			),
			{ numRuns: engine === 'sqlite' ? 25 : 10 }
		);
	});
});
