import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { BLANK_LINE } from '#lib/core/costing/blank-line.ts';
import type { CostLine } from '#lib/core/costing/line.ts';
import { fen } from '#lib/core/money/fen.ts';
import { unwrap } from '#lib/core/result.ts';
import { createAnalysis } from '#lib/server/costing/analyses.ts';
import { createProject } from '#lib/server/costing/projects.ts';
import { rowFromLine } from '#lib/server/costing/rows.ts';
import type { OpenDatabase } from '#lib/server/database/database.ts';
import { insertRows } from '#lib/server/database/insert-rows.ts';
import { ENGINES, freshDatabase } from '../support/databases.ts';
import { seedWorkspace } from '../support/workspace.ts';

describe.each(ENGINES)('bulk insert on %s', (engine) => {
	let open: OpenDatabase;
	let analysis: string;

	beforeEach(async () => {
		open = await freshDatabase(engine);
		const context = (await seedWorkspace(open)).as('analyst');
		const projectId = unwrap(
			await createProject(context, {
				code: 'P1',
				name: '项目',
				organisationId: 'cm-clean',
				category: '城市运维',
				sourceNote: ''
			})
		);
		const basis = {
			priceYear: 2025,
			region: '甲区',
			taxBasis: 'included',
			staffScope: 'excluded',
			deliveryMode: 'purchased'
		} as const;
		analysis = unwrap(
			await createAnalysis(context, { projectId, fiscalYear: 2025, periodMonths: 12, basis })
		);
	});
	afterEach(() => open.db.destroy());

	const line = (id: number, values: Partial<CostLine> = {}) =>
		rowFromLine(analysis, { ...BLANK_LINE, id: `line-${id}`, parentId: null, position: id, ...values });

	it('stores every value as it was given', async () => {
		const rows = [
			line(0, { name: '引号 " 反斜线 \\ 逗号 , 换行\n制表\t单引号 \' 𠮷', quantity: '0.10' }),
			line(1, { statedAmount: fen(9_000_000_000_000_000), verifiedAmount: fen(-1), evidenceLevel: 3 }),
			line(2, { years: { '2023:actual': '1.5' }, remark: 'null', code: '001' })
		];
		expect(await insertRows(open.db, 'cost_line', rows)).toBe(3);
		expect(await open.db.selectFrom('cost_line').selectAll().orderBy('position').execute()).toEqual(rows);
	});

	it.each([0, 1, 49, 50, 51, 130])('inserts %i rows', async (count) => {
		const rows = Array.from({ length: count }, (_, index) => line(index));
		expect(await insertRows(open.db, 'cost_line', rows)).toBe(count);
		expect(await open.db.selectFrom('cost_line').select('id').execute()).toHaveLength(count);
	});

	it('skips a row whose key is taken and says so by its count', async () => {
		await insertRows(open.db, 'cost_line', [line(7, { name: '原有' })]);
		expect(await insertRows(open.db, 'cost_line', [line(7, { name: '后来' }), line(8)])).toBe(1);
		const kept = await open.db.selectFrom('cost_line').select('name').where('id', '=', 'line-7').execute();
		expect(kept).toEqual([{ name: '原有' }]);
	});

	it('leaves nothing behind when the transaction is rolled back', async () => {
		const rows = Array.from({ length: 120 }, (_, index) => line(index));
		const failing = open.db.transaction().execute(async (tx) => {
			await insertRows(tx, 'cost_line', rows);
			throw new Error('afterwards');
		});
		await expect(failing).rejects.toThrow('afterwards');
		expect(await open.db.selectFrom('cost_line').select('id').execute()).toEqual([]);
	});
});
