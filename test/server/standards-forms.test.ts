import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { refText } from '#lib/core/address/value-ref.ts';
import { dec, sum, toText } from '#lib/core/decimal/decimal.ts';
import { date } from '#lib/core/period/date.ts';
import { unwrap } from '#lib/core/result.ts';
import type { StandardDraft } from '#lib/core/standards/draft.ts';
import type {
	ExpenditureContent,
	ExpenditureResults,
	Payer,
	PayerId,
	QuotaResults
} from '#lib/core/standards/standard-snapshot.ts';
import { listCandidates } from '#lib/server/comparison/candidates.ts';
import { freezeComparison } from '#lib/server/comparison/freeze.ts';
import { addMembers } from '#lib/server/comparison/members.ts';
import { createComparison } from '#lib/server/comparison/service.ts';
import { createProjectWithAnalysis } from '#lib/server/costing/analyses.ts';
import { approveAnalysis, submitAnalysis } from '#lib/server/costing/approval.ts';
import { saveEdits } from '#lib/server/costing/edits.ts';
import { explain } from '#lib/server/lineage/explain.ts';
import { replayAll } from '#lib/server/lineage/replay.ts';
import { verifyAudit } from '#lib/server/lineage/verify-audit.ts';
import { getSnapshot } from '#lib/server/snapshots/service.ts';
import { confirmByDepartment, confirmByFinance, propose } from '#lib/server/standards/approval.ts';
import { checkBudgetLine, type BudgetLineInput } from '#lib/server/standards/budget-checks.ts';
import { createProposal } from '#lib/server/standards/drafting.ts';
import { lookUp } from '#lib/server/standards/library.ts';
import { recordOutturn } from '#lib/server/standards/outturn.ts';
import { upkeepOf } from '#lib/server/standards/upkeep.ts';
import { commandsToBuild, costLine, costUnit, draftOf } from '../support/cost-draft.ts';
import { ENGINES } from '../support/databases.ts';
import { allowTampering, DRAFT, refusal, standardWalk, type StandardWalk } from '../support/standard-walk.ts';

const TODAY = date('2026-11-22');
/** Labour and material of five roads of 1,000 ㎡, 元 per ㎡ and year: 60 % labour everywhere. */
const ROADS = [
	['4.8', '3.2'],
	['5.1', '3.4'],
	['5.4', '3.6'],
	['5.7', '3.8'],
	['6', '4']
] as const;

const payer = (id: PayerId, share: string, change: Partial<Payer> = {}): Payer => ({
	...{ payer: id, region: '', tier: '', share, matches: '', floor: '', ceiling: '' },
	...change
});
const RANGE: StandardDraft = {
	...DRAFT,
	quota: { ...DRAFT.quota, rule: 'median', form: 'range', composition: 'set' },
	expenditure: {
		...DRAFT.expenditure,
		force: 'range',
		payers: [
			...[payer('province', '0.7'), payer('county', '0.3', { floor: '2.8' })],
			...[payer('province', '0.9', { region: '山区' }), payer('county', '0.1', { region: '山区' })]
		]
	}
};
const LINE: BudgetLineInput = {
	...{ code: 'CL-DLBJ-01-E', date: '2026-03-01', line: '解放路保洁', quantity: '333', unit: '㎡' },
	...{ months: 7, requested: '2,000.01' }
};

/** What was frozen on one engine must be the same, byte for byte, on the other. */
const frozenBefore = new Map<string, string>();

