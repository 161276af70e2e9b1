/** Somebody who has the analysis open, at this page or another. */
export interface PersonHere {
	readonly page: string;
	readonly name: string;
	readonly self: boolean;
	/** The cell they stand on; "" when on none. */
	readonly lineId: string;
	readonly field: string;
}

export interface LiveNews {
	readonly revision: number;
	/** State of the analysis in its workflow. */
	readonly state: string;
	/** Grows with everything said about a cell. */
	readonly remarks: number;
	readonly people: readonly PersonHere[];
}

export interface LiveLinkStart {
	/** Where the news of the analysis come from, and where this page says where its person stands. */
	readonly address: string;
	readonly onnews: (news: LiveNews, page: string) => void;
	/** The connection stands: the server can be reached again. */
	readonly onopen: () => void;
	/** Others are no longer seen, because the connection broke or the page is out of sight. */
	readonly onlost: () => void;
	/** The server has ended it for good: signed out, or the role was taken away. */
	readonly onover: () => void;
}

const FIRST_RETRY = 1_000;
const LONGEST_RETRY = 20_000;
/** A page out of sight lets go of its connection: browsers allow few to one server. */
const HIDDEN_MS = 30_000;
/** How often a moving person is told of at most. */
const PLACE_MS = 400;

/**
 * Keeps one page in touch with the server for as long as it is seen: opens the stream of news, opens it again after
 * every break, and says where the person stands. Answers how to let go.
 */
export function liveLink({ address, onnews, onopen, onlost, onover }: LiveLinkStart) {
	let source: EventSource | null = null;
	let page = '';
	let retryIn = FIRST_RETRY;
	let retry: ReturnType<typeof setTimeout> | undefined;
	let hide: ReturnType<typeof setTimeout> | undefined;
	let ended = false;
	let place = { lineId: '', field: '' };
	let told = '';
	let telling: ReturnType<typeof setTimeout> | undefined;

	function open(): void {
		clearTimeout(retry);
		if (source || ended) return;
		source = new EventSource(address);
		source.addEventListener('hello', (event) => {
			({ page } = JSON.parse(event.data));
			retryIn = FIRST_RETRY;
			told = '';
			onopen();
			tell();
		});
		source.addEventListener('news', (event) => onnews(JSON.parse(event.data), page));
		source.addEventListener('over', () => {
			end();
			onover();
		});
		// The browser's own retrying gives up after a refusal; ours does not.
		source.onerror = () => {
			close();
			retry = setTimeout(open, retryIn);
			retryIn = Math.min(retryIn * 2, LONGEST_RETRY);
		};
	}

	function close(): void {
		if (!source) return;
		source.close();
		source = null;
		page = '';
		onlost();
	}

	function tell(): void {
		const text = JSON.stringify({ page, ...place });
		if (page === '' || text === told) return;
		told = text;
		post(address, text);
	}

	function onvisibilitychange(): void {
		clearTimeout(hide);
		if (document.visibilityState === 'hidden') hide = setTimeout(close, HIDDEN_MS);
		else open();
	}

	function end(): void {
		ended = true;
		close();
		for (const timer of [retry, hide, telling]) clearTimeout(timer);
		document.removeEventListener('visibilitychange', onvisibilitychange);
		removeEventListener('online', open);
	}

	document.addEventListener('visibilitychange', onvisibilitychange);
	addEventListener('online', open);
	open();
	return {
		/** Notes where the person stands now; told to others a moment later. */
		standAt(lineId: string, field: string): void {
			place = { lineId, field };
			clearTimeout(telling);
			telling = setTimeout(tell, PLACE_MS);
		},
		end
	};
}

/** Where somebody stands is worth no second try. */
function post(address: string, body: string): void {
	const headers = { 'content-type': 'application/json' };
	fetch(address, { method: 'POST', headers, body }).catch(() => {});
}
