import type { Page } from 'playwright-core';

export interface NewAnalysisForm {
	readonly code: string;
	readonly name: string;
	readonly organisation: string;
	readonly category: string;
	readonly year: string;
	readonly region: string;
}

/** The pages of 成本拆分: new analysis, import wizard, workbench. */
export class AnalysisPage {
	readonly #page: Page;

	constructor(page: Page) {
		this.#page = page;
	}

	/** Fills the form for a project of its own and lands on the empty workbench. */
	async create(form: NewAnalysisForm): Promise<void> {
		const page = this.#page;
		await page.goto('/analyses/new');
		await page.locator('select[name=projectId]').selectOption('');
		await page.getByLabel('项目编码').fill(form.code);
		await page.getByLabel('项目名称').fill(form.name);
		await page.getByLabel('所属单位').selectOption({ label: form.organisation });
		await page.getByLabel('项目类别').fill(form.category);
		await page.getByLabel('数据来源说明').fill('公开网页摘录，未经官方核实');
		await page.locator('input[name=fiscalYear]').fill(form.year);
		await page.locator('input[name=priceYear]').fill(form.year);
		await page.getByLabel('地区').fill(form.region);
		await page.locator('main form button.btn-primary').click();
		await page.waitForURL(/\/analyses\/[0-9a-f-]{36}$/);
	}

	/** 导入工作簿 → preview; nothing is written yet. */
	async upload(file: string): Promise<void> {
		await this.#page.getByRole('link', { name: '导入工作簿' }).first().click();
		await this.#page.waitForURL(/\/intake$/);
		await this.#page.locator('input[type=file]').setInputFiles(file);
		await this.#page.getByRole('button', { name: '确认导入' }).waitFor();
	}

	async confirmImport(): Promise<void> {
		await this.#page.getByRole('button', { name: '确认导入' }).click();
		await this.#page.waitForURL(/\/analyses\/[0-9a-f-]{36}$/);
	}

	/** Text of the strip of totals: 申报合计 and so on. */
	async totals(): Promise<string> {
		return this.#page.locator('main').innerText();
	}

	/** Types into a cell of the grid, found by the line's name and the column's id, and leaves it by Enter. */
	async type(line: string, column: string, text: string): Promise<void> {
		const row = this.#page.locator('.ag-row', { hasText: line }).first();
		const index = await row.getAttribute('row-index');
		const cell = this.#page.locator(`.ag-row[row-index="${index}"] [col-id="${column}"]`).first();
		await cell.click();
		await this.#page.keyboard.type(text);
		await this.#page.keyboard.press('Enter');
	}

	async saved(): Promise<void> {
		await this.#page.getByText('已保存', { exact: true }).waitFor();
	}

	async tab(name: RegExp): Promise<void> {
		await this.#page.getByRole('tab', { name }).click();
	}

	/** 采用: takes every proposed cost unit. */
	async adoptProposedUnits(): Promise<void> {
		const adopt = this.#page.getByRole('button', { name: '采用' });
		while ((await adopt.count()) > 0) await adopt.first().click();
	}

	/** 提交, 确认…: opens the dialog by the button on the page head and agrees in it. */
	async decide(words: string, opinion = ''): Promise<void> {
		await this.#page.getByRole('button', { name: words, exact: true }).first().click();
		const dialog = this.#page.locator('dialog[open]');
		if (opinion !== '') await dialog.getByLabel('意见').fill(opinion);
		await dialog.getByRole('button', { name: words, exact: true }).click();
		await dialog.waitFor({ state: 'hidden' });
	}
}
