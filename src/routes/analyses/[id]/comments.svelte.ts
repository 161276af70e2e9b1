import type { Entitled } from '#lib/server/auth/who-may.ts';
import type { Thread } from '#lib/server/comments/service.ts';
import type { CellMarks } from '#lib/ui/grid/cell-marks.ts';

/** A cell, or with the field "" a whole line. */
export interface Place {
	readonly lineId: string;
	readonly field: string;
}

/** What is said about the cells of one analysis (批注), kept up to date while the page is open. */
export class Comments {
	threads: readonly Thread[] = $state.raw([]);
	/** The people who may be mentioned; read when somebody first writes. */
	people: readonly Entitled[] = $state.raw([]);
	/** The server's sentence when it refused, or that it cannot be reached. */
	refusal: string | null = $state(null);
	/** The cell that the next thread is about, while one is being written. */
	writing: Place | null = $state.raw(null);
	readonly open: readonly Thread[] = $derived(this.threads.filter(({ resolved }) => resolved === null));
	/** What the grid shows of them: a corner on the cell, and what is said there. */
	readonly marks: CellMarks = $derived.by(() => {
		const byCell = new Map<string, Thread[]>();
		for (const thread of this.open) {
			const cell = `${thread.lineId}|${thread.field || 'name'}`;
			byCell.set(cell, [...(byCell.get(cell) ?? []), thread]);
		}
		return {
			classOf: (lineId, column) => (byCell.has(`${lineId}|${column}`) ? 'commented' : ''),
			noteOf: (lineId, column) =>
				byCell
					.get(`${lineId}|${column}`)
					?.flatMap(({ comments }) => comments.map(({ who, body }) => `${who}\uff1a${body}`))
					.join('\n') ?? null
		};
	});
	readonly #address: string;

	constructor(analysisId: string) {
		this.#address = `/analyses/${analysisId}/comments`;
	}

	async read(): Promise<void> {
		const threads = await this.#ask(this.#address);
		if (threads) this.threads = threads as readonly Thread[];
	}

	async readPeople(): Promise<void> {
		if (this.people.length > 0) return;
		const people = await this.#ask(`${this.#address}?people`);
		if (people) this.people = people as readonly Entitled[];
	}

	/** True when the server has it. */
	async add(place: Place, replyTo: string | null, body: string): Promise<boolean> {
		const mentions = this.people.filter(({ name }) => body.includes(`@${name}`)).map(({ id }) => id);
		const { lineId, field } = place;
		return this.#send({ type: 'add', lineId, field, replyTo, body, mentions });
	}

	async settle(threadId: string, settled: boolean): Promise<boolean> {
		return this.#send({ type: 'settle', threadId, settled });
	}

	async #send(request: object): Promise<boolean> {
		const headers = { 'content-type': 'application/json' };
		const done = await this.#ask(this.#address, {
			method: 'POST',
			headers,
			body: JSON.stringify(request)
		});
		if (done === null) return false;
		await this.read();
		return true;
	}

	/** The answer; null, with the reason in `refusal`, when there is none. */
	async #ask(address: string, init: RequestInit = {}): Promise<unknown> {
		try {
			const response = await fetch(address, init);
			const answer = await response.json();
			this.refusal = response.ok ? null : answer.problem;
			return response.ok ? answer : null;
		} catch {
			this.refusal = '没有连上服务器，批注没有发出。请等网络恢复后再试。';
			return null;
		}
	}
}
