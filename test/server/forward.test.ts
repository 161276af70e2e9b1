import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseRef, refText } from '#lib/core/address/value-ref.ts';
import type { ExplainedOutline } from '#lib/core/lineage/explained-step.ts';
import { unwrap } from '#lib/core/result.ts';
import { loadAnalysis } from '#lib/server/costing/analyses.ts';
import type { OpenDatabase } from '#lib/server/database/database.ts';
import { explainChain } from '#lib/server/lineage/explain.ts';
import { forwardOf } from '#lib/server/lineage/forward.ts';
import { selectClosure, selectClosureNodes } from '#lib/server/lineage/store.ts';
import { ENGINES, freshDatabase } from '../support/databases.ts';
import { issueLine, type IssuedLine } from '../support/issued-line.ts';
import { seedWorkspace, type Workspace } from '../support/workspace.ts';

describe.each(ENGINES)('forward lineage on %s', (engine) => {
	let open: OpenDatabase;
	let workspace: Workspace;
	let line: IssuedLine;
	let chain: ExplainedOutline;
	const issued = () => refText({ kind: 'frozen', snapshot: line.expenditure, pointer: '/results/value' });

	beforeAll(async () => {
		open = await freshDatabase(engine);
		workspace = await seedWorkspace(open);
		line = await issueLine(workspace);
		chain = unwrap(await explainChain(workspace.as('supervisor'), issued()));
	});
	afterAll(() => open.db.destroy());

	const all = (node: ExplainedOutline): ExplainedOutline[] => [node, ...node.children.flatMap(all)];
	const kindsOf = (things: readonly { readonly kind: string }[]) => [
		...new Set(things.map(({ kind }) => kind))
	];

	it('leads from a source cell to the issued standards that rest on it', async () => {
		const cell = all(chain).find(({ step }) => step.cell?.address === 'D2')?.step.ref ?? '';
		const found = unwrap(await forwardOf(workspace.as('analyst'), cell));
		expect(kindsOf(found.things)).toEqual(['analysis', 'report', 'comparison', 'standard']);
		expect(found.issued).toBe(2);
		expect(found.hidden).toBe(0);
		const figures = found.things.flatMap((thing) => thing.figures.map(({ ref }) => ref));
		expect(figures).toContain(issued());
	});

	it('is the exact inverse of the explanation: what a figure rests on leads back to it', async () => {
		const frozen = all(chain).filter(({ step }) => step.ref.startsWith('frozen/'));
		for (const { step } of frozen.filter((_, i) => i % 7 === 1)) {
			const found = unwrap(await forwardOf(workspace.as('supervisor'), step.ref));
			expect(found.things.flatMap(({ figures }) => figures.map(({ ref }) => ref))).toContain(issued());
		}
	});

	it('is exact to the figure: the name of a cell rests nowhere, and an analysis on its own cells only', async () => {
		const cell = unwrap(parseRef(all(chain).find(({ step }) => step.cell)?.step.ref ?? ''));
		if (cell.kind !== 'cell') throw new Error('A cell');
		const name = refText({ ...cell, address: 'A2' });
		expect(unwrap(await forwardOf(workspace.as('analyst'), name)).things).toEqual([]);
		const price = unwrap(await forwardOf(workspace.as('analyst'), refText({ ...cell, address: 'D2' })));
		expect(price.things.filter(({ kind }) => kind === 'analysis')).toHaveLength(1);
	});

	it('leads on from a line people still work on', async () => {
		const analyst = workspace.as('analyst');
		const { draft } = unwrap(await loadAnalysis(analyst, line.analyses[0] ?? ''));
		const ref = refText({
			kind: 'draft',
			table: 'cost_line',
			id: draft.lines[0]?.id ?? '',
			field: 'unitPrice'
		});
		expect(kindsOf(unwrap(await forwardOf(analyst, ref)).things)).toContain('standard');
	});

	it('is not told to those who may not see the figure', async () => {
		const { draft } = unwrap(await loadAnalysis(workspace.as('analyst'), line.analyses[0] ?? ''));
		const ref = refText({
			kind: 'draft',
			table: 'cost_line',
			id: draft.lines[0]?.id ?? '',
			field: 'unitPrice'
		});
		const refused = await forwardOf(workspace.as('outsider'), ref);
		expect(!refused.ok && refused.problem.code).toBe('workflow/forbidden');
	});

	it('names the nodes of a graph without reading them', async () => {
		const nodes = await selectClosureNodes(open.db, [line.expenditure]);
		const rows = await selectClosure(open.db, [line.expenditure]);
		const sorted = (hashes: readonly { readonly hash: string }[]) => hashes.map(({ hash }) => hash).sort();
		expect(sorted(nodes)).toEqual(sorted(rows));
	});
});
