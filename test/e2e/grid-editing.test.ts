import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { launchBrowser, visit, type Visitor } from '../support/browser.ts';
import { startApp, type RunningApp } from '../support/running-app.ts';
import { AnalysisPage } from './pages/analysis-page.ts';
import { GridPage } from './pages/grid-page.ts';
import { SignInPage } from './pages/sign-in-page.ts';

/** What somebody used to Excel does in the first ten minutes, over plain http, at the smallest screen. */
describe('editing the cost grid as in Excel', () => {
	let app: RunningApp;
	let browser: Browser;
	let visitor: Visitor;
	let grid: GridPage;

	beforeAll(async () => {
		app = await startApp(inject('loadedExample'));
		browser = await launchBrowser();
		visitor = await visit(browser, app);
		await new SignInPage(visitor.page).signInAs('analyst', app);
		await new AnalysisPage(visitor.page).create({
			code: 'GRID-1',
			name: '表格走查',
			organisation: '外地公开案例',
			category: '城市运维/环卫保洁',
			year: '2024',
			region: '上海市青浦区'
		});
		grid = new GridPage(visitor.page);
		await grid.ready();
	});
	afterAll(async () => {
		await browser?.close();
		await app?.stop();
	});

	it('pastes a table with heads into an empty sheet, in the unit that the heads say', async () => {
		await grid.paste(
			'序号\t项目名称\t数量\t单位\t单价（元）\t金额（万元）\n' +
				'1\t道路清扫\t1,234.50\t㎡\t￥2\t\n2\t公厕管护\t１２\t座\t(3)\t\n3\t"河道\n保洁"\t—\t\t\t1.5'
		);
		await grid.cell(3, 'name').waitFor();
		expect(await grid.column('name', 3)).toEqual(['道路清扫', '公厕管护', '河道 保洁']);
		expect(await grid.column('quantity', 3)).toEqual(['1,234.5', '12', '']);
		expect(await grid.column('statedAmount', 3)).toEqual(['2,469.00', '-36.00', '15,000.00']);
		await new AnalysisPage(visitor.page).saved();
	});

	it('types: typing replaces, Enter goes down, Tab goes right, Esc gives up', async () => {
		await grid.cell(2, 'quantity').click();
		await visitor.page.keyboard.type('15');
		await grid.press('Tab');
		expect([await grid.text(2, 'quantity'), await grid.at()]).toEqual(['15', '2.unit']);
		await visitor.page.keyboard.type('处');
		await grid.press('Enter');
		expect([await grid.text(2, 'unit'), await grid.at()]).toEqual(['处', '3.quantity']);
		await visitor.page.keyboard.type('99');
		await grid.press('Escape');
		expect([await grid.text(3, 'quantity'), await grid.at()]).toEqual(['', '3.quantity']);
	});

	it('takes Chinese from an input method whole; Enter that confirms it does not move', async () => {
		await grid.cell(1, 'name').click();
		await grid.compose('daolu', '道路');
		expect(await grid.at()).toBe('1.name');
		await grid.press('Enter');
		expect([await grid.text(1, 'name'), await grid.at()]).toEqual(['道路', '2.name']);
	});

	it('takes a choice that is typed, also by an input method, and gives up its list by one Esc', async () => {
		await grid.press('Control+Home');
		for (let right = 0; right < 10; right += 1) await grid.press('ArrowRight');
		expect(await grid.at()).toBe('1.element');
		await grid.compose('rengong', '人工');
		await grid.press('Enter');
		expect([await grid.text(1, 'element'), await grid.at()]).toEqual(['人工费', '2.element']);
		const editor = visitor.page.locator('.ag-cell-inline-editing, .ag-cell-popup-editing');
		await grid.press('F2');
		await editor.waitFor();
		await grid.press('Escape');
		await editor.waitFor({ state: 'detached' });
		await visitor.page.keyboard.type('其');
		await editor.waitFor();
		await grid.press('Tab', 'Enter');
		await expect.poll(() => grid.text(2, 'element')).toBe('其他');
		await grid.press('Control+z', 'Control+z', 'Home');
	});

	it('draws the tree anew with every move, and lets the keyboard go by Esc and Tab', async () => {
		await grid.cell(2, 'name').click();
		await grid.press('Alt+ArrowRight');
		const names = visitor.page.locator('.ag-row .cost-name');
		await expect.poll(() => names.nth(0).locator('.cost-chevron-open').count()).toBe(1);
		expect(await names.nth(1).evaluate((name) => name.style.paddingInlineStart)).toBe('16px');
		await grid.press('Alt+ArrowLeft');
		await expect.poll(() => names.nth(0).locator('.cost-chevron').count()).toBe(0);
		await grid.press('Escape', 'Tab');
		const views = visitor.page.getByRole('group', { name: '视图' });
		expect(await views.locator(':focus').count()).toBe(1);
		await grid.press('F6');
		expect([await views.locator(':focus').count(), await grid.at()]).toEqual([0, '2.name']);
	});

	it('takes the exact values of a spreadsheet program, grows, and says what it did not take', async () => {
		await grid.cell(3, 'quantity').click();
		await grid.paste(
			'1,235\t座\n五\t座\n7\t座',
			'<table><tr><td x:num="1234.5678">1,235</td><td>座</td></tr>' +
				'<tr><td>五</td><td>座</td></tr><tr><td x:num="7">7</td><td>座</td></tr></table>'
		);
		await grid.report().waitFor();
		expect(await grid.report().innerText()).toContain('已粘贴 3 行，其中新增 2 行，1 格未接受');
		expect(await grid.column('quantity', 5)).toEqual(['1,234.5', '15', '1,234.5678', '', '7']);
		expect(await grid.selected()).toBe(6);
		await visitor.screenshot('grid-paste-report');
		await grid
			.report()
			.getByRole('button', { name: /第 4 行.*数量/ })
			.click();
		await expect.poll(() => grid.at()).toBe('4.quantity');
	});

	it('takes all of it back by one Ctrl+Z', async () => {
		await grid.press('Escape', 'Control+z');
		await expect.poll(() => grid.cell(4, 'name').count()).toBe(0);
		expect(await grid.text(3, 'quantity')).toBe('');
	});

	it('selects by mouse and keys, copies by the clipboard, and clears the range in one edit', async () => {
		await grid.cell(1, 'quantity').click();
		await grid.cell(2, 'unitPrice').click({ modifiers: ['Shift'] });
		expect(await grid.selected()).toBe(6);
		await grid.press('Control+c');
		await grid.cell(3, 'quantity').click();
		await grid.press('Control+v');
		await grid.cell(4, 'name').waitFor();
		expect([await grid.text(3, 'unitPrice'), await grid.text(4, 'unitPrice')]).toEqual(['2', '-3']);
		await grid.press('Delete');
		expect([await grid.text(3, 'unitPrice'), await grid.text(4, 'unitPrice')]).toEqual(['', '']);
		await grid.press('Control+z', 'Control+z');
		await expect.poll(() => grid.cell(4, 'name').count()).toBe(0);
		await grid.press('Control+Home');
		expect(await grid.at()).toBe('1.code');
		await grid.press('Control+a');
		expect(await visitor.page.getByText(/已选 3 行/).count()).toBe(1);
	});

	it('keeps Ctrl+D, R, F, S, H and P from the browser; Ctrl+D fills down', async () => {
		await grid.cell(1, 'code').click();
		expect(await grid.kept(['r', 's', 'p', 'f', 'h'])).toEqual(['r', 's', 'p', 'f', 'h']);
		await visitor.page.keyboard.press('Escape');
		await grid.cell(1, 'unitPrice').click();
		await grid.press('Shift+ArrowDown', 'Control+d');
		expect(await grid.column('unitPrice', 2)).toEqual(['2', '2']);
	});

	it('builds a formula by pointing at cells, and fills it by dragging the handle', async () => {
		await grid.cell(1, 'quantity').click();
		await visitor.page.keyboard.type('=');
		await grid.cell(1, 'unitPrice').click();
		await visitor.page.keyboard.type('*3');
		const editor = visitor.page.getByRole('textbox', { name: '编辑单元格' });
		expect(await editor.inputValue()).toBe('=[本行].单价*3');
		await visitor.screenshot('grid-formula');
		await grid.press('Enter');
		expect(await grid.text(1, 'quantity')).toBe('6');
		await grid.cell(1, 'quantity').click();
		await grid.dragFill(grid.cell(1, 'quantity'), grid.cell(3, 'quantity'));
		expect(await grid.column('quantity', 2)).toEqual(['6', '6']);
		await new AnalysisPage(visitor.page).saved();
		await visitor.screenshot('grid-filled');
	});

	it('keeps to the Content-Security-Policy, and nothing breaks', () => {
		expect(visitor.complaints).toEqual({ policy: [], errors: [] });
	});
});
