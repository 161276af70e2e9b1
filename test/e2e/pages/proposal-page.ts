import type { Page } from 'playwright-core';

/** The pages of 标准编制: drafting, joint confirmation, issue. */
export class ProposalPage {
	readonly #page: Page;

	constructor(page: Page) {
		this.#page = page;
	}

	/** From a frozen comparison to a new draft. */
	async begin(): Promise<void> {
		await this.#page.getByRole('link', { name: '编制标准' }).click();
		await this.#page.getByRole('button', { name: '开始编制' }).click();
		await this.#page.waitForURL(/\/proposals\/[0-9a-f-]{36}$/);
	}

	/** Sentences of the verdict (标准 / 仅可试行 / 分项成本控制数 / 暂不成标准). */
	async verdict(): Promise<string> {
		return this.#page.locator('main').innerText();
	}

	/** A quota that a higher document fixes, with one service item. */
	async draftPolicyFixed(code: string, value: string, document: string): Promise<void> {
		const page = this.#page;
		await page.getByLabel('标准编号').fill(code);
		await page.getByRole('button', { name: '增加服务项目' }).click();
		await page.getByLabel('第 1 项服务项目').fill('清扫保洁');
		await page.getByLabel('第 1 项频次').fill('每日');
		await page.getByLabel('第 1 项质量要求').fill('路面整洁');
		await page.getByLabel('政策规定').check();
		await page.getByLabel('上级文件规定的数值').fill(value);
		await page.getByLabel('上级文件名称和文号').fill(document);
		await page.getByRole('button', { name: '保存草稿' }).click();
		await page.getByRole('button', { name: '提出' }).waitFor();
	}

	/** 提出, 部门确认, 财政会同确认. */
	async sign(words: string, then: string): Promise<void> {
		await this.#page.getByRole('button', { name: words, exact: true }).click();
		await this.#page.getByText(then, { exact: true }).first().waitFor();
	}

	/** 印发, clicked twice in a row as impatient people do. */
	async issue(documentNumber: string, effectiveFrom: string): Promise<void> {
		const page = this.#page;
		const form = page.getByRole('region', { name: /^印发/ });
		await form.getByLabel('文号').fill(documentNumber);
		await form.getByLabel('施行日期').fill(effectiveFrom);
		await form.getByRole('button', { name: '印发', exact: true }).dblclick();
		await page.getByText('已印发', { exact: true }).first().waitFor();
	}
}
