import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { refText } from '#lib/core/address/value-ref.ts';
import { unwrap } from '#lib/core/result.ts';
import { explain } from '#lib/server/lineage/explain.ts';
import { replaySnapshots } from '#lib/server/lineage/replay.ts';
import { verifyAudit } from '#lib/server/lineage/verify-audit.ts';
import { issueRule, signRule } from '#lib/server/rules/approval.ts';
import { createRule } from '#lib/server/rules/drafting.ts';
import { recentChecks } from '#lib/server/standards/budget-checks.ts';
import { getProposal } from '#lib/server/standards/proposals.ts';
import { latestVolume } from '#lib/server/workpapers/budget-lines.ts';
import { workpaperDocx, workpaperXlsx } from '#lib/server/workpapers/export.ts';
import { createWorkpaper, getWorkpaper, listWorkpapers } from '#lib/server/workpapers/service.ts';
import { ENGINES } from '../support/databases.ts';
import { refusal, standardWalk, type StandardWalk } from '../support/standard-walk.ts';

const CATEGORY = '城市运维/环卫保洁';
/** 8.67 元/平方米·年 from 2027 on: 867,000 of 1,000,000; half a year of 10,000; no standard for toilets. */
const LINES = [
	'单位\t预算项目\t类别\t等级\t数量\t计量单位\t月数\t申报金额（元）\t标准编号',
	`城管局\t解放路保洁\t${CATEGORY}\t一级\t100,000\t平方米\t12\t1,000,000\t`,
	`环卫所\t中山路保洁\t${CATEGORY}\t一级\t10000\t平方米\t6\t40000\tCL-DLBJ-01`,
	'环卫所\t公厕\t城市运维/公厕\t\t3\t座\t12\t90000\t'
].join('\n');

