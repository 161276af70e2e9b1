import Database from 'better-sqlite3';
import { fileURLToPath } from 'node:url';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser, visit, type Visitor } from '../support/browser.ts';
import { startApp, type RunningApp } from '../support/running-app.ts';
import { AnalysisPage } from './pages/analysis-page.ts';
import { ComparisonPage } from './pages/comparison-page.ts';
import { ProposalPage } from './pages/proposal-page.ts';
import { SignInPage } from './pages/sign-in-page.ts';

const WORKBOOK = fileURLToPath(new URL('../../examples/JJ2021-鼎山街道市政日常维护.xlsx', import.meta.url));

/**
 * The whole job in the browser with the published workbook of 鼎山街道 2021 (examples/README.md): analyst, department
 * head, finance and a budget reviewer, each at a computer of their own, over plain http.
 */
describe('the main job, in the browser', () => {
	let app: RunningApp;
	let browser: Browser;
	let proposalUrl = '';
	let analysisUrl = '';
	const people = new Map<string, Visitor>();

	beforeAll(async () => {
		app = await startApp();
		browser = await launchBrowser();
		for (const username of ['analyst', 'head', 'perf', 'approver', 'liaison']) {
			const visitor = await visit(browser, app);
			await new SignInPage(visitor.page).signInAs(username, app);
			people.set(username, visitor);
		}
	});
	afterAll(async () => {
		await browser?.close();
		await app?.stop();
	});

	const as = (username: string): Visitor => {
		const visitor = people.get(username);
		if (!visitor) throw new Error(`Nobody signed in as ${username}`);
		return visitor;
	};

	it('imports the workbook and shows what does not add up, before anything is written', async () => {
		const { page, screenshot } = as('analyst');
		const analysis = new AnalysisPage(page);
		await analysis.create({
			code: 'WALK-JJ',
			name: '鼎山街道市政维护走查',
			organisation: '外地公开案例',
			category: '城市运维/环卫保洁',
			year: '2021',
			region: '重庆市江津区'
		});
		analysisUrl = page.url();
		await analysis.upload(WORKBOOK);
		await screenshot('walk-intake');
		expect(await page.locator('main').innerText()).toContain('219,623.00');
		expect(countLines(app, 'WALK-JJ')).toBe(0);
		await analysis.confirmImport();
		expect(await analysis.totals()).toContain('22,210,577.00');
		expect(countLines(app, 'WALK-JJ')).toBe(15);
	});

	it('breaks the cost down: amounts follow at once, and nothing is lost', async () => {
		const { page, screenshot } = as('analyst');
		const analysis = new AnalysisPage(page);
		await analysis.type('老集镇维护', 'quantity', '2');
		await page.getByText('22,260,577.00').first().waitFor();
		await analysis.saved();
		await page.keyboard.press('Control+z');
		await page.getByText('22,210,577.00').first().waitFor();
		await analysis.saved();
		await page.reload();
		expect(await analysis.totals()).toContain('22,210,577.00');
		await analysis.tab(/成本单元/);
		await analysis.adoptProposedUnits();
		await analysis.saved();
		const text = await page.locator('main').innerText();
		for (const unitCost of ['10.000000', '7.000000', '9.356211']) expect(text).toContain(unitCost);
		await screenshot('walk-analysis');
	});

	it('is submitted by the analyst and confirmed by the department head', async () => {
		await new AnalysisPage(as('analyst').page).decide('提交');
		await as('analyst').page.getByText('部门审核中').first().waitFor();
		const { page } = as('head');
		await page.goto(analysisUrl);
		await new AnalysisPage(page).decide('确认', '已核对来源与合计');
		await page.getByText('已确认').first().waitFor();
	});

	it('compares it and says why one project makes no statistical standard', async () => {
		const { page, screenshot } = as('analyst');
		const comparison = new ComparisonPage(page);
		await comparison.create(/环卫保洁.*平方米/, '一级道路清扫保洁', '2021');
		await comparison.add(/鼎山街道市政维护走查.*一级/);
		await page.getByText('10.0000').first().waitFor();
		await comparison.freeze();
		await screenshot('walk-comparison');
		const proposal = new ProposalPage(page);
		await proposal.begin();
		expect(await proposal.verdict()).toContain('可设分项成本控制数');
		proposalUrl = page.url();
	});

	it('derives, confirms jointly and issues a standard once, however often it is clicked', async () => {
		const { page: analyst, screenshot } = as('analyst');
		await new ProposalPage(analyst).draftPolicyFixed('ZC-QSBJ-01', '10', '江津府发〔2016〕40号');
		await new ProposalPage(analyst).sign('提出', '待部门确认');
		await screenshot('walk-proposal');
		for (const [username, words, then] of [
			['head', '部门确认', '待财政会同确认'],
			['perf', '财政会同确认', '待印发']
		] as const) {
			const { page } = as(username);
			await page.goto(proposalUrl);
			await new ProposalPage(page).sign(words, then);
		}
		const { page } = as('approver');
		await page.goto(proposalUrl);
		await new ProposalPage(page).issue('示财绩〔2026〕8号', '2027-01-01');
		expect(countIssued(app, 'ZC-QSBJ-01')).toBe(3);
	});

	it('leads from the issued value to a cell of the uploaded workbook', async () => {
		const { page, screenshot } = as('approver');
		await page.goto('/standards');
		await page.getByLabel('适用日期').fill('2027-06-01');
		await page.getByRole('button', { name: '查询' }).click();
		await page
			.getByRole('row', { name: /ZC-QSBJ-01/ })
			.getByRole('link')
			.first()
			.click();
		await page.waitForURL(/\/standards\//);
		await page.getByRole('button', { name: '追溯' }).first().click();
		await page.getByRole('complementary', { name: /来源/ }).waitFor();
		await screenshot('walk-source');
		const value = snapshotOf(app, 'ZC-QSBJ-01-E');
		await page.goto(`/explain/frozen/${value}/results/value`);
		const outline = await page.locator('main').innerText();
		expect(outline).toContain('江津府发〔2016〕40号');
		expect(outline).toContain('经费测算表!D8');
		await screenshot('walk-explain');
	});

	it('holds a budget line against the standard in force', async () => {
		const { page, screenshot } = as('liaison');
		await page.goto('/budget-check');
		await page.getByLabel('适用日期').fill('2027-06-01');
		await page.getByLabel('适用日期').press('Tab');
		const options = page.getByLabel('财政支出标准').locator('option', { hasText: 'ZC-QSBJ-01' });
		await options.first().waitFor({ state: 'attached' });
		await page.getByLabel('财政支出标准').selectOption({ label: (await options.first().innerText()).trim() });
		await page.getByLabel('预算项目名称').fill('2027年清扫保洁');
		await page.getByLabel('数量').fill('200');
		await page.getByLabel('申报金额').fill('2460');
		await page.getByRole('button', { name: '对照标准' }).click();
		await page
			.getByText(/超标准 460\.00 元/)
			.first()
			.waitFor();
		await screenshot('walk-budget');
	});

	it('broke no content policy and threw no error on the way', () => {
		for (const [username, { complaints }] of people)
			expect(complaints, username).toEqual({ policy: [], errors: [] });
	});
});

function query<T>(app: RunningApp, sql: string, ...values: string[]): T {
	const database = new Database(app.databaseFile, { readonly: true });
	try {
		return database.prepare(sql).get(...values) as T;
	} finally {
		database.close();
	}
}

function countLines(app: RunningApp, project: string): number {
	const sql =
		'select count(*) as n from cost_line l join analysis a on a.id = l.analysis_id join project p on p.id = a.project_id where p.code = ?';
	return query<{ n: number }>(app, sql, project).n;
}

function countIssued(app: RunningApp, series: string): number {
	return query<{ n: number }>(
		app,
		'select count(*) as n from issued_standard where code like ?',
		`${series}-%`
	).n;
}

function snapshotOf(app: RunningApp, code: string): string {
	return query<{ snapshot: string }>(app, 'select snapshot from issued_standard where code = ?', code)
		.snapshot;
}
