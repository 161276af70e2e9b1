import type { Page } from 'playwright-core';
import { unwrap } from '../../src/lib/core/result.ts';
import type { Context } from '../../src/lib/server/context.ts';
import { createProjectWithAnalysis } from '../../src/lib/server/costing/analyses.ts';
import { saveEdits } from '../../src/lib/server/costing/edits.ts';
import { sitDown, type Sitting } from './sitting.ts';
import { draftOf, workloadWithin } from './workload.ts';

/** The built product with one analysis of many lines, opened in real Chromium as its analyst opens it. */
export class GridPage {
	readonly #sitting: Sitting<string>;
	readonly #page: Page;
	readonly #address: string;

	private constructor(sitting: Sitting<string>) {
		this.#sitting = sitting;
		this.#page = sitting.page;
		this.#address = `/analyses/${sitting.seeded}`;
	}

	/** `lines` are all lines of the analysis: parts and catalogue are among them. */
	static async prepare(lines: number): Promise<GridPage> {
		return new GridPage(await sitDown((context) => seed(context, lines)));
	}

	/** Opens the analysis; milliseconds until a cell of it can be typed into. */
	async open(): Promise<number> {
		await this.#page.goto('about:blank');
		const start = performance.now();
		await this.#page.goto(this.#address, { waitUntil: 'commit' });
		await this.#cell(0).click();
		await this.#page.locator('.ag-cell.cost-active[col-id="unitPrice"]').first().waitFor();
		return performance.now() - start;
	}

	/** What no grid can do without: the browser fetches all lines and reads them. In milliseconds. */
	async fetchLines(): Promise<number> {
		return this.#page.evaluate(async (address) => {
			const start = performance.now();
			await (await fetch(address)).json();
			return performance.now() - start;
		}, `${this.#address}/lines`);
	}

	/** Types a price; milliseconds between Enter and the new total on the screen, measured in the page. */
	async keystroke(row: number, price: string): Promise<number> {
		await this.#cell(row).click();
		await this.#page.keyboard.type(price);
		// The page must be watching before the key comes: keys overtake scripts when the machine is busy.
		const watch = await this.#page.evaluateHandle(watchTotal);
		await this.#page.keyboard.press('Enter');
		const milliseconds = await watch.evaluate(({ changed }) => changed);
		if (milliseconds === null) throw new Error(`The price ${price} changed no total`);
		await watch.dispose();
		return milliseconds;
	}

	async close(): Promise<void> {
		await this.#sitting.close();
	}

	/** A cell of the first screen, by its row from 0; the catalogue stands there. */
	#cell(row: number) {
		return this.#page.locator(`.ag-row[row-index="${FIRST_ROW + row}"] .ag-cell[col-id="${COLUMN}"]`).first();
	}
}

/** Behind the line that all items of the catalogue belong to. */
const FIRST_ROW = 1;
/** A price of the catalogue is what other lines take over: the longest way an edit can have. */
const COLUMN = 'unitPrice';

/**
 * Runs in the page: from the next Enter to the moment when the total at the bottom says something else; null when it
 * never does.
 */
function watchTotal(): { readonly changed: Promise<number | null> } {
	const total = () =>
		document.querySelector('.ag-row-pinned .ag-cell[col-id="statedAmount"]')?.textContent ?? '';
	const before = total();
	const changed = new Promise<number | null>((resolve) => {
		let start = 0;
		setTimeout(() => resolve(null), 10_000);
		window.addEventListener('keydown', () => (start = performance.now()), { capture: true, once: true });
		const observer = new MutationObserver(() => {
			if (total() === before) return;
			observer.disconnect();
			resolve(performance.now() - start);
		});
		observer.observe(document.body, { subtree: true, childList: true, characterData: true });
	});
	return { changed };
}

/** Writes the workload of the bench as the analyst; answers the id of the analysis. */
async function seed(context: Context, lines: number): Promise<string> {
	const [appointment] = context.actor.appointments;
	const analysisId = unwrap(
		await createProjectWithAnalysis(
			context,
			{
				code: `BENCH-${lines}`,
				name: `测速 ${lines} 行`,
				organisationId: appointment?.organisationId ?? '',
				category: '测速',
				sourceNote: ''
			},
			{
				fiscalYear: 2026,
				periodMonths: 12,
				basis: {
					priceYear: 2026,
					region: '测速',
					taxBasis: 'unknown',
					staffScope: 'unknown',
					deliveryMode: 'unknown'
				}
			}
		)
	);
	const { parameters, lines: all, units } = draftOf(workloadWithin(lines));
	unwrap(
		await saveEdits(context, {
			analysisId,
			batchId: context.newId(),
			revision: 0,
			commands: [
				...parameters.map((parameter) => ({ type: 'set-parameter', parameter }) as const),
				{ type: 'add', lines: all },
				...units.map((unit) => ({ type: 'set-unit', unit }) as const)
			]
		})
	);
	return analysisId;
}
