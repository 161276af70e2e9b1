import type { Hash } from '../address/value-ref.ts';
import type { SnapshotKind } from '../snapshot/snapshot.ts';
import type { ExplainedOutline } from './explained-step.ts';

/** Names inside an evidence pack (证据包). docs/formats.md describes them. */
export const PACK_FILES = {
	page: 'index.html',
	workbook: 'evidence.xlsx',
	verifier: 'verify.html',
	manifest: 'manifest.json',
	steps: 'steps.json',
	provenance: 'prov.json',
	record: 'record.json',
	/** Last: it lists everything else. */
	sums: 'SHA256SUMS'
} as const;

export const PACK_FORMAT = 'hengzhun-evidence@1';

/** 完整版: all the receiver may read. 公开版: the standards and parameters only, without names of people. */
export type Edition = 'full' | 'public';

/** manifest.json: what the pack is about, and everything below it whether handed out or not. */
export interface PackManifest {
	readonly format: typeof PACK_FORMAT;
	readonly edition: Edition;
	/** The snapshot the pack proves. */
	readonly root: Hash;
	readonly title: string;
	/** In order of hash. */
	readonly nodes: readonly PackNode[];
}

export interface PackNode {
	readonly hash: Hash;
	readonly kind: SnapshotKind | 'file';
	/** Where it is in the pack; null where it is withheld and named by its hash alone. */
	readonly path: string | null;
	/** What people call it; "" where it is withheld. */
	readonly title: string;
}

/** steps.json: the chains from the figures the pack proves to where they end. */
export interface PackSteps {
	readonly conclusions: readonly ExplainedOutline[];
}

export function snapshotPath(hash: Hash): string {
	return `snapshots/${hash}.json`;
}

export function originalPath(hash: Hash, format: string): string {
	return `originals/${hash}.${format}`;
}

/** One line of SHA256SUMS, in the form that `sha256sum -c` reads. */
export function sumLine(hash: Hash, path: string): string {
	return `${hash}  ${path}\n`;
}
