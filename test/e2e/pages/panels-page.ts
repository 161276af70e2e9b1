import type { Locator, Page } from 'playwright-core';

/** The side panels of a breakdown: 成本单元 and 测算 (build-up and formulas of the line, parameters, shared cost). */
export class PanelsPage {
	readonly #page: Page;

	constructor(page: Page) {
		this.#page = page;
	}

	/** The panel that is open, as a person reads it. */
	get panel(): Locator {
		return this.#page.getByRole('tabpanel');
	}

	async tab(name: RegExp): Promise<void> {
		await this.#page.getByRole('tab', { name }).click();
	}

	/** Opens a part of the panel that is folded. */
	async unfold(title: RegExp): Promise<void> {
		const part = this.panel.locator('details', { has: this.#page.locator('summary', { hasText: title }) });
		if ((await part.getAttribute('open')) === null) await part.locator('summary').click();
	}

	async press(button: string | RegExp): Promise<void> {
		await this.panel.getByRole('button', { name: button, exact: true }).click();
	}

	/** Fills the fields of the dialog that is open. */
	async fill(fields: Readonly<Record<string, string>>): Promise<void> {
		for (const [label, text] of Object.entries(fields))
			await this.dialog.getByLabel(label, { exact: true }).fill(text);
	}

	get dialog(): Locator {
		return this.#page.locator('dialog[open]');
	}

	/** 确定; the dialog closes when everything was taken. */
	async agree(): Promise<void> {
		await this.dialog.getByRole('button', { name: '确定' }).click();
	}

	async closed(): Promise<void> {
		await this.dialog.waitFor({ state: 'hidden' });
	}

	async addParameter(name: string, value: string, source = ''): Promise<void> {
		await this.press('新建参数');
		await this.dialog.locator('input').nth(0).fill(name);
		await this.dialog.locator('input').nth(2).fill(value);
		await this.dialog.locator('input').nth(3).fill(source);
		await this.agree();
	}

	async addUnit(name: string, output: string, unit: string, lines: readonly string[]): Promise<void> {
		await this.press('新建成本单元');
		await this.fill({ 名称: name, 产出数量: output, 计量单位: unit });
		await this.choose(lines);
		await this.agree();
		await this.closed();
	}

	/** `drivers`: driver volume by the name of the target. */
	async addPool(
		name: string,
		driver: string,
		lines: readonly string[],
		drivers: Readonly<Record<string, string>>
	): Promise<void> {
		await this.press('新建共同成本池');
		await this.fill({ 名称: name, 分摊动因: driver });
		await this.choose(lines);
		await this.drive(drivers);
		await this.agree();
	}

	/** Types driver volumes into the table of the dialog. */
	async drive(drivers: Readonly<Record<string, string>>): Promise<void> {
		for (const [target, volume] of Object.entries(drivers))
			await this.dialog.getByLabel(`${target} 的动因量`).fill(volume);
	}

	/** Ticks lines by their labels. */
	async choose(lines: readonly string[]): Promise<void> {
		for (const line of lines) await this.dialog.getByRole('checkbox', { name: line, exact: true }).check();
	}
}
