import type { Browser, Page } from 'playwright-core';
import { unwrap } from '../../src/lib/core/result.ts';
import type { Context } from '../../src/lib/server/context.ts';
import { createProjectWithAnalysis } from '../../src/lib/server/costing/analyses.ts';
import { saveEdits } from '../../src/lib/server/costing/edits.ts';
import { openDatabase, type AppDatabase } from '../../src/lib/server/database/database.ts';
import { SignInPage } from '../e2e/pages/sign-in-page.ts';
import { launchBrowser, visit } from '../support/browser.ts';
import { startApp, type RunningApp } from '../support/running-app.ts';
import { draftOf, workload } from './workload.ts';

/** The built product with one analysis of many lines, opened in real Chromium as its analyst opens it. */
export class GridPage {
	readonly #app: RunningApp;
	readonly #browser: Browser;
	readonly #page: Page;
	readonly #address: string;

	private constructor(app: RunningApp, browser: Browser, page: Page, address: string) {
		this.#app = app;
		this.#browser = browser;
		this.#page = page;
		this.#address = address;
	}

	static async prepare(lines: number): Promise<GridPage> {
		const app = await startApp();
		const address = `/analyses/${await seed(app, lines)}`;
		const browser = await launchBrowser();
		const { page } = await visit(browser, app);
		page.setDefaultTimeout(120_000);
		await new SignInPage(page).signInAs('analyst', app);
		return new GridPage(app, browser, page, address);
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

	/** Types a price; milliseconds between Enter and the new total on the screen, measured in the page. */
	async keystroke(row: number, price: string): Promise<number> {
		await this.#cell(row).click();
		await this.#page.keyboard.type(price);
		// The page must be watching before the key comes: keys overtake scripts when the machine is busy.
		const watch = await this.#page.evaluateHandle(watchTotal);
		await this.#page.keyboard.press('Enter');
		const milliseconds = await watch.evaluate(({ changed }) => changed);
		await watch.dispose();
		return milliseconds;
	}

	async close(): Promise<void> {
		await this.#browser.close();
		await this.#app.stop();
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

/** Runs in the page: from the next Enter to the moment when the total at the bottom says something else. */
function watchTotal(): { readonly changed: Promise<number> } {
	const total = () =>
		document.querySelector('.ag-row-pinned .ag-cell[col-id="statedAmount"]')?.textContent ?? '';
	const before = total();
	const changed = new Promise<number>((resolve) => {
		let start = 0;
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

/** Writes the workload of the bench into the database of the running app, as the analyst. */
async function seed(app: RunningApp, lines: number): Promise<string> {
	const { db } = openDatabase(`sqlite:${app.databaseFile}`);
	try {
		const context = await analystContext(db);
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
		const { parameters, lines: all, units } = draftOf(workload(lines));
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
	} finally {
		await db.destroy();
	}
}

async function analystContext(db: AppDatabase): Promise<Context> {
	const row = await db
		.selectFrom('appointment as a')
		.innerJoin('user as u', 'u.id', 'a.user_id')
		.innerJoin('organisation as o', 'o.id', 'a.organisation_id')
		.select(['u.id as userId', 'u.name', 'o.id as organisationId', 'o.name as organisationName', 'o.path'])
		.where('u.username', '=', 'analyst')
		.where('a.role', '=', 'dept_analyst')
		.orderBy('o.path')
		.executeTakeFirstOrThrow();
	const { userId, name, ...organisation } = row;
	return {
		db,
		actor: { userId, name, appointments: [{ role: 'dept_analyst', ...organisation }] },
		now: () => new Date(),
		newId: () => crypto.randomUUID()
	};
}
