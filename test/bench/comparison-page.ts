import { unwrap } from '../../src/lib/core/result.ts';
import { addWholeSample } from '../../src/lib/server/comparison/members.ts';
import { createComparison } from '../../src/lib/server/comparison/service.ts';
import type { Context } from '../../src/lib/server/context.ts';
import {
	confirmSample,
	describeSample,
	uploadSample,
	viewSample
} from '../../src/lib/server/samples/service.ts';
import { sitDown, type Sitting } from './sitting.ts';

const CATEGORY = '测速/外部样本';
/** Every so many-th observation bears the name that is looked for. */
const EVERY = 400;

/** The built product with a draft comparison of many external observations, opened in real Chromium. */
export class ComparisonPage {
	readonly #sitting: Sitting<string>;
	readonly #address: string;
	readonly #found: number;

	private constructor(sitting: Sitting<string>, members: number) {
		this.#sitting = sitting;
		this.#address = `/comparisons/${sitting.seeded}`;
		this.#found = Math.ceil(members / EVERY);
	}

	static async prepare(members: number): Promise<ComparisonPage> {
		return new ComparisonPage(await sitDown((context) => seed(context, members)), members);
	}

	/** Opens the comparison; milliseconds until the picture is drawn and a filter typed into it has its answer. */
	async open(): Promise<number> {
		const { page } = this.#sitting;
		await page.goto('about:blank');
		const start = performance.now();
		await page.goto(this.#address, { waitUntil: 'commit' });
		await page.locator('.chart canvas, .chart svg').first().waitFor();
		await this.filter('街道7');
		return performance.now() - start;
	}

	/**
	 * Types what is looked for; milliseconds from the key to the frame that shows only what was found, measured in the page.
	 * `wanted` must not be there already.
	 */
	async filter(wanted: string): Promise<number> {
		const box = this.#sitting.page.getByLabel('查找成员');
		await box.focus();
		const taken = await box.evaluate(typeAndWatch, wanted);
		const rows = await this.#sitting.page.locator('tr[id^="member-"]').count();
		if (taken === null || (wanted !== '' && rows !== this.#found))
			throw new Error(`The filter ${wanted} left ${rows} rows, not ${this.#found}`);
		return taken;
	}

	/** Everything again, so that a filter has its whole work to do. */
	async clear(): Promise<number> {
		return this.filter('');
	}

	async close(): Promise<void> {
		await this.#sitting.close();
	}
}

/** Runs in the page. Null when nothing changes, as before the page has come to life. */
async function typeAndWatch(box: Element, wanted: string): Promise<number | null> {
	const input = box as HTMLInputElement;
	const first = () => document.querySelector('tr[id^="member-"]')?.textContent ?? '';
	const counted = () => document.querySelectorAll('tr[id^="member-"]').length;
	const before = `${first()} ${counted()}`;
	for (let attempt = 0; attempt < 200; attempt += 1) {
		const start = performance.now();
		input.value = wanted;
		input.dispatchEvent(new Event('input', { bubbles: true }));
		// Svelte changes the page in a microtask; the second frame comes when the first one has been painted.
		await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
		if (`${first()} ${counted()}` !== before) return performance.now() - start;
		await new Promise((resolve) => setTimeout(resolve, 25));
	}
	return null;
}

/** A sample and a draft with all of it, made by the analyst through the product's own use cases. */
async function seed(context: Context, members: number): Promise<string> {
	const rows = Array.from({ length: members }, (_, i) => {
		const spread = (Math.imul(i + 1, 2654435761) >>> 0) / 2 ** 32;
		const name = i % EVERY === 0 ? `街道7-${i}` : `乡镇${i}`;
		return `${name},${(5 + 40 * spread ** 3).toFixed(4)},${1000 + ((i * 37) % 9000)}`;
	});
	const bytes = new TextEncoder().encode(['名称,单位成本,产出数量', ...rows].join('\n'));
	const id = unwrap(await uploadSample(context, { fileName: '测速.csv', bytes }));
	const view = unwrap(await viewSample(context, id));
	const facts = {
		...view.facts,
		category: CATEGORY,
		unit: '平方米',
		source: '测速用的数',
		licence: '自造',
		asOf: '2024',
		year: '2024'
	};
	const reading = { ...view.reading, columns: { A: 'name', B: 'unitCost', C: 'output' } as const };
	unwrap(await describeSample(context, { id, sheet: view.sheet, facts, reading }));
	const snapshot = unwrap(await confirmSample(context, id));
	const comparison = unwrap(
		await createComparison(context, {
			title: `测速 ${members} 个观测`,
			purpose: '测速',
			category: CATEGORY,
			unit: '平方米',
			targetYear: '2024',
			steps: [],
			series: {}
		})
	);
	unwrap(await addWholeSample(context, { id: comparison, snapshot }));
	return comparison;
}