describe.each(ENGINES)('review workpapers on %s', (engine) => {
	let walk: StandardWalk;
	let id: string;
	const input = {
		title: '2027 年预算',
		organisationId: 'cm',
		year: '2027',
		date: '2027-03-01',
		lines: LINES
	};

	beforeAll(async () => {
		walk = await standardWalk(engine);
		await walk.issued();
		id = unwrap(await createWorkpaper(walk.workspace.as('perf'), input)).id;
	});
	afterAll(() => walk.open.db.destroy());

	it('hold every line against the standard in force, with the calculation, document and clause', async () => {
		const paper = unwrap(await getWorkpaper(walk.workspace.as('perf'), id));
		// 1,130,000 asked; over 133,000; 11.77 %.
		expect(paper.results).toMatchObject({
			requested: '113000000',
			allowed: '99700000',
			over: '13300000',
			rate: '11.77',
			cut: 1,
			unmatched: 1
		});
		const [first, second, third] = paper.content.lines;
		expect(first).toMatchObject({ code: 'CL-DLBJ-01-E', document: '示财绩〔2026〕8号', note: '' });
		expect(first?.clause).toContain('财政支出标准');
		expect(paper.results.lines[0]?.words).toContain(
			'核定 = 8.67 元/平方米·年 × 100,000 平方米 × 12/12 = 867,000.00 元'
		);
		expect(paper.results.lines[1]).toMatchObject({ allowed: '4000000', over: '0' });
		expect(second?.check).toBe(1);
		expect(third).toMatchObject({ check: null });
		expect(third?.note).toContain('没有适用于“城市运维/公厕”');
		expect(paper.results.lines[2]?.words).toContain('待人工审核');
	});

	it('are one entry in the record, replay, and lead from the sum to the standard', async () => {
		const { workspace, open } = walk;
		const entries = (await walk.audits()).filter(({ action }) => action === 'workpaper.create');
		expect(entries).toHaveLength(1);
		const { hash } = unwrap(await getWorkpaper(workspace.as('perf'), id));
		unwrap(await replaySnapshots(open.db, [hash]));
		for (const person of ['perf', 'supervisor'] as const) {
			const ref = refText({ kind: 'frozen', snapshot: hash, pointer: '/results/over' });
			expect(JSON.stringify(unwrap(await explain(workspace.as(person), ref)))).toContain('审减');
		}
		// Each line that a standard was applied to counts as a use of it.
		expect(unwrap(await recentChecks(workspace.as('perf')))).toHaveLength(2);
	});

	it('are written by those who review, read by those who may read the projects', async () => {
		const { workspace } = walk;
		expect(refusal(await createWorkpaper(workspace.as('supervisor'), input))).toBe('workflow/forbidden');
		expect(refusal(await getWorkpaper(workspace.as('outsider'), id))).toBe('workflow/forbidden');
		expect(refusal(await getWorkpaper(workspace.as('perf'), 'none'))).toBe('workpaper/not-found');
		expect(unwrap(await listWorkpapers(workspace.as('outsider')))).toEqual([]);
		expect(unwrap(await listWorkpapers(workspace.as('head')))).toHaveLength(1);
	});

	it.each([
		[{ title: ' ' }, 'standard/bad-parameter'],
		[{ year: '二七' }, 'standard/bad-parameter'],
		[{ date: '2027-02-30' }, 'date/malformed'],
		[{ lines: '' }, 'workpaper/empty'],
		[{ lines: `甲\t路\t${CATEGORY}\t一级\t多\t平方米\t12\t1` }, 'workpaper/line'],
		[{ organisationId: 'none' }, 'organisation/not-found']
	])('refuse %j', async (change, code) => {
		expect(refusal(await createWorkpaper(walk.workspace.as('perf'), { ...input, ...change }))).toBe(code);
	});

	it('apply no standard outside its dates: the line stays open', async () => {
		const before = unwrap(
			await createWorkpaper(walk.workspace.as('perf'), {
				...input,
				title: '早一年',
				year: '2026',
				date: '2026-03-01'
			})
		);
		const paper = unwrap(await getWorkpaper(walk.workspace.as('perf'), before.id));
		expect(paper.results).toMatchObject({ over: '0', unmatched: 3 });
		expect(paper.content.lines[1]?.note).toContain('未生效');
	});

	it('measure lines by a rule of the place and by standard × coefficient, each with its calculation', async () => {
		const { workspace, open } = walk;
		const draft = { example: 'meeting-central', organisationId: 'cm' };
		const { id: rule } = unwrap(await createRule(workspace.as('analyst'), draft));
		unwrap(await signRule(workspace.as('analyst'), 'standard.propose', { id: rule }));
		unwrap(await signRule(workspace.as('head'), 'standard.confirm-department', { id: rule }));
		unwrap(await signRule(workspace.as('perf'), 'standard.confirm-finance', { id: rule }));
		const terms = { documentNumber: '示财绩〔2026〕9号', effectiveFrom: '2026-01-01', trial: false };
		unwrap(await issueRule(workspace.as('approver'), { id: rule, ...terms }));
		const said = '会议类别=二类；人数=100；天数=2；安排住宿=否；安排伙食=是';
		const row = (answers: string) => `甲\t年会\t会议费\t\t\t\t\t60000\t\t${answers}`;
		const made = (lines: string, region = '中央') =>
			createWorkpaper(workspace.as('perf'), { ...input, title: '会议', year: '2031', region, lines });
		const { id: paperId } = unwrap(await made(row(said)));
		const { hash, content, results } = unwrap(await getWorkpaper(workspace.as('perf'), paperId));
		// 100 人 × 2 天 × (150 + 100) = 50,000 of 60,000.
		expect(results.lines).toMatchObject([{ allowed: '5000000', over: '1000000' }]);
		expect(results.lines[0]?.words).toContain('会议费限额 = 100 人 × 2 天 × 250 元/人·天 = 50,000 元');
		expect(content).toMatchObject({
			region: '中央',
			lines: [{ code: 'meeting-central', quantity: '1', unit: '项' }]
		});
		unwrap(await replaySnapshots(open.db, [hash]));
		expect(JSON.stringify((await verifyAudit(open.db)).faults)).not.toContain('预算审核');
		const ref = refText({ kind: 'frozen', snapshot: hash, pointer: '/results/lines/0/over' });
		expect(JSON.stringify(unwrap(await explain(workspace.as('perf'), ref)))).toContain(
			'不安排住宿的扣除住宿费'
		);
		expect(unwrap(await workpaperDocx(workspace.as('perf'), paperId)).bytes.length).toBeGreaterThan(5_000);
		const elsewhere = unwrap(await made(row(said), '山东省'));
		const paper = unwrap(await getWorkpaper(workspace.as('perf'), elsewhere.id));
		expect(paper.content.lines[0]?.note).toContain('只在中央有效');
		expect(refusal(await made(`${row(said)}\n${row('人数=-1')}`))).toBe('workpaper/line');
		expect(refusal(await made(row('桌数=9')))).toBe('workpaper/line');
		const road = `环卫所\t中山路\t${CATEGORY}\t一级\t10000\t平方米\t12\t40000\t`;
		expect(refusal(await made(`${road}\t夜间作业=1.2`))).toBe('workpaper/line');
	});

	it('leave as a workbook and as a Word file', async () => {
		const context = walk.workspace.as('perf');
		const { name, bytes } = unwrap(await workpaperXlsx(context, id));
		expect(name).toBe('2027 年预算审核工作底稿.xlsx');
		let size = 0;
		for await (const part of bytes) size += part.length;
		expect(size).toBeGreaterThan(2_000);
		expect(unwrap(await workpaperDocx(context, id)).bytes.length).toBeGreaterThan(5_000);
	});

	it('are what the next standard of the kind is tested on, frozen beside every signature', async () => {
		const { workspace, open } = walk;
		expect(
			await latestVolume(workspace.as('perf'), { category: CATEGORY, unitId: 'm2', grade: '一级' })
		).toBe('110000');
		const other = { category: CATEGORY, unitId: 'm2', grade: '二级' };
		expect(await latestVolume(workspace.as('perf'), other)).toBeNull();
		const proposalId = await walk.confirmed();
		const view = unwrap(await getProposal(workspace.as('perf'), proposalId));
		expect(view.budgets).toMatchObject({ year: 2027, hidden: 0, lines: [{ organisation: '城管局' }, {}] });
		expect(unwrap(await getProposal(workspace.as('analyst'), proposalId)).budgets?.lines).toHaveLength(2);
		const seen = view.decisions.at(-1)?.snapshots[4] ?? '';
		unwrap(await replaySnapshots(open.db, [seen]));
		const ref = refText({ kind: 'frozen', snapshot: seen, pointer: '/results/over' });
		const words = JSON.stringify(unwrap(await explain(workspace.as('analyst'), ref)));
		expect(words).toContain('涉及 2 个单位、2 个项目，1 个项目超过标准，合计减少 13.30 万元');
		expect(words).toContain('1 个单位被压减 10% 以上');
		expect(words).not.toContain('城管局');
		expect(view.signed).toBeNull();
		unwrap(await walk.issueAs('approver', proposalId, { effectiveFrom: '2028-01-01' }));
		// Budgets that come later do not touch what was signed.
		unwrap(await createWorkpaper(workspace.as('perf'), { ...input, title: '又一年', year: '2028' }));
		const { signed } = unwrap(await getProposal(workspace.as('supervisor'), proposalId));
		expect(signed?.budgets).toMatchObject({ hash: seen, year: 2027, results: { above: 1 } });
		expect(signed?.budgets?.results.organisations[0]).toMatchObject({ name: '城管局', cut: '13.3' });
		expect(signed?.set?.results.projects).toHaveLength(8);
	});
});
