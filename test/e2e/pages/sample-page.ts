import type { Page } from 'playwright-core';

/** 外部样本: a table from outside, from upload to a comparison of its own. */
export class SamplePage {
	readonly #page: Page;

	constructor(page: Page) {
		this.#page = page;
	}

	async upload(name: string, text: string): Promise<void> {
		await this.#page.goto('/samples');
		await this.#page
			.getByLabel('数据文件')
			.setInputFiles({ name, mimeType: 'text/csv', buffer: Buffer.from(text) });
		await this.#page.getByRole('button', { name: '上传并核对各列' }).click();
		await this.#page.getByRole('heading', { name: '怎样读这张表' }).waitFor();
	}

	/** Fills in fields by their names in the form. */
	async tell(facts: Readonly<Record<string, string>>): Promise<void> {
		for (const [name, value] of Object.entries(facts))
			if (name === 'credibility') await this.#page.selectOption(`[name=${name}]`, value);
			else await this.#page.fill(`[name=${name}]`, value);
	}

	async confirm(): Promise<void> {
		await this.#page.getByRole('button', { name: '确认样本' }).click();
	}

	/** Starts a comparison that holds every row of it. */
	async compare(title: string): Promise<void> {
		await this.#page.getByRole('link', { name: '用它新建比对' }).click();
		await this.#page.getByLabel('比对名称').fill(title);
		await this.#page.getByRole('button', { name: '建立比对' }).click();
	}
}
