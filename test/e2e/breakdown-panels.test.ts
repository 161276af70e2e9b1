import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { launchBrowser, visit, type Visitor } from '../support/browser.ts';
import { startApp, type RunningApp } from '../support/running-app.ts';
import { AnalysisPage } from './pages/analysis-page.ts';
import { GridPage } from './pages/grid-page.ts';
import { PanelsPage } from './pages/panels-page.ts';
import { SignInPage } from './pages/sign-in-page.ts';

/** What stands beside the lines: parameters, shared cost, cost units and staged unit costs, build-ups, whole columns. */
describe('panels beside the cost grid', () => {
	let app: RunningApp;
	let browser: Browser;
	let visitor: Visitor;
	let page: Page;
	let grid: GridPage;
	let panels: PanelsPage;

	beforeAll(async () => {
		app = await startApp(inject('loadedExample'));
		browser = await launchBrowser();
		visitor = await visit(browser, app);
		page = visitor.page;
		await new SignInPage(page).signInAs('analyst', app);
		await new AnalysisPage(page).create({
			code: 'PANEL-1',
			name: '面板走查',
			organisation: '外地公开案例',
			category: '城市运维/环卫保洁',
			year: '2024',
			region: '长治市潞州区'
		});
		grid = new GridPage(page);
		panels = new PanelsPage(page);
		await grid.ready();
		await grid.paste(
			'编码\t名称\t单位\t数量\t单价（元）\t申报金额（元）\n' +
				'1\t收集清运\t\t\t\t106505540.25\n2\t处理\t\t\t\t108857506.06\n' +
				'3\t后勤\t\t\t\t100000\n4\t设备\t\t\t\t60000\n5\t栽植\t株\t10\t\t'
		);
		await grid.cell(5, 'name').waitFor();
		await new AnalysisPage(page).saved();
	});
	afterAll(async () => {
		await browser?.close();
		await app?.stop();
	});

	async function panelText(): Promise<string> {
		return (await panels.panel.innerText()).replaceAll(/\s+/g, ' ');
	}

	it('adds unit costs of stages with different outputs: 226.61 + 372.80 = 599.41 (DOMAIN T2)', async () => {
		await panels.tab(/成本单元/);
		await panels.addUnit('收运', '470000', '吨', ['1 收集清运']);
		await panels.addUnit('处理', '292000', '吨', ['2 处理']);
		await panels.unfold(/分段单位成本/);
		await panels.press('新建分段单位成本');
		await panels.fill({ 名称: '垃圾收运处理' });
		for (const unit of ['收运', '处理'])
			await panels.dialog.getByLabel(`${unit} 计入方式`).selectOption('add');
		await panels.agree();
		await panels.closed();
		await expect.poll(panelText).toContain('226.61 + 372.80 = 599.41');
		await page.keyboard.press('Escape');
	});

	it('reads a parameter in a formula, counts its uses and says in a sentence what is wrong with it', async () => {
		await panels.tab(/测算/);
		await panels.addParameter('株数', '1,200', '2024 年台账');
		await panels.closed();
		await panels.addParameter('栽植数', '=株数/0');
		await panels.closed();
		await expect.poll(panelText).toContain('除数');
		await panels.press('修改参数 栽植数');
		await panels.dialog.locator('input').nth(2).fill('=株数*2');
		await panels.agree();
		await panels.closed();
		await expect.poll(panelText).toContain('2,400');
		await grid.cell(5, 'quantity').click();
		await page.keyboard.type('=栽植数');
		await grid.press('Enter');
		await expect.poll(() => grid.text(5, 'quantity')).toBe('2,400');
		await expect.poll(panelText).toContain('1 个公式用到 · 2024 年台账');
		await panels.press('上移参数 栽植数');
		await expect.poll(panelText).toMatch(/栽植数.*株数 1,200/);
		expect(await grid.text(5, 'quantity')).toBe('2,400');
	});

	it('refuses a name that formulas could not tell apart, and keeps what was typed', async () => {
		await panels.addParameter('数量', '1');
		await expect.poll(() => panels.dialog.getByRole('alert').innerText()).toContain('不能作参数名');
		await panels.dialog.getByRole('button', { name: '取消' }).click();
	});

	it('allocates shared cost by each method, to the 分 (DOMAIN G3)', async () => {
		await panels.unfold(/共同成本分摊/);
		await panels.addPool('后勤', '人数', ['3 后勤'], { 收运: '50', 处理: '30' });
		await panels.closed();
		await panels.addPool('设备', '台时', ['4 设备'], { 后勤: '10', 收运: '40', 处理: '50' });
		await panels.closed();
		await panels.press('修改成本池 后勤');
		await panels.drive({ 设备: '20' });
		await panels.agree();
		await panels.closed();
		const method = panels.panel.getByLabel('分摊方法');
		const received = panels.panel.getByRole('table', { name: '各成本单元分得的共同成本' });
		for (const [name, first] of [
			['直接分摊法', '89,166.67'],
			['阶梯分摊法', '85,555.56'],
			['交互分摊法', '86,734.69']
		] as const) {
			await method.selectOption(name);
			await expect.poll(() => received.innerText()).toContain(first);
			expect(await received.innerText()).toContain('160,000.00');
		}
		expect(await panelText()).toContain('108,163.27');
	});

	it('leads from a shared figure to how it came about', async () => {
		await new AnalysisPage(page).saved();
		await panels.panel.getByRole('button', { name: '108,163.27' }).first().click();
		const source = page.getByRole('complementary', { name: '来源' });
		await source.getByText('待分摊成本').first().waitFor();
		await page.keyboard.press('Escape');
	});

	it('shows the rate per unit of the driver, and says why a method cannot allocate', async () => {
		const method = panels.panel.getByLabel('分摊方法');
		await method.selectOption('作业成本法');
		await expect.poll(() => panels.panel.getByRole('alert').innerText()).toContain('作业成本法');
		await method.selectOption('直接分摊法');
		await expect.poll(panelText).toContain('每单位人数 1,250.000000');
		await new AnalysisPage(page).saved();
		await panels.tab(/修改历史/);
		await expect.poll(panelText).toContain('共同成本池“后勤”对“设备”的动因量 空白 → 20');
		expect(await panelText()).toContain('调整“栽植数”的顺序');
	});

	it('takes a unit price from a build-up and says which version it is', async () => {
		await grid.cell(5, 'unitPrice').click();
		await panels.tab(/测算/);
		await panels.press('套用定额…');
		await panels.dialog.getByLabel('查找定额').fill('灌木');
		await panels.dialog.getByRole('button', { name: /^套用 SH2000/ }).click();
		await panels.closed();
		await expect.poll(panelText).toContain('第 1 版');
		expect(Number(await grid.text(5, 'unitPrice'))).toBeGreaterThan(0);
		await panels.panel.getByRole('link', { name: /SH2000/ }).waitFor();
	});

	it('sets, changes and clears the formula of a whole column, each undone in one step', async () => {
		await grid.cell(5, 'name').click();
		await page.getByRole('button', { name: '加下级' }).click();
		await expect.poll(() => grid.at()).toBe('6.name');
		await page.keyboard.type('草皮');
		await grid.press('Enter');
		await grid.cell(5, 'name').click();
		await panels.panel.getByLabel('为下级设整列公式').selectOption('月数');
		await panels.panel.getByLabel('月数的整列公式').fill('=株数/100');
		await grid.press('Enter');
		await expect.poll(panelText).toContain('1 行按它计算');
		await panels.press('修改月数的整列公式');
		expect(await panels.panel.getByLabel('月数的整列公式').inputValue()).toBe('=株数/100');
		await panels.panel.getByLabel('月数的整列公式').fill('=株数/200');
		await grid.press('Enter');
		await expect.poll(panelText).toContain('=株数/200');
		await panels.press('清除月数的整列公式');
		await expect.poll(panelText).not.toContain('=株数/200');
		await page.getByRole('button', { name: '撤销' }).click();
		await grid.cell(5, 'name').click();
		await expect.poll(panelText).toContain('=株数/200');
	});

	it('keeps everything on the server, and no page complained', async () => {
		await new AnalysisPage(page).saved();
		await page.reload();
		await grid.ready();
		await panels.tab(/测算/);
		await expect.poll(panelText).toContain('直接分摊法');
		expect(await panelText()).toMatch(/栽植数.*株数 1,200/);
		await panels.tab(/成本单元/);
		// With what was allocated to both stages since.
		await expect.poll(panelText).toContain('226.80 + 373.04 = 599.84');
		expect(visitor.complaints).toEqual({ policy: [], errors: [] });
	});
});
