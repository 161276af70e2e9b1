import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildTree } from '#lib/core/costing/tree.ts';
import { applyCommands } from '#lib/core/costing/edit.ts';
import type { EditCommand } from '#lib/core/costing/edit-command.ts';
import { analyse, totalTexts } from '#lib/core/costing/figures.ts';
import { linesOfColumns } from '#lib/core/costing/line-columns.ts';
import type { AnalysisDraft } from '#lib/core/costing/line.ts';
import { unwrap } from '#lib/core/result.ts';
import { createProjectWithAnalysis, loadAnalysis } from '#lib/server/costing/analyses.ts';
import { draftColumns } from '#lib/server/costing/draft-columns.ts';
import { saveEdits, type EditBatch } from '#lib/server/costing/edits.ts';
import { explainEdit, historyOf } from '#lib/server/costing/history.ts';
import { rememberedLines } from '#lib/server/costing/standing-draft.ts';
import { commandsOf } from '#lib/server/costing/stored-commands.ts';
import { stepToUndo, undoStepsOf } from '#lib/server/costing/undo-steps.ts';
import type { Context } from '#lib/server/context.ts';
import type { OpenDatabase } from '#lib/server/database/database.ts';
import { costLine } from '../support/cost-draft.ts';
import { ENGINES, freshDatabase } from '../support/databases.ts';
import { seedWorkspace, type Person, type Workspace } from '../support/workspace.ts';

const BASIS = {
	priceYear: 2025,
	region: '甲区',
	taxBasis: 'included',
	staffScope: 'excluded',
	deliveryMode: 'purchased'
} as const;

