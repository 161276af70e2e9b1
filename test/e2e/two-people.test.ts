import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { launchBrowser, visit, type Visitor } from '../support/browser.ts';
import { startApp, type RunningApp } from '../support/running-app.ts';
import { AnalysisPage } from './pages/analysis-page.ts';
import { SignInPage } from './pages/sign-in-page.ts';

/**
 * The department's analyst and the agency's consultant in one analysis of the example workspace, each at a computer of
 * their own: 村级补助及运转经费 2022 is still being worked on.
 */
describe('two people in one analysis', () => {
	let app: RunningApp;
	let browser: Browser;
	let analyst: Visitor;
	let consultant: Visitor;
	let address = '';

	beforeAll(async () => {
		app = await startApp(inject('loadedExample'));
		browser = await launchBrowser();
		[analyst, consultant] = [await signedIn('analyst'), await signedIn('consultant')];
		await analyst.page.goto('/analyses');
		await analyst.page.getByRole('link', { name: /村级补助及运转经费/ }).click();
		await analyst.page.waitForURL(/\/analyses\/[0-9a-f-]{36}$/);
		address = analyst.page.url();
		await consultant.page.goto(address);
		for (const { page } of [analyst, consultant]) await cell(page, '村级组织运转', 'quantity').waitFor();
	});
	afterAll(async () => {
		await browser?.close();
		await app?.stop();
	});

	async function signedIn(username: string): Promise<Visitor> {
		const visitor = await visit(browser, app);
		await new SignInPage(visitor.page).signInAs(username, app);
		return visitor;
	}

	function cell(page: Page, line: string, column: string): Locator {
		const row = page.locator('.ag-row').filter({ hasText: line });
		return row.locator(`[col-id="${column}"]`).first();
	}

	const type = (visitor: Visitor, line: string, column: string, text: string) =>
		new AnalysisPage(visitor.page).type(line, column, text);
	const shows = (visitor: Visitor, line: string, column: string, text: string) =>
		cell(visitor.page, line, column).filter({ hasText: text }).waitFor();
	const saved = (visitor: Visitor) => visitor.page.getByText(/^已保存/).waitFor();

	it('see each other, and each other’s saved edits, without losing their place', async () => {
		await analyst.page.getByText('第三方机构主评人 也在').waitFor();
		await consultant.page.getByText('建管委经办人 也在').waitFor();
		await cell(consultant.page, '村级事务补助', 'quantity').click();
		await type(analyst, '村级组织运转', 'quantity', '77');
		await shows(consultant, '村级组织运转', 'quantity', '77');
		await consultant.page.locator('.people .flash', { hasText: '建管委经办人' }).first().waitFor();
		// What is typed next goes where the person stood before the other's edit came in.
		await consultant.page.keyboard.type('5');
		await consultant.page.keyboard.press('Enter');
		await shows(analyst, '村级事务补助', 'quantity', '5');
		await consultant.screenshot('two-people');
	});

	it('decide where both changed the same while one was offline, and nothing waits in vain', async () => {
		await analyst.context.setOffline(true);
		await type(analyst, '村民组长', 'quantity', '11');
		await type(analyst, '村民监督委员会', 'quantity', '12');
		await analyst.page.getByText('离线，2 处修改待保存').waitFor();
		await analyst.screenshot('two-people-offline');
		await type(consultant, '村民组长', 'quantity', '99');
		await saved(consultant);
		await analyst.context.setOffline(false);
		const dialog = analyst.page.locator('dialog[open]');
		await dialog.getByText('采用对方的：99').waitFor();
		await analyst.screenshot('two-people-conflict');
		await dialog.getByText('保留我的：11').click();
		await dialog.getByRole('button', { name: '按所选保存' }).click();
		await shows(consultant, '村民组长', 'quantity', '11');
		await shows(consultant, '村民监督委员会', 'quantity', '12');
	});

	it('lose nothing when a tab ends before its edits could be saved', async () => {
		await saved(analyst);
		await analyst.context.setOffline(true);
		await type(analyst, '村级工作目标奖励', 'quantity', '21');
		await analyst.page.getByText('离线，1 处修改待保存').waitFor();
		await analyst.page.close({ runBeforeUnload: false });
		await analyst.context.setOffline(false);
		const page = await analyst.context.newPage();
		analyst = { ...analyst, page };
		await page.goto(address);
		await shows(analyst, '村级工作目标奖励', 'quantity', '21');
		await saved(analyst);
		await shows(consultant, '村级工作目标奖励', 'quantity', '21');
	});

	it('undo their own edits only, those of before a reload included', async () => {
		await analyst.page.reload();
		await cell(analyst.page, '村级组织运转', 'quantity').click();
		await analyst.page.getByRole('button', { name: '撤销' }).and(analyst.page.locator(':enabled')).waitFor();
		await analyst.page.keyboard.press('Control+z');
		await cell(consultant.page, '村级工作目标奖励', 'quantity').filter({ hasNotText: '21' }).waitFor();
		await shows(consultant, '村级事务补助', 'quantity', '5');
	});

	it('say something about a cell, mention each other and settle it', async () => {
		const { page } = analyst;
		await cell(page, '村民监督委员会', 'statedAmount').click();
		await page.keyboard.press('Shift+F2');
		await page.getByRole('textbox', { name: '批注' }).fill('请核对：');
		await page.keyboard.press('End');
		await page.keyboard.type('@第三方');
		await page.getByRole('option', { name: /第三方机构主评人/ }).waitFor();
		await page.keyboard.press('Enter');
		await page.keyboard.press('Control+Enter');
		await cell(consultant.page, '村民监督委员会', 'statedAmount')
			.and(consultant.page.locator('.commented'))
			.waitFor();
		await consultant.page.getByRole('tab', { name: '批注 1' }).click();
		await consultant.screenshot('two-people-comment');
		const tasks = await consultant.context.newPage();
		await tasks.goto('/');
		await tasks.getByText('回复批注：建管委经办人提到了您').waitFor();
		await consultant.page.getByRole('button', { name: '了结' }).click();
		await page.locator('.commented').first().waitFor({ state: 'detached' });
		await tasks.reload();
		expect(await tasks.getByText('回复批注').count()).toBe(0);
		await tasks.close();
	});

	it('read in place who changed a cell and how, and put a value back', async () => {
		const { page } = analyst;
		await cell(page, '村民组长', 'quantity').click();
		await page.getByRole('tab', { name: '修改历史' }).click();
		await page.getByRole('button', { name: '本格' }).click();
		await page.getByText('99 → 11').waitFor();
		await page.getByRole('button', { name: '恢复为“99”' }).click();
		await shows(consultant, '村民组长', 'quantity', '99');
	});

	it('are told why a submitted sheet is locked and who can lift that, where they try to type', async () => {
		const { page } = await signedIn('head');
		await page.goto(address);
		await cell(page, '村级组织运转', 'quantity').click();
		await page.keyboard.type('1');
		await page.getByRole('alert').filter({ hasText: '能修改的人：' }).waitFor();
		await page.context().close();
	});

	it('sign out, and their page hears no more', async () => {
		expect([...analyst.complaints.policy, ...consultant.complaints.policy]).toEqual([]);
		expect([...analyst.complaints.errors, ...consultant.complaints.errors]).toEqual([]);
		const other = await consultant.context.newPage();
		await other.goto('/');
		await other.getByRole('button', { name: '退出' }).click();
		await other.waitForURL(/sign-in/);
		await analyst.page.getByText('第三方机构主评人 也在').waitFor({ state: 'detached' });
	});

	it('leave a server that stops at once', async () => {
		expect(await app.stop()).toBe(0);
	});
});
