import type { Page } from 'playwright-core';

/** The pages of 同类比对. */
export class ComparisonPage {
	readonly #page: Page;

	constructor(page: Page) {
		this.#page = page;
	}

	async create(group: RegExp, title: string, targetYear: string): Promise<void> {
		const page = this.#page;
		await page.goto('/comparisons/new');
		const select = page.locator('select[name=group]');
		const label = (await select.locator('option').allInnerTexts()).find((text) => group.test(text));
		if (label === undefined) throw new Error(`No group like ${group}`);
		await select.selectOption({ label });
		await page.getByLabel('比对名称').fill(title);
		await page.getByLabel('目标价格年份').fill(targetYear);
		await page.getByLabel('价格年份所用参数表').selectOption({ label: '全国居民消费价格指数' });
		await page.getByRole('button', { name: '建立比对' }).click();
		await page.waitForURL(/\/comparisons\/[0-9a-f-]{36}$/);
	}

	/** Adds the candidates whose label fits. */
	async add(member: RegExp): Promise<void> {
		const boxes = this.#page.getByLabel(member);
		await boxes.first().waitFor();
		for (const box of await boxes.all()) await box.check();
		await this.#page.getByRole('button', { name: '加入选中的' }).click();
		await this.#page.getByRole('button', { name: '固化' }).waitFor();
	}

	async freeze(): Promise<void> {
		this.#page.once('dialog', (question) => void question.accept());
		await this.#page.getByRole('button', { name: '固化' }).click();
		await this.#page.getByText('已固化').first().waitFor();
	}
}
