import type { Download, Locator, Page } from 'playwright-core';

/** The page 分析 of a comparison. */
export class SetAnalysisPage {
	readonly #page: Page;

	constructor(page: Page) {
		this.#page = page;
	}

	/** From the list of comparisons, as a person goes. */
	async open(comparison: RegExp): Promise<void> {
		await this.#page.goto('/comparisons');
		await this.#page.getByRole('link', { name: comparison }).click();
		await this.#page.getByRole('link', { name: '分析', exact: true }).click();
		await this.part('稳健统计').waitFor();
	}

	part(name: string): Locator {
		return this.#page.getByRole('region', { name, exact: true });
	}

	/** Asks why the member that stands at this place in the list is dear, against the one nearest the median. */
	async split(place: number): Promise<string> {
		const part = this.part('我们为什么贵');
		const own = part.getByRole('combobox', { name: '本项目' });
		await own.focus();
		await own.press('ArrowDown');
		for (let down = 0; down < place; down += 1) await own.press('ArrowDown');
		await own.press('Enter');
		await part.getByRole('button', { name: '分解' }).click();
		const words = part.locator('p.words');
		await words.waitFor();
		return words.innerText();
	}

	async regress(...attributes: readonly string[]): Promise<void> {
		const part = this.part('回归');
		for (const name of attributes) await part.getByLabel(name).check();
		await part.getByRole('button', { name: '回归' }).click();
	}

	async save(): Promise<void> {
		await this.#page.getByRole('button', { name: '保存这份分析' }).click();
		await this.#page.getByText('已保存这份分析').waitFor();
	}

	/** Saves the first picture of a part and answers the file. */
	async picture(part: string, kind: 'SVG' | 'PNG'): Promise<Download> {
		const download = this.#page.waitForEvent('download');
		await this.part(part)
			.getByRole('button', { name: `存为 ${kind}` })
			.first()
			.click();
		return download;
	}
}
