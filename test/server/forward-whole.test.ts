import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { refText, type ValueRef } from '#lib/core/address/value-ref.ts';
import { unwrap } from '#lib/core/result.ts';
import { createProjectWithAnalysis, loadAnalysis } from '#lib/server/costing/analyses.ts';
import type { OpenDatabase } from '#lib/server/database/database.ts';
import { commitIntake } from '#lib/server/intake/commit.ts';
import { previewUpload } from '#lib/server/intake/service.ts';
import { explainChain } from '#lib/server/lineage/explain.ts';
import { forwardOf } from '#lib/server/lineage/forward.ts';
import { impact } from '#lib/server/lineage/impact.ts';
import { ENGINES, freshDatabase } from '../support/databases.ts';
import { wholeRecord, type WholeRecord } from '../support/whole-record.ts';
import { seedWorkspace, type Workspace } from '../support/workspace.ts';

describe.each(ENGINES)('forward, to everything that is kept, on %s', (engine) => {
	let open: OpenDatabase;
	let workspace: Workspace;
	let record: WholeRecord;

	beforeAll(async () => {
		open = await freshDatabase(engine);
		workspace = await seedWorkspace(open);
		record = await wholeRecord(workspace);
	});
	afterAll(() => open.db.destroy());

	const restingOn = async (ref: ValueRef | string) =>
		unwrap(await forwardOf(workspace.as('perf'), typeof ref === 'string' ? ref : refText(ref)));
	const kinds = (things: readonly { readonly kind: string }[]) => [
		...new Set(things.map(({ kind }) => kind))
	];

	it('leads from a source cell to analysis, report, sets, set analyses, standards, checks and workpapers', async () => {
		const { draft } = unwrap(await loadAnalysis(workspace.as('analyst'), record.analyses[0] ?? ''));
		const cell = draft.lines[0]?.sources.unitPrice;
		if (!cell) throw new Error('The price was read from a cell');
		const found = await restingOn({ kind: 'cell', ...cell });
		const all = ['analysis', 'report', 'comparison', 'set-analysis', 'standard', 'budget-check', 'workpaper'];
		expect(kinds(found.things)).toEqual(all);
		const report = found.things.find(({ kind }) => kind === 'report');
		expect(report?.figures.map(({ label }) => label)).toEqual(['核定合计', '一级道路 年单位成本']);
		expect(found.issued).toBe(2);
	});

	it('leads from a dated parameter, and from its frozen copy, to whatever was computed with it', async () => {
		const entry = { kind: 'parameter', series: 'demo-index', at: '2025', version: 1 } as const;
		const found = await restingOn(entry);
		expect(found.things.map(({ kind, href }) => [kind, href])).toEqual([
			['comparison', `/comparisons/${record.adjusted}`],
			['set-analysis', `/comparisons/${record.adjusted}/analysis`],
			['comparison', `/comparisons/${record.adjustedDraft}`]
		]);
		const [figure] = found.things[0]?.figures ?? [];
		const chain = unwrap(await explainChain(workspace.as('perf'), figure?.ref ?? ''));
		expect(JSON.stringify(chain)).toContain('合成数据，仅供演示');
		const other = await restingOn({ ...entry, at: '2023' });
		expect(other.things.map(({ href }) => href)).toEqual([`/comparisons/${record.adjustedDraft}`]);
	});

	it('leads from a clause of a rule to the rule and to the check made with it', async () => {
		const { snapshot } = await open.db.selectFrom('issued_rule').select('snapshot').executeTakeFirstOrThrow();
		const found = await restingOn({ kind: 'frozen', snapshot, pointer: '/content/steps/0/clause' });
		expect(found.things.map(({ kind, href }) => [kind, href])).toEqual([
			['rule', `/standards/rules/${record.rule}`],
			['budget-check', `/standards/rules/${record.rule}`]
		]);
		expect(found.issued).toBe(1);
	});

	it('leads from a cost unit people still work on, and from the total of its analysis', async () => {
		const id = record.analyses[0] ?? '';
		const { draft } = unwrap(await loadAnalysis(workspace.as('analyst'), id));
		const unit = { kind: 'draft', table: 'cost_unit', id: draft.units[0]?.id ?? '' } as const;
		expect(kinds((await restingOn({ ...unit, field: 'unitCost' })).things)).toContain('standard');
		expect(kinds((await restingOn({ ...unit, field: 'output' })).things)).toContain('standard');
		const total = { kind: 'draft', table: 'analysis', id, field: 'verified' } as const;
		expect(kinds((await restingOn(total)).things)).toEqual(['analysis', 'report']);
	});

	it('leads from a cell to the lines and units of an analysis that is not confirmed yet', async () => {
		const analyst = workspace.as('analyst');
		const basis = {
			priceYear: 2025,
			region: '甲区',
			taxBasis: 'included',
			staffScope: 'excluded',
			deliveryMode: 'purchased'
		} as const;
		const category = '城市运维/环卫保洁';
		const project = { code: 'P-9', name: '新项目', organisationId: 'cm', category, sourceNote: '合成数据' };
		const analysisId = unwrap(
			await createProjectWithAnalysis(analyst, project, { fiscalYear: 2026, periodMonths: 12, basis })
		);
		const bytes = new TextEncoder().encode('名称,单位,数量,单价(元)\n路面冲洗,平方米,700,2.5\n');
		const { id } = unwrap(await previewUpload(analyst, { analysisId, fileName: 'P-9.csv', bytes }));
		unwrap(await commitIntake(analyst, id));
		const { draft } = unwrap(await loadAnalysis(analyst, analysisId));
		const cell = draft.lines[0]?.sources.unitPrice;
		if (!cell) throw new Error('The price was read from a cell');
		const address = refText({ kind: 'cell', ...cell });
		const found = unwrap(await forwardOf(analyst, address));
		expect(found.things).toMatchObject([
			{ kind: 'analysis', href: `/analyses/${analysisId}`, figures: [{ value: '2.5' }] }
		]);
		expect(unwrap(await forwardOf(analyst, address, 'frozen')).things).toEqual([]);
	});

	it('foretells what a correction does to set analyses and to the report, too', async () => {
		const analyst = workspace.as('analyst');
		const analysisId = record.analyses[4] ?? '';
		const { draft } = unwrap(await loadAnalysis(analyst, analysisId));
		const lineId = draft.lines[0]?.id ?? '';
		const commands = [{ type: 'set', lineId, field: 'unitPrice', value: '11' }] as const;
		const { affected } = unwrap(await impact(analyst, { analysisId, commands }));
		expect(kinds(affected)).toEqual([
			'report',
			'comparison',
			'set-analysis',
			'standard',
			'budget-check',
			'workpaper'
		]);
		const split = affected.find(({ kind }) => kind === 'set-analysis');
		expect(split?.moved.map(({ label }) => label)).toContain('与对照的差异');
	});
});
