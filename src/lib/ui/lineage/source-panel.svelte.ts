/** Which figure the source panel on the right explains; the same panel on every page. */
class SourcePanelState {
	/** Text of the ValueRef shown now; null = closed. */
	ref = $state<string | null>(null);
	#opener: HTMLElement | null = null;

	/** Opens on a figure and remembers where the keyboard was, to give it back on closing. */
	open(ref: string): void {
		this.#opener = document.activeElement instanceof HTMLElement ? document.activeElement : null;
		this.ref = ref;
	}

	close(): void {
		this.ref = null;
		this.#opener?.focus();
		this.#opener = null;
	}
}

/** Lives in the browser only: nothing on the server opens it. */
export const sourcePanel = new SourcePanelState();