/** One workspace for the file: five confirmed breakdowns, their set, and a range shared by two payers in force since 2025. */
describe.each(ENGINES)('a range with elements and payers on %s', (engine) => {
	let walk: StandardWalk;
	let hashes: { readonly quota: string; readonly expenditure: string };
	let id: string;

	beforeAll(async () => {
		walk = await standardWalk(engine);
		for (const [i, [labour, material]] of ROADS.entries()) await confirmedRoad(i + 1, labour, material);
		const analyst = walk.workspace.as('analyst');
		const { id: proposalId } = unwrap(await createProposal(analyst, { comparisonId: await frozenSet() }));
		await walk.save('analyst', proposalId, RANGE);
		unwrap(await propose(analyst, { proposalId }));
		unwrap(await confirmByDepartment(walk.workspace.as('head'), { proposalId }));
		unwrap(await confirmByFinance(walk.workspace.as('perf'), { proposalId }));
		unwrap(await walk.issueAs('approver', proposalId, { effectiveFrom: '2025-01-01' }));
		const [entry] = unwrap(await lookUp(analyst, { date: TODAY }));
		if (!entry) throw new Error('What was issued is in force');
		hashes = entry.hashes;
		id = entry.ids.expenditure;
	}, 60_000);
	afterAll(() => walk.open.db.destroy());

	/** What the road cost in 2025 and 2026 is a quarter more than the analysis says it should. */
	async function confirmedRoad(number: number, labour: string, material: string): Promise<void> {
		const analyst = walk.workspace.as('analyst');
		const basis = {
			priceYear: 2025,
			region: '甲区',
			taxBasis: 'included',
			staffScope: 'excluded',
			deliveryMode: 'purchased'
		} as const;
		const code = `P-${number}`;
		const project = { code, name: `合成项目${number}`, organisationId: 'cm', sourceNote: '合成数据' };
		const analysisId = unwrap(
			await createProjectWithAnalysis(
				analyst,
				{ ...project, category: '城市运维/环卫保洁' },
				{ fiscalYear: 2025, periodMonths: 12, basis }
			)
		);
		const line = (name: string, element: 'labour' | 'material', unitPrice: string, position: number) => {
			const spent = `${1250 * Number(unitPrice)}`;
			return costLine({
				...{ id: name, name, element, position, unit: '平方米', quantity: '1000', unitPrice },
				years: { '2025:actual': spent, '2026:actual': spent }
			});
		};
		const lines = [line('人工', 'labour', labour, 0), line('材料', 'material', material, 1)];
		const unit = costUnit({
			...{ id: 'u', name: '道路', grade: '一级', output: '1000', lineIds: ['人工', '材料'] },
			yearOutputs: { '2025': '1000', '2026': '1000' }
		});
		const commands = commandsToBuild(draftOf(lines, [unit]), code);
		const edits = { analysisId, batchId: `batch-${number}`, revision: 0, commands };
		const { revision } = unwrap(await saveEdits(analyst, edits));
		const signed = { analysisId, revision, opinion: '同意' };
		unwrap(await submitAnalysis(analyst, signed));
		unwrap(await approveAnalysis(walk.workspace.as('head'), signed));
	}

	async function frozenSet(): Promise<string> {
		const analyst = walk.workspace.as('analyst');
		const basis = {
			category: '城市运维/环卫保洁',
			unit: '平方米',
			targetYear: '2025',
			steps: [],
			series: {}
		};
		const made = unwrap(await createComparison(analyst, { title: '道路', purpose: '编制定额', ...basis }));
		const candidates = unwrap(await listCandidates(analyst, made));
		const members = candidates.map(({ snapshot, unit }) => ({ snapshot, unit }));
		unwrap(await addMembers(analyst, { id: made, members }));
		unwrap(await freezeComparison(analyst, made));
		return made;
	}

	/** The reviewer of budgets may see both the standard and the check. */
	const explained = async (hash: string, pointer: string) =>
		unwrap(await explain(walk.workspace.as('liaison'), refText({ kind: 'frozen', snapshot: hash, pointer })));
	const check = async (change: Partial<BudgetLineInput> = {}) =>
		checkBudgetLine(walk.workspace.as('liaison'), { ...LINE, ...change });

	it('freezes the elements of the members’ own lines, the same on every engine', async () => {
		const quota = unwrap(await getSnapshot(walk.open.db, hashes.quota));
		// Quotas of one method have one type of results; five roads of 8, 8.5, 9, 9.5 and 10 元.
		const results = quota.results as QuotaResults;
		expect(results).toMatchObject({ value: '9', low: '8.5', high: '9.5' });
		expect(results.composition).toEqual([
			{ element: 'labour', value: '5.4', share: '60' },
			{ element: 'material', value: '3.6', share: '40' }
		]);
		expect(quota.inputs.filter(({ role }) => role === 'analysis')).toHaveLength(5);
		expect(await explained(hashes.quota, '/results/composition/0/value')).toMatchObject({ value: '5.4' });
		for (const [kind, hash] of Object.entries(hashes)) {
			expect(frozenBefore.get(kind) ?? hash, kind).toBe(hash);
			frozenBefore.set(kind, hash);
		}
	});

	it('is paid by both payers, the county never below its floor', async () => {
		const { method, results } = unwrap(await getSnapshot(walk.open.db, hashes.expenditure));
		expect(method).toBe('standard/expenditure@2');
		// The first of the tables is the general one: 9 × 30 % = 2.7 is below 2.8.
		const { payers, low, high } = results as ExpenditureResults;
		expect([low, high]).toEqual(['8.5', '9.5']);
		expect(payers?.map((table) => table.payers.map(({ value }) => value))).toEqual([
			['6.2', '2.8'],
			['8.1', '0.9']
		]);
	});

	it('holds a budget line to both ends and divides what it allows to the last 分', async () => {
		const { hash, results, content } = unwrap(await check());
		// 9.5 × 333 × 7/12 = 1,845.375; of 9.5 the county pays 30 % = 2.85, above its floor.
		expect(results).toMatchObject({ allowed: '184538', over: '15463', least: '165113', form: 'range' });
		expect(results.payers).toEqual([
			{ payer: 'province', amount: '129177' },
			{ payer: 'county', amount: '55361' }
		]);
		expect(content).not.toHaveProperty('region');
		const low = unwrap(await check({ requested: '1,651.12' })).results;
		expect(low).toMatchObject({ below: '1', over: '0' });
		for (const pointer of ['allowed', 'least', 'payers/1/amount']) {
			const step = await explained(hash, `/results/${pointer}`);
			expect(step.unit, pointer).toBe('元');
			// Every figure below can be followed, too.
			for (const input of step.inputs) unwrap(await explain(walk.workspace.as('liaison'), input.ref));
		}
	});

	it('asks the payers of the region, and refuses one it says nothing about', async () => {
		const { hash, content, results } = unwrap(await check({ region: ' 山区 ' }));
		expect(content.region).toBe('山区');
		expect(results).toMatchObject({
			...{ allowed: '184538', table: 1 },
			payers: [
				{ payer: 'province', amount: '166084' },
				{ payer: 'county', amount: '18454' }
			]
		});
		const whole = sum((results.payers ?? []).map(({ amount }) => dec(amount)));
		expect(toText(whole)).toBe(results.allowed);
		const { inputs } = await explained(hash, '/results/payers/1/amount');
		expect(inputs.map(({ ref }) => ref)).toContain(
			refText({
				...{ kind: 'frozen', snapshot: hashes.expenditure },
				pointer: '/results/payers/1/payers/1/value'
			})
		);
		expect(refusal(await check({ region: '海岛' }))).toBe('standard/bad-parameter');
	});

	it('reads outturn off the confirmed breakdowns and raises the alarm after two years outside', async () => {
		const analyst = walk.workspace.as('analyst');
		const { drift, outturn } = unwrap(await upkeepOf(analyst, id, TODAY));
		expect(outturn).toHaveLength(10);
		expect(drift).toMatchObject({
			alarm: true,
			outturn: { years: [{ unitCost: '11.2500' }, { unitCost: '11.2500' }] }
		});
		const [first] = outturn;
		expect(first).toMatchObject({ source: 'analysis', year: 2026 });
		// 1,000 × (4.8 + 3.2) × 1.25, over 1,000 ㎡.
		expect(unwrap(await explain(analyst, first?.ref ?? ''))).toMatchObject({ value: '10' });
		const foreign = unwrap(await upkeepOf(walk.workspace.as('outsider'), id, TODAY));
		expect(foreign.drift.alarm).toBe(true);
		expect(foreign.outturn.map(({ ref, project }) => [ref, project.includes('合成')])).toEqual(
			outturn.map(() => [null, false])
		);
		const again = { id, year: '2026', project: 'P-1', quantity: '1', amount: '1', document: '决算' };
		expect(refusal(await recordOutturn(analyst, { ...again, project: '合成项目1' }))).toBe(
			'standard/outturn-measured'
		);
	});

	it('replays whole, and a share changed in the database is found and named', async () => {
		expect((await replayAll(walk.open.db)).faults).toEqual([]);
		expect((await verifyAudit(walk.open.db)).faults).toEqual([]);
		await allowTampering(walk.open);
		const share = (of: string) => `"payer":"province","region":"山区","share":"${of}"`;
		await sql`update snapshot set body = replace(body, ${share('0.9')}, ${share('0.8')})
			where hash = ${hashes.expenditure}`.execute(walk.open.db);
		const row = await walk.open.db
			.selectFrom('snapshot')
			.select('body')
			.where('hash', '=', hashes.expenditure)
			.executeTakeFirstOrThrow();
		// An expenditure snapshot has this content.
		const { content } = JSON.parse(row.body) as { content: ExpenditureContent };
		expect(content.payers?.[2]?.share).toBe('0.8');
		const { faults, standards } = await replayAll(walk.open.db);
		expect(JSON.stringify(faults)).toContain(hashes.expenditure);
		const broken = standards.filter(({ problem }) => problem !== null);
		expect(broken.map(({ code, documentNumber }) => `${documentNumber} ${code}`)).toEqual([
			'示财绩〔2026〕8号 CL-DLBJ-01-E'
		]);
	});
});
