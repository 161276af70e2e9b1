import type { Page } from 'playwright-core';
import type { RunningApp } from '../../support/running-app.ts';

/** The sign-in page (登录). */
export class SignInPage {
	readonly #page: Page;

	constructor(page: Page) {
		this.#page = page;
	}

	async open(): Promise<void> {
		await this.#page.goto('/sign-in');
	}

	/** Fills the form and sends it; the page that answers may be the same one with a refusal. */
	async submit(username: string, password: string): Promise<void> {
		await this.#page.getByLabel('用户名').fill(username);
		await this.#page.getByLabel('密码').fill(password);
		await this.#page.getByRole('button', { name: '登录' }).click();
	}

	/** Signs in as somebody of the example workspace and waits for the page behind. */
	async signInAs(username: string, app: RunningApp): Promise<void> {
		const password = app.passwords.get(username);
		if (password === undefined)
			throw new Error(`No sign-in for ${username}; there are: ${[...app.passwords.keys()].join(', ')}`);
		await this.open();
		await this.submit(username, password);
		await this.#page.waitForURL((url) => url.pathname !== '/sign-in');
	}

	/** The refusal beside the form. */
	async refusal(): Promise<string> {
		return (await this.#page.getByRole('alert').filter({ hasText: /\S/ }).innerText()).trim();
	}
}
