import type { SaveBatch, UnsavedStore } from './sheet-transport.ts';

const DATABASE = 'hengzhun-unsaved';
const BATCHES = 'batches';

interface KeptBatch {
	readonly batchId: string;
	readonly scope: string;
	/** When it was typed; batches of one page keep their order by `place`. */
	readonly typedAt: number;
	readonly place: number;
	readonly batch: SaveBatch;
}

/**
 * Keeps unsaved batches in the browser's own database, one record each, so that a reload or a crash loses nothing.
 * `scope` names the analysis and the person. Where the browser refuses to keep anything, the page works on without it.
 */
export function browserStore(scope: string): UnsavedStore {
	const opened = openDatabase();
	// A record is written before it is removed, however fast the server answers.
	let work: Promise<void> = Promise.resolve();
	const inOrder = (run: (batches: IDBObjectStore) => IDBRequest): Promise<void> => {
		const next = async () => {
			const database = await opened;
			if (database) await done(run(database.transaction(BATCHES, 'readwrite').objectStore(BATCHES)));
		};
		return (work = work.then(next).catch(() => {}));
	};
	let place = 0;
	const places = new Map<string, Pick<KeptBatch, 'typedAt' | 'place'>>();
	return {
		load: async () => {
			const database = await opened;
			if (!database) return [];
			const index = database.transaction(BATCHES).objectStore(BATCHES).index('scope');
			const kept = (await done(index.getAll(scope))) as KeptBatch[];
			for (const { batchId, typedAt, place: at } of kept) places.set(batchId, { typedAt, place: at });
			return kept.sort((a, b) => a.typedAt - b.typedAt || a.place - b.place).map(({ batch }) => batch);
		},
		put: (batch) => {
			const { batchId } = batch;
			const at = places.get(batchId) ?? { typedAt: Date.now(), place: (place += 1) };
			places.set(batchId, at);
			void inOrder((batches) => batches.put({ batchId, scope, ...at, batch } satisfies KeptBatch));
		},
		remove: (batchId) => inOrder((batches) => batches.delete(batchId))
	};
}

/** For pages that keep nothing, such as those that only read. */
export const NO_STORE: UnsavedStore = {
	load: () => Promise.resolve([]),
	put: () => {},
	remove: () => Promise.resolve()
};

function openDatabase(): Promise<IDBDatabase | null> {
	return new Promise((resolve) => {
		try {
			const request = indexedDB.open(DATABASE, 1);
			request.onupgradeneeded = () =>
				request.result.createObjectStore(BATCHES, { keyPath: 'batchId' }).createIndex('scope', 'scope');
			request.onsuccess = () => resolve(request.result);
			request.onerror = () => resolve(null);
			request.onblocked = () => resolve(null);
		} catch {
			resolve(null);
		}
	});
}

function done<T>(request: IDBRequest<T>): Promise<T> {
	return new Promise((resolve, reject) => {
		request.onsuccess = () => resolve(request.result);
		request.onerror = () => reject(request.error ?? new Error('The browser kept nothing'));
	});
}
