import type { Locator, Page } from 'playwright-core';

/** The cost grid (成本拆分) as its users work on it: by keys, mouse and clipboard. */
export class GridPage {
	readonly #page: Page;

	constructor(page: Page) {
		this.#page = page;
	}

	/** The grid's code comes after the page. */
	async ready(): Promise<void> {
		await this.#page.locator('.ag-root').waitFor();
	}

	/** A cell by the number of its line, from 1, and the id of its column. */
	cell(line: number, column: string): Locator {
		return this.#page.locator(`.ag-row[row-index="${line - 1}"] .ag-cell[col-id="${column}"]`).first();
	}

	async text(line: number, column: string): Promise<string> {
		return (await this.cell(line, column).innerText()).trim();
	}

	/** What a column says, line by line. */
	async column(column: string, lines: number): Promise<string[]> {
		const texts: string[] = [];
		for (let line = 1; line <= lines; line += 1) texts.push(await this.text(line, column));
		return texts;
	}

	async press(...keys: readonly string[]): Promise<void> {
		for (const key of keys) await this.#page.keyboard.press(key);
	}

	/** The current cell as "line.column". */
	async at(): Promise<string> {
		const cell = this.#page.locator('.ag-cell.cost-active').first();
		const column = await cell.getAttribute('col-id');
		const row = await cell.locator('xpath=ancestor::*[@row-index][1]').getAttribute('row-index');
		return `${Number(row) + 1}.${column}`;
	}

	/** How many cells on the screen are selected, for screen readers as well as to see. */
	async selected(): Promise<number> {
		return this.#page.locator('.ag-cell.cost-range[aria-selected="true"]').count();
	}

	/** Puts texts on the clipboard of the browser as another program would, without pasting them. */
	async putOnClipboard(text: string, html = ''): Promise<void> {
		await this.#page.evaluate(
			([plain, table]) =>
				document.addEventListener(
					'copy',
					(event) => {
						event.clipboardData?.setData('text/plain', plain);
						if (table !== '') event.clipboardData?.setData('text/html', table);
						event.preventDefault();
						event.stopImmediatePropagation();
					},
					{ capture: true, once: true }
				),
			[text, html] as const
		);
		await this.press('Control+c');
	}

	/** Pastes by the keys, as a person does. */
	async paste(text: string, html = ''): Promise<void> {
		await this.putOnClipboard(text, html);
		await this.press('Control+v');
	}

	/** Drags the fill handle of one cell to another. */
	async dragFill(from: Locator, to: Locator): Promise<void> {
		const [start, end] = [await from.boundingBox(), await to.boundingBox()];
		if (!start || !end) throw new Error('A cell to fill from or to is not on the screen');
		const { mouse } = this.#page;
		await mouse.move(start.x + start.width - 3, start.y + start.height - 3);
		await mouse.down();
		await mouse.move(end.x + end.width / 2, end.y + end.height / 2, { steps: 5 });
		await mouse.up();
	}

	/** Types Chinese by an input method: letters are composed, Enter confirms the candidate. */
	async compose(letters: string, text: string): Promise<void> {
		const client = await this.#page.context().newCDPSession(this.#page);
		for (let end = 1; end <= letters.length; end += 1)
			await client.send('Input.imeSetComposition', {
				text: letters.slice(0, end),
				selectionStart: end,
				selectionEnd: end
			});
		await this.press('Enter');
		await client.send('Input.insertText', { text });
		await client.detach();
	}

	/** Which of these keys the page keeps from the browser. */
	async kept(keys: readonly string[]): Promise<string[]> {
		return this.#page.evaluate(
			(pressed) =>
				pressed.filter((key) => {
					const event = new KeyboardEvent('keydown', { key, ctrlKey: true, bubbles: true, cancelable: true });
					document.activeElement?.dispatchEvent(event);
					return event.defaultPrevented;
				}),
			[...keys]
		);
	}

	/** What the panel says about cells that did not take what they were given. */
	report(): Locator {
		return this.#page.getByRole('region', { name: '粘贴结果' });
	}
}
