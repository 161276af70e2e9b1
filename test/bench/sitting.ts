import { spawnSync } from 'node:child_process';
import type { Browser, Page } from 'playwright-core';
import type { Context } from '../../src/lib/server/context.ts';
import { openDatabase, type AppDatabase } from '../../src/lib/server/database/database.ts';
import { SignInPage } from '../e2e/pages/sign-in-page.ts';
import { launchBrowser, visit } from '../support/browser.ts';
import { startApp, type RunningApp } from '../support/running-app.ts';

/** The built product with seeded data, and an analyst who has signed in to it in real Chromium. */
export interface Sitting<Seeded> {
	readonly page: Page;
	readonly seeded: Seeded;
	readonly close: () => Promise<void>;
}

/** Builds and starts the product, has `seed` write into its database as the analyst, and signs the analyst in. */
export async function sitDown<Seeded>(seed: (context: Context) => Promise<Seeded>): Promise<Sitting<Seeded>> {
	buildFirst();
	const app = await startApp();
	// An app or a browser left behind by a failure would keep this process from ever ending.
	const browser = await orEnd(launchBrowser(), () => app.stop());
	const close = async () => {
		await browser.close();
		await app.stop();
	};
	return orEnd(signedIn(app, browser, seed, close), close);
}

async function signedIn<Seeded>(
	app: RunningApp,
	browser: Browser,
	seed: (context: Context) => Promise<Seeded>,
	close: () => Promise<void>
): Promise<Sitting<Seeded>> {
	const { db } = openDatabase(`sqlite:${app.databaseFile}`);
	const seeded = await analystContext(db)
		.then(seed)
		.finally(() => db.destroy());
	const { page } = await visit(browser, app);
	page.setDefaultTimeout(LONGEST_WAIT);
	await new SignInPage(page).signInAs('analyst', app);
	return { page, seeded, close };
}

/** In milliseconds: a page that has not answered by then never will. */
const LONGEST_WAIT = 60_000;

/** Without the deadline that starting has: on a busy machine a build takes minutes. Its words go to standard error. */
function buildFirst(): void {
	const installation = new URL('../../scripts/installation.mjs', import.meta.url).href;
	const program = `await (await import(${JSON.stringify(installation)})).build()`;
	const { status } = spawnSync(process.execPath, ['--input-type=module', '--eval', program], {
		stdio: ['ignore', 2, 2]
	});
	if (status !== 0) throw new Error('The product could not be built');
}

async function orEnd<T>(work: Promise<T>, end: () => Promise<unknown>): Promise<T> {
	try {
		return await work;
	} catch (error) {
		await end();
		throw error;
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
