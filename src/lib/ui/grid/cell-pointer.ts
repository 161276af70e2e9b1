import { hitAt, sheetBody, type Hit } from './sheet-hit.ts';

export interface PointerEvents {
	/** A press on the sheet; false leaves it to the grid and the browser. */
	readonly onpress: (hit: Hit, extend: boolean) => boolean;
	/** The mouse has gone on with the button down. */
	readonly ondrag: (to: Hit) => void;
	/** The button is up again; `copies` is Ctrl. */
	readonly onrelease: (copies: boolean) => void;
	/** A double click on the fill handle. */
	readonly onfillall: () => void;
	/** The mouse is held outside the sheet: so many lines and columns in that direction. */
	readonly onscroll: (rows: number, columns: number) => void;
	readonly columnAt: (columnId: string) => number;
	/** Whether somebody is typing, whom a click on another cell must not interrupt. */
	readonly isTyping: () => boolean;
}

/** What has a use of its own for the mouse. */
const OTHERS =
	'button, input, textarea, select, a, .cost-grip, .ag-header-cell-resize, .ag-list-item, .cost-editor';
/** Milliseconds between two steps of scrolling while the mouse is held outside. */
const SCROLL_EVERY = 60;
/** Every so many pixels farther outside, one line more at a time. */
const FASTER_BY = 24;

/** Selecting with the mouse, which scrolls on while it is held outside the sheet. */
export class CellPointer {
	readonly #host: HTMLElement;
	readonly #events: PointerEvents;
	readonly #listening = new AbortController();
	#dragging = false;
	#timer: ReturnType<typeof setInterval> | undefined;
	#last = { x: 0, y: 0 };

	constructor(host: HTMLElement, events: PointerEvents) {
		this.#host = host;
		this.#events = events;
		const { signal } = this.#listening;
		const first = { capture: true, signal };
		host.addEventListener('pointerdown', (event) => this.#keep(event), first);
		host.addEventListener('mousedown', (event) => this.#press(event), first);
		host.addEventListener('click', (event) => this.#click(event), first);
		host.addEventListener('dblclick', (event) => this.#doubleClick(event), first);
		window.addEventListener('mousemove', (event) => this.#move(event), { signal });
		window.addEventListener('mouseup', (event) => this.#release(event), { signal });
	}

	destroy(): void {
		clearInterval(this.#timer);
		this.#listening.abort();
	}

	/** The grid gives cells the keyboard as soon as the button goes down, which is ours to decide a moment later. */
	#keep(event: PointerEvent): void {
		if (event.button === 0 && this.#hit(event)) event.stopPropagation();
	}

	#press(event: MouseEvent): void {
		const hit = event.button === 0 ? this.#hit(event) : null;
		if (!hit || !this.#events.onpress(hit, event.shiftKey)) return;
		event.preventDefault();
		event.stopPropagation();
		this.#dragging = true;
		this.#last = { x: event.clientX, y: event.clientY };
		this.#timer = setInterval(() => this.#scrollOn(), SCROLL_EVERY);
	}

	/** The press has been dealt with: the grid would end typing on the click that follows it. */
	#click(event: MouseEvent): void {
		if (this.#events.isTyping() && this.#hit(event)) event.stopPropagation();
	}

	#doubleClick(event: MouseEvent): void {
		const hit = this.#hit(event);
		if (hit?.on !== 'cell' || !hit.handle) return;
		event.stopPropagation();
		this.#events.onfillall();
	}

	#move(event: MouseEvent): void {
		if (!this.#dragging) return;
		this.#last = { x: event.clientX, y: event.clientY };
		const { rows, columns } = this.#outside();
		const hit = rows === 0 && columns === 0 ? this.#hit(event) : null;
		if (hit) this.#events.ondrag(hit);
	}

	#release(event: MouseEvent): void {
		if (!this.#dragging) return;
		this.#dragging = false;
		clearInterval(this.#timer);
		this.#events.onrelease(event.ctrlKey || event.metaKey);
	}

	#scrollOn(): void {
		const { rows, columns } = this.#outside();
		if (rows !== 0 || columns !== 0) this.#events.onscroll(rows, Math.sign(columns));
	}

	/** How far outside the sheet the mouse is held. */
	#outside(): { readonly rows: number; readonly columns: number } {
		const body = sheetBody(this.#host);
		if (!body) return { rows: 0, columns: 0 };
		const { x, y } = this.#last;
		return { rows: beyond(y, body.top, body.bottom), columns: beyond(x, body.left, body.right) };
	}

	#hit({ target, clientX, clientY }: MouseEvent): Hit | null {
		if (!(target instanceof Element) || !this.#host.contains(target) || target.closest(OTHERS)) return null;
		return hitAt(target, clientX, clientY, this.#events.columnAt);
	}
}

/** How far a point is outside a span, in steps: negative before it, zero inside. The farther, the faster. */
function beyond(at: number, from: number, to: number): number {
	if (at < from) return -Math.ceil((from - at) / FASTER_BY);
	return at > to ? Math.ceil((at - to) / FASTER_BY) : 0;
}
