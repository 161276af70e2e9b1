import type { Hash } from '../../address/value-ref.ts';
import type { PackManifest, PackNode } from '../../lineage/evidence-pack.ts';
import type { ExplainedOutline, Signature } from '../../lineage/explained-step.ts';
import type { SnapshotInput } from '../../snapshot/snapshot.ts';

/** A snapshot or original handed out, or named by its hash, with what it was made from and who signed it. */
export interface EvidenceNode extends PackNode {
	/** "name@version"; null for an original, a parameter and whatever is withheld. */
	readonly method: string | null;
	/** Empty where it is withheld. */
	readonly inputs: readonly SnapshotInput[];
	/** Oldest first; without names of people in a 公开版. */
	readonly signatures: readonly Signature[];
}

/** Everything an evidence pack (证据包) says in words and tables; the snapshots and originals stand beside it. */
export interface Evidence {
	readonly manifest: PackManifest;
	/** What people know the thing by: 编号, 文号, 施行日期 … */
	readonly facts: readonly (readonly [label: string, value: string])[];
	readonly conclusions: readonly ExplainedOutline[];
	readonly nodes: readonly EvidenceNode[];
	/** Members of comparisons and lines of analyses handed out. */
	readonly tables: readonly EvidenceTable[];
	/** The last entry of the audit chain when the pack was made. */
	readonly auditEnd: { readonly seq: number; readonly hash: Hash };
	/** Beijing time in words. */
	readonly madeAt: string;
}

/** A table for a person and for a sheet. */
export interface EvidenceTable {
	/** Also the name of its sheet. */
	readonly title: string;
	readonly columns: readonly EvidenceColumn[];
	readonly rows: readonly (readonly string[])[];
}

export interface EvidenceColumn {
	readonly label: string;
	/** Exact decimal text, written into a sheet as a number and set to the right; "" is an empty cell. */
	readonly number?: true;
	/** Width in a sheet, in characters. */
	readonly width: number;
}