describe.each(ENGINES)('editing together on %s', (engine) => {
	let open: OpenDatabase;
	let people: Workspace;
	let analyses = 0;
	let batches = 0;

	beforeAll(async () => {
		open = await freshDatabase(engine);
		people = await seedWorkspace(open);
	});
	afterAll(() => open.db.destroy());

	/** An analysis of four lines at revision 1. */
	async function started(): Promise<string> {
		const project = {
			code: `T${++analyses}`,
			name: `共同编制 ${analyses}`,
			organisationId: 'cm',
			category: '城市运维/环卫保洁',
			sourceNote: '合成数据'
		};
		const analyst = people.as('analyst');
		const id = unwrap(
			await createProjectWithAnalysis(analyst, project, { fiscalYear: 2025, periodMonths: 12, basis: BASIS })
		);
		const lines = [0, 1, 2, 3].map((position) =>
			costLine({ id: `${id}-${position}`, position, name: `行 ${position}`, quantity: '1', unitPrice: '2' })
		);
		unwrap(await save(analyst, id, 0, [{ type: 'add', lines }], { batchId: `${id}-fill` }));
		return id;
	}

	const save = (
		context: Context,
		analysisId: string,
		revision: number,
		commands: readonly EditCommand[],
		more: Partial<EditBatch> = {}
	) => saveEdits(context, { analysisId, batchId: `batch-${++batches}`, revision, commands, ...more });
	const set = (lineId: string, value: string): EditCommand => ({
		type: 'set',
		lineId,
		field: 'quantity',
		value
	});
	const stored = async (id: string) => unwrap(await loadAnalysis(people.as('analyst'), id));
	/** In the order of the tree: rows come back in any. */
	const quantities = async (id: string) =>
		buildTree((await stored(id)).draft.lines).lines.map(({ quantity }) => quantity);

	/** The stored batches one after the other on a plain model, which knows no database and no memory. */
	async function replayed(id: string): Promise<AnalysisDraft> {
		const edits = await open.db
			.selectFrom('cost_edit')
			.select('commands')
			.where('analysis_id', '=', id)
			.orderBy('revision')
			.execute();
		const empty = { ...(await stored(id)).draft, lines: [] };
		return edits.reduce(
			(draft, { commands }) => unwrap(applyCommands(draft, commandsOf(commands))).draft,
			empty as AnalysisDraft
		);
	}

	const byId = ({ lines }: AnalysisDraft) => [...lines].sort((a, b) => (a.id < b.id ? -1 : 1));

	it('whatever two people save in whatever order, nothing saved is lost and totals are those of the draft', async () => {
		const action = fc.record({
			person: fc.constantFrom<Person>('analyst', 'analyst2'),
			/** How many revisions the page is behind. */
			behind: fc.nat(4),
			line: fc.nat(3),
			value: fc.integer({ min: 2, max: 99 }),
			kind: fc.constantFrom('set', 'set', 'set', 'remove', 'add', 'undo', 'rolled-back'),
			keeps: fc.boolean()
		});
		await fc.assert(
			fc.asyncProperty(fc.array(action, { minLength: 1, maxLength: 14 }), async (actions) => {
				const id = await started();
				for (const step of actions) {
					const context = people.as(step.person);
					const { revision, draft } = await stored(id);
					const made = Math.max(1, revision - step.behind);
					const lineId = `${id}-${step.line}`;
					let commands: readonly EditCommand[] = [set(lineId, String(step.value))];
					const more: { undoes?: string } = {};
					if (step.kind === 'remove') commands = [{ type: 'remove', lineId }];
					if (step.kind === 'add')
						commands = [
							{ type: 'add', lines: [costLine({ id: `${id}-n${revision}`, position: step.line })] }
						];
					if (step.kind === 'undo') {
						const undoes = unwrap(await undoStepsOf(context, id)).undo.at(-1);
						if (undoes === undefined) continue;
						commands = unwrap(await stepToUndo(context, id, undoes)).commands;
						more.undoes = undoes;
					}
					if (step.kind === 'rolled-back') {
						// Applied, then refused as a whole: what the process remembers must not believe in it.
						commands = [set(lineId, '1000'), set('nobody', '1')];
					}
					const saved = await save(context, id, made, commands, more);
					if (saved.ok) {
						const now = await stored(id);
						expect(saved.value.total).toEqual(totalTexts(unwrap(analyse(now.draft)).total));
						expect(saved.value.savedAs).toBe(revision + 1);
					} else if (saved.problem.code === 'analysis/conflict' && step.keeps) {
						const decided = { ...more, decided: true };
						const again = await save(context, id, revision, commands, decided);
						expect(again.ok || again.problem.code !== 'analysis/conflict').toBe(true);
					} else expect((await stored(id)).draft).toEqual(draft);
				}
				expect(byId((await stored(id)).draft)).toEqual(byId(await replayed(id)));
			}),
			{ numRuns: engine === 'sqlite' ? 40 : 15 }
		);
	});

	it('a page of many lines gets those that were saved last, remembered as they are', async () => {
		const id = await started();
		const analyst = people.as('analyst');
		unwrap(await save(analyst, id, 1, [set(`${id}-2`, '7')]));
		const sent = unwrap(await draftColumns(analyst, id));
		const byId = (lines: AnalysisDraft['lines']) => lines.toSorted((a, b) => a.id.localeCompare(b.id));
		const { draft } = await stored(id);
		expect(sent.revision).toBe(2);
		expect(byId(linesOfColumns(sent.lines))).toEqual(byId(draft.lines));
		expect({ ...sent.draft, lines: [] }).toEqual({ ...draft, lines: [] });
	});

	it('a page that reads many lines finds them calculated when it saves its first edit, whoever saved before', async () => {
		const id = await started();
		// As another process: nothing is remembered of what was saved.
		const other = { ...people.as('analyst'), db: open.db.withoutPlugins() };
		expect(rememberedLines(other.db, id, 1)).toBeNull();
		unwrap(await draftColumns(other, id));
		await expect.poll(() => rememberedLines(other.db, id, 1)?.length, { timeout: 20_000 }).toBe(4);
		unwrap(await save(other, id, 1, [set(`${id}-2`, '7')]));
		expect((await quantities(id))[2]).toBe('7');
	});

	it('a page’s own earlier batches never stand against its later ones, others’ do', async () => {
		const id = await started();
		const mine = people.as('analyst');
		const client = 'page-1';
		unwrap(await save(mine, id, 1, [set(`${id}-0`, '5')], { client }));
		unwrap(await save(people.as('analyst2'), id, 2, [set(`${id}-1`, '6')]));
		unwrap(await save(mine, id, 1, [set(`${id}-0`, '7')], { client }));
		expect(await save(mine, id, 1, [set(`${id}-1`, '8')], { client })).toMatchObject({
			problem: { code: 'analysis/conflict' }
		});
		expect(await save(mine, id, 1, [set(`${id}-0`, '9')], { client: 'page-2' })).toMatchObject({
			problem: { code: 'analysis/conflict' }
		});
		unwrap(await save(mine, id, 4, [set(`${id}-1`, '8')], { client, decided: true }));
		expect((await quantities(id)).slice(0, 2)).toEqual(['7', '8']);
	});

	it('undo goes back one’s own steps over sessions, whole and in order, and forward again', async () => {
		const id = await started();
		const mine = people.as('analyst');
		const large = { step: 'large' };
		unwrap(await save(mine, id, 1, [set(`${id}-0`, '5')], { ...large, batchId: 'large' }));
		unwrap(await save(mine, id, 2, [set(`${id}-1`, '6')], large));
		unwrap(await save(people.as('analyst2'), id, 3, [set(`${id}-2`, '7')]));
		expect(unwrap(await undoStepsOf(mine, id))).toEqual({ undo: [`${id}-fill`, 'large'], redo: [] });
		const { commands } = unwrap(await stepToUndo(mine, id, 'large'));
		const back = { undoes: 'large', batchId: 'back-1' };
		unwrap(await save(mine, id, 4, commands, back));
		expect(await quantities(id)).toEqual(['1', '1', '7', '1']);
		expect(unwrap(await undoStepsOf(mine, id))).toEqual({ undo: [`${id}-fill`], redo: ['back-1'] });
		const again = unwrap(await stepToUndo(mine, id, 'back-1')).commands;
		unwrap(await save(mine, id, 5, again, { undoes: 'back-1', batchId: 'forth-1' }));
		expect(await quantities(id)).toEqual(['5', '6', '7', '1']);
		expect(unwrap(await undoStepsOf(mine, id))).toEqual({ undo: [`${id}-fill`, 'forth-1'], redo: [] });
		expect(await stepToUndo(people.as('analyst2'), id, 'large')).toMatchObject({
			problem: { code: 'analysis/nothing-to-undo' }
		});
		expect(await stepToUndo(people.as('outsider'), id, 'large')).toMatchObject({
			problem: { code: 'workflow/forbidden' }
		});
	});

	it('an undo stands back before what somebody else has changed since, until the person decides', async () => {
		const id = await started();
		const mine = people.as('analyst');
		unwrap(await save(mine, id, 1, [set(`${id}-0`, '5')], { batchId: `${id}-mine` }));
		unwrap(await save(people.as('analyst2'), id, 2, [set(`${id}-0`, '6')]));
		const { commands } = unwrap(await stepToUndo(mine, id, `${id}-mine`));
		const undoes = `${id}-mine`;
		const refused = await save(mine, id, 3, commands, { undoes });
		expect(refused).toMatchObject({
			problem: {
				code: 'analysis/conflict',
				values: { places: [{ mine: '1', theirs: '6', who: 'analyst2' }] }
			}
		});
		unwrap(await save(mine, id, 3, commands, { undoes, decided: true }));
		expect((await quantities(id))[0]).toBe('1');
	});

	it('the history of a line and of a cell says who, when, from, to and why', async () => {
		const id = await started();
		const mine = people.as('analyst');
		const verified = (value: string): EditCommand => ({
			type: 'set',
			lineId: `${id}-0`,
			field: 'verifiedAmount',
			value
		});
		unwrap(await save(mine, id, 1, [set(`${id}-0`, '5'), verified('8')], { batchId: `${id}-cut` }));
		unwrap(await save(people.as('analyst2'), id, 2, [set(`${id}-0`, '6')]));
		const why = { analysisId: id, editId: `${id}-cut`, why: ' 按合同核减 ' };
		expect(await explainEdit(people.as('analyst2'), why)).toMatchObject({
			problem: { code: 'analysis/not-to-explain' }
		});
		unwrap(await explainEdit(mine, why));
		expect(await explainEdit(mine, why)).toMatchObject({ problem: { code: 'analysis/not-to-explain' } });
		const cell = unwrap(await historyOf(mine, id, `${id}-0`, 'verifiedAmount'));
		expect(cell).toMatchObject([
			{ why: '按合同核减', who: 'analyst', changes: [{ what: '核定金额', from: null, to: '8' }] },
			{ changes: [{ field: '' }] }
		]);
		const line = unwrap(await historyOf(mine, id, `${id}-0`));
		expect(line.map(({ revision, changes }) => [revision, changes.length])).toEqual([
			[3, 1],
			[2, 2],
			[1, 1]
		]);
		expect(unwrap(await historyOf(mine, id, `${id}-3`))[0]?.changes).toMatchObject([{ what: '新增：行 3' }]);
		expect(unwrap(await historyOf(mine, id)).at(-1)).toMatchObject({
			changes: [{ what: '新增 4 行：行 0 等' }],
			more: 0
		});
	});
});
