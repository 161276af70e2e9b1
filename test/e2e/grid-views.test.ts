import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { launchBrowser, visit, type Visitor } from '../support/browser.ts';
import { startApp, type RunningApp } from '../support/running-app.ts';
import { AnalysisPage } from './pages/analysis-page.ts';
import { GridPage } from './pages/grid-page.ts';
import { SignInPage } from './pages/sign-in-page.ts';

/** How people look at a breakdown: views, units, filter, order, finding and replacing, moving lines by the mouse. */
describe('views of the cost grid', () => {
	let app: RunningApp;
	let browser: Browser;
	let visitor: Visitor;
	let page: Page;
	let grid: GridPage;

	beforeAll(async () => {
		app = await startApp(inject('loadedExample'));
		browser = await launchBrowser();
		visitor = await visit(browser, app);
		page = visitor.page;
		await new SignInPage(page).signInAs('analyst', app);
		await new AnalysisPage(page).create({
			code: 'VIEW-1',
			name: '视图走查',
			organisation: '外地公开案例',
			category: '城市运维/环卫保洁',
			year: '2024',
			region: '上海市青浦区'
		});
		grid = new GridPage(page);
		// The grid's code comes after the page.
		await page.locator('.ag-root').waitFor();
		await grid.paste(
			'编码\t名称\t数量\t单位\t单价（元）\n' +
				'1\t道路清扫\t10\t㎡\t333.40\n2\t绿地养护\t30\t㎡\t111.13\n3\t道路冲洗\t20\t㎡\t166.70'
		);
		await grid.cell(3, 'name').waitFor();
		await new AnalysisPage(page).saved();
	});
	afterAll(async () => {
		await browser?.close();
		await app?.stop();
	});

	async function show(view: string): Promise<void> {
		await page.getByRole('group', { name: '视图' }).getByRole('button', { name: view, exact: true }).click();
	}

	async function showIn(unit: string): Promise<void> {
		await page.getByRole('button', { name: /^单位：/ }).click();
		await page.getByRole('menuitemradio', { name: unit, exact: true }).click();
	}

	async function names(lines: number): Promise<string[]> {
		return grid.column('name', lines);
	}

	async function total(column: string): Promise<string> {
		return (await page.locator(`.ag-row-pinned [col-id="${column}"]`).first().innerText()).trim();
	}

	it('shows the columns of a task, and three years beside this one', async () => {
		await show('核定');
		await grid.cell(1, 'reason').waitFor();
		await show('历年对比');
		await grid.cell(1, '2021:actual').waitFor();
		expect(await page.locator('.ag-header-cell[col-id="2023:budget"]').count()).toBe(1);
		await show('申报');
	});

	it('shows 万元 and says by how much the shown figures do not add up; what is stored stays', async () => {
		await showIn('万元');
		expect(await grid.column('statedAmount', 3)).toEqual(['0.33', '0.33', '0.33']);
		expect(await total('statedAmount')).toBe('1.00');
		expect(await page.getByText('申报尾差 0.01 万元').count()).toBe(1);
		await grid.cell(2, 'statedAmount').click();
		await page.keyboard.type('12.5');
		await grid.press('Enter');
		expect(await grid.text(2, 'statedAmount')).toBe('12.50');
		await showIn('元');
		expect(await grid.text(2, 'statedAmount')).toBe('125,000.00');
		await grid.press('Control+z');
		await expect.poll(() => grid.text(2, 'statedAmount')).toBe('3,333.90');
	});

	it('filters by a number and shows everything again', async () => {
		await grid.cell(1, 'quantity').click();
		await grid.press('Control+Shift+L');
		await page.locator('.ag-header-cell[col-id="quantity"] .cost-head-filter').click();
		const popover = page.getByRole('dialog', { name: '筛选“数量”' });
		await popover.getByLabel('数值').fill('20');
		await popover.getByLabel('数值').press('Enter');
		await expect.poll(() => page.getByText('筛选出 2 行，共 3 行').count()).toBe(1);
		expect(await names(2)).toEqual(['绿地养护', '道路冲洗']);
		await visitor.screenshot('grid-filter');
		await grid.cell(1, 'quantity').click();
		await grid.press('Control+Shift+L');
		await expect.poll(() => names(3)).toEqual(['道路清扫', '绿地养护', '道路冲洗']);
	});

	it('sorts for the eye only, says so, and goes back to the stored order', async () => {
		await grid.cell(1, 'quantity').click();
		await page.getByRole('button', { name: '筛选排序' }).click();
		await page.getByRole('menuitem', { name: '从大到小' }).click();
		await expect.poll(() => names(3)).toEqual(['绿地养护', '道路冲洗', '道路清扫']);
		expect(await page.getByText('已排序显示').count()).toBe(1);
		await page.getByRole('button', { name: '恢复原顺序', exact: true }).click();
		await expect.poll(() => names(3)).toEqual(['道路清扫', '绿地养护', '道路冲洗']);
	});

	it('finds and replaces in every line as one edit, and says what could not be taken', async () => {
		await grid.cell(1, 'name').click();
		await grid.press('Control+h');
		await page.getByLabel('查找内容').fill('道路');
		await expect.poll(() => page.locator('.find .place').innerText()).toBe('1/2');
		await grid.press('F3');
		await expect.poll(() => page.locator('.find .place').innerText()).toBe('2/2');
		await page.getByLabel('替换为').fill('公路');
		await page.getByRole('button', { name: '全部替换' }).click();
		await expect.poll(() => names(3)).toEqual(['公路清扫', '绿地养护', '公路冲洗']);
		await page.getByLabel('查找内容').fill('333.4');
		await expect.poll(() => page.locator('.find .place').innerText()).toBe('1/1');
		await page.getByLabel('替换为').fill('很贵');
		await page.getByRole('button', { name: '全部替换' }).click();
		await page.getByText('已替换 0 格，1 格未接受').waitFor();
		await visitor.screenshot('grid-replace');
		await page.getByLabel('查找内容').press('Escape');
		await grid.press('Control+z');
		await expect.poll(() => names(3)).toEqual(['道路清扫', '绿地养护', '道路冲洗']);
	});

	it('moves a line by its grip', async () => {
		const row = page.locator('.ag-row[row-index="2"] [col-id="name"]').first();
		await row.hover();
		const [from, to] = [
			await page.locator('.ag-row[row-index="2"] .cost-grip').first().boundingBox(),
			await grid.cell(1, 'name').boundingBox()
		];
		if (!from || !to) throw new Error('The line to move is not on the screen');
		await page.mouse.move(from.x + 3, from.y + from.height / 2);
		await page.mouse.down();
		await page.mouse.move(from.x + 3, from.y - 20, { steps: 4 });
		await page.mouse.move(to.x + 20, to.y + 3, { steps: 6 });
		await page.mouse.up();
		await expect.poll(() => names(3)).toEqual(['道路冲洗', '道路清扫', '绿地养护']);
		await grid.press('Control+z');
		await expect.poll(() => names(3)).toEqual(['道路清扫', '绿地养护', '道路冲洗']);
	});

	it('keeps a view of one’s own, and widths, for the next visit', async () => {
		await page.getByRole('button', { name: '选择列，存为我的视图' }).click();
		const dialog = page.locator('dialog[open]');
		await dialog.getByLabel('视图名称').fill('只看钱');
		for (const column of ['等级', '单位', '频次']) await dialog.getByLabel(column, { exact: true }).uncheck();
		await dialog.getByRole('button', { name: '保存', exact: true }).click();
		const kept = page.waitForResponse((answer) => answer.url().endsWith('/api/settings'));
		await show('只看钱');
		expect((await kept).status()).toBe(204);
		await page.reload();
		await grid.cell(1, 'name').waitFor();
		const mine = page.getByRole('button', { name: '只看钱', exact: true });
		expect(await mine.getAttribute('aria-pressed')).toBe('true');
		expect(await page.locator('.ag-header-cell[col-id="unit"]').count()).toBe(0);
		expect(await page.locator('.ag-header-cell[col-id="unitPrice"]').count()).toBe(1);
	});

	it('makes a column as wide as its longest text by a double click, for the next visit too', async () => {
		await grid.cell(1, 'name').click();
		await page.keyboard.insertText('机动车道路清扫保洁（含人行道、隔离带和绿化带）');
		await grid.press('Enter');
		const before = await grid.cell(1, 'name').evaluate((cell) => cell.clientWidth);
		const edge = await page.locator('.ag-header-cell[col-id="name"] .ag-header-cell-resize').boundingBox();
		if (!edge) throw new Error('The edge of the head is not on the screen');
		const kept = page.waitForResponse((answer) => answer.url().endsWith('/api/settings'));
		await page.mouse.dblclick(edge.x + edge.width / 2, edge.y + edge.height / 2);
		expect((await kept).status()).toBe(204);
		const after = await grid.cell(1, 'name').evaluate((cell) => cell.clientWidth);
		expect(after).toBeGreaterThan(before);
		await new AnalysisPage(page).saved();
		await page.reload();
		await grid.cell(1, 'name').waitFor();
		expect(await grid.cell(1, 'name').evaluate((cell) => cell.clientWidth)).toBe(after);
	});

	it('shows the whole row that somebody goes to, and the first columns again after Home', async () => {
		await show('申报');
		await grid.cell(3, 'name').click();
		await grid.paste(Array.from({ length: 40 }, (_, line) => `名称 ${line}`).join('\n'));
		await grid.press('Control+End', 'Control+Home');
		await grid.cell(1, 'quantity').click();
		await grid.press('Control+g');
		await page.keyboard.type('30');
		await grid.press('Enter');
		await expect.poll(() => grid.at()).toMatch(/^30[.]/);
		const [row, bar] = [
			await page.locator('.ag-cell.cost-active').first().boundingBox(),
			await page.locator('.ag-body-horizontal-scroll').boundingBox()
		];
		expect(row && bar && row.y + row.height).toBeLessThanOrEqual((bar?.y ?? 0) + 1);
	});

	it('breaks no rule of the page while all this happens', () => {
		expect(visitor.complaints).toEqual({ policy: [], errors: [] });
	});
});
