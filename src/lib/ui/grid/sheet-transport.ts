import type { AnalysisResults } from '#lib/core/costing/analysis-snapshot.ts';
import type { EditCommand } from '#lib/core/costing/edit-command.ts';
import type { AnalysisDraft } from '#lib/core/costing/line.ts';
import type { ConflictPlace } from '#lib/core/problem/conflict-place.ts';

/** One request to save. The server applies a `batchId` once, however often it arrives. */
export interface SaveBatch {
	readonly batchId: string;
	/** The edit that a person sees as one; several batches when it is large. */
	readonly step: string;
	/** The step that this one takes back. */
	readonly undoes?: string;
	/** The revision the commands were made on. */
	readonly revision: number;
	/** Whether the person has decided about a conflict at that revision. */
	readonly decided?: boolean;
	/** The page they were made on. */
	readonly client: string;
	readonly commands: readonly EditCommand[];
}

export type SavedTotal = AnalysisResults['total'];

/** A batch as the server keeps it, by whomever. */
export interface SavedEdit {
	readonly id: string;
	readonly revision: number;
	readonly who: string;
	readonly own: boolean;
	readonly at: string;
	readonly commands: readonly EditCommand[];
}

/** What the server said. A save that rejects (no network, server down) is tried again; a refusal is not. */
export type SaveAnswer =
	| {
			readonly ok: true;
			/** Where the analysis stands now. */
			readonly revision: number;
			/** The revision that this batch made. */
			readonly savedAs: number;
			readonly total?: SavedTotal;
			/** What others saved since the batch's revision; null when it is too much to be told. */
			readonly missed: readonly SavedEdit[] | null;
	  }
	| {
			readonly ok: false;
			readonly code: string;
			readonly problem: string;
			/** Where others changed the same, for the person to decide. */
			readonly conflict?: Conflict;
	  };

export interface Conflict {
	readonly places: readonly ConflictPlace[];
	/** The revision that the places hold for. */
	readonly revision: number;
}

/** What brings a page up to date: the batches it missed, or everything. */
export type CatchUp =
	| { readonly revision: number; readonly edits: readonly SavedEdit[] }
	| { readonly revision: number; readonly edits: null; readonly draft: AnalysisDraft };

/** How a sheet speaks with the server. Everything rejects when no answer can be had. */
export interface SheetTransport {
	readonly save: (batch: SaveBatch) => Promise<SaveAnswer>;
	/** From a revision on; from null on, everything. */
	readonly catchUp: (revision: number | null) => Promise<CatchUp>;
	/** The person's own edits that may be taken back and done again; the next one last. */
	readonly steps: () => Promise<{ readonly undo: readonly string[]; readonly redo: readonly string[] }>;
	/** What takes back one of them; null when it cannot be any more. */
	readonly inverseOf: (step: string) => Promise<readonly EditCommand[] | null>;
}

/** Where unsaved batches survive a reload or a crash of the page. */
export interface UnsavedStore {
	/** What earlier pages left behind, in the order in which it was typed. */
	readonly load: () => Promise<readonly SaveBatch[]>;
	readonly put: (batch: SaveBatch) => void;
	readonly remove: (batchId: string) => Promise<void>;
}
