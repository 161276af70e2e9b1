import { parseRef, type Hash } from '../address/value-ref.ts';
import { problem, type Problem } from '../problem.ts';
import { ok, refuse, type Result } from '../result.ts';
import type { Snapshot } from '../snapshot/snapshot.ts';
import { sha256Bytes, sha256Text } from '../snapshot/sha256.ts';
import { PACK_FILES, PACK_FORMAT, type Edition, type PackManifest, type PackSteps } from './evidence-pack.ts';
import { explainFrozen } from './explain.ts';
import type { ExplainedOutline, ExplainedStep } from './explained-step.ts';
import { METHODS } from './registry.ts';
import { replayer, type StoredGraph } from './replay.ts';
import { readStoredText } from './stored-text.ts';

/** What a check of a pack came to. Everything is as it was handed out (全部一致) when there are no faults. */
export interface PackReport {
	readonly title: string;
	readonly edition: Edition;
	readonly root: Hash;
	/** SHA-256 of the list of sums: whoever made the pack can confirm it in one line. */
	readonly seal: Hash;
	readonly files: number;
	/** Snapshots recomputed from what they rest on. */
	readonly recomputed: number;
	/** Snapshots proved by their hash alone: sheets as they were read, parameters, and what reads something withheld. */
	readonly hashOnly: number;
	readonly originals: number;
	readonly withheld: number;
	readonly steps: number;
	/** The first names the first differing place. */
	readonly faults: readonly Problem[];
}

/**
 * Checks an evidence pack (证据包) without the system it came from: every file against the list of sums, every snapshot
 * recomputed by the methods themselves, every step explained again. `files` maps names inside the pack to their bytes.
 */
export function verifyPack(files: ReadonlyMap<string, Uint8Array>): Result<PackReport> {
	const manifest = readJson<PackManifest>(files, PACK_FILES.manifest);
	const steps = readJson<PackSteps>(files, PACK_FILES.steps);
	const sums = files.get(PACK_FILES.sums);
	if (!sums) return refuse(problem('evidence/not-a-pack', { file: PACK_FILES.sums }));
	const listed = listFaults(files, text(sums));
	if (!isManifest(manifest)) return unreadable(PACK_FILES.manifest, listed);
	if (!isSteps(steps)) return unreadable(PACK_FILES.steps, listed);
	const graph = graphOf(manifest, files);
	const replayed = replayFaults(manifest, graph);
	const snapshots = snapshotsOf(graph);
	const all = steps.conclusions.flatMap(flat);
	return ok({
		title: manifest.title,
		edition: manifest.edition,
		root: manifest.root,
		seal: sha256Bytes(sums),
		files: files.size,
		...count(manifest, snapshots),
		steps: all.length,
		faults: [...listed, ...replayed, ...all.flatMap((step) => stepFault(step, snapshots))]
	});
}

/** A file that nobody can read any more is named by the list where the list is whole. */
function unreadable(file: string, listed: readonly Problem[]): Result<never> {
	const named = listed.find((fault) => 'file' in fault.values && fault.values.file === file);
	return refuse(named ?? problem('evidence/not-a-pack', { file }));
}

function listFaults(files: ReadonlyMap<string, Uint8Array>, list: string): readonly Problem[] {
	const faults: Problem[] = [];
	const listed = new Set<string>([PACK_FILES.sums]);
	const lines = list.split('\n');
	if (lines.pop() !== '') faults.push(problem('evidence/unreadable-list', { line: list.slice(-80) }));
	for (const line of lines) {
		const [, hash, file] = /^([0-9a-f]{64}) {2}(.+)$/.exec(line) ?? [];
		if (hash === undefined || file === undefined) {
			faults.push(problem('evidence/unreadable-list', { line: line.slice(0, 160) }));
			continue;
		}
		listed.add(file);
		const bytes = files.get(file);
		if (!bytes) faults.push(problem('evidence/file-missing', { file }));
		else if (sha256Bytes(bytes) !== hash) faults.push(problem('evidence/file-altered', { file }));
	}
	for (const file of files.keys())
		if (!listed.has(file)) faults.push(problem('evidence/file-unlisted', { file }));
	return faults;
}

function graphOf(manifest: PackManifest, files: ReadonlyMap<string, Uint8Array>): StoredGraph {
	const texts = new Map<Hash, string>();
	const originals = new Map<Hash, Hash>();
	const withheld = new Set<Hash>();
	for (const { hash, kind, path } of manifest.nodes) {
		const bytes = path === null ? undefined : files.get(path);
		if (path === null) withheld.add(hash);
		else if (bytes && kind === 'file') originals.set(hash, sha256Bytes(bytes));
		else if (bytes) texts.set(hash, text(bytes));
	}
	return { texts, files: originals, withheld };
}

/** Each broken thing once, told from the root where it lies below it. */
function replayFaults(manifest: PackManifest, graph: StoredGraph): readonly Problem[] {
	const replay = replayer(graph, METHODS, sha256Text);
	const faults = new Map<string, Problem>();
	for (const hash of [manifest.root, ...manifest.nodes.map((node) => node.hash)]) {
		const result = replay.result(hash);
		if (result.ok) continue;
		const key = 'hash' in result.problem.values ? result.problem.values.hash : hash;
		if (!faults.has(key)) faults.set(key, result.problem);
	}
	return [...faults.values()];
}

function snapshotsOf({ texts }: StoredGraph): ReadonlyMap<Hash, Snapshot> {
	const found = new Map<Hash, Snapshot>();
	for (const [hash, stored] of texts) {
		const read = readStoredText(hash, stored, sha256Text);
		if (read.ok) found.set(hash, read.value);
	}
	return found;
}

function count({ nodes }: PackManifest, snapshots: ReadonlyMap<Hash, Snapshot>) {
	const withheld = new Set(nodes.filter(({ path }) => path === null).map(({ hash }) => hash));
	const computed = [...snapshots.values()].filter(
		({ kind, method, inputs }) =>
			method !== null && kind !== 'source-table' && !inputs.some(({ hash }) => withheld.has(hash))
	).length;
	const originals = nodes.filter(({ kind, path }) => kind === 'file' && path !== null).length;
	return {
		recomputed: computed,
		hashOnly: snapshots.size - computed,
		originals,
		withheld: withheld.size
	};
}

/** A step that a snapshot of the pack explains must say what that snapshot says. */
function stepFault(step: ExplainedStep, snapshots: ReadonlyMap<Hash, Snapshot>): readonly Problem[] {
	const ref = parseRef(step.ref);
	const snapshot = step.hash === null ? undefined : snapshots.get(step.hash);
	if (!ref.ok || ref.value.kind !== 'frozen' || !snapshot || step.hash === null) return [];
	const explained = explainFrozen(snapshot, step.hash, ref.value.pointer);
	const [is, stated] = [said(explained), said(step)];
	return explained === undefined || is === stated
		? []
		: [problem('evidence/step-differs', { ref: step.ref, stated, explained: is })];
}

function said(step: { label: string; value: string; unit: string | null } | undefined): string {
	return step ? `${step.label} ${step.value} ${step.unit ?? ''}`.trimEnd() : '';
}

function flat({ step, children }: ExplainedOutline): readonly ExplainedStep[] {
	return [step, ...children.flatMap(flat)];
}

function readJson<T>(files: ReadonlyMap<string, Uint8Array>, name: string): Partial<T> | undefined {
	const bytes = files.get(name);
	if (!bytes) return undefined;
	try {
		const parsed: unknown = JSON.parse(text(bytes));
		// Its members are checked by the callers before they are used.
		return typeof parsed === 'object' && parsed !== null ? parsed : undefined;
	} catch {
		// Not JSON: the caller says which file cannot be read.
		return undefined;
	}
}

function isManifest(value: Partial<PackManifest> | undefined): value is PackManifest {
	return (
		value?.format === PACK_FORMAT &&
		(value.edition === 'full' || value.edition === 'public') &&
		typeof value.root === 'string' &&
		typeof value.title === 'string' &&
		Array.isArray(value.nodes) &&
		value.nodes.every(
			(node: Partial<PackManifest['nodes'][number]> | null) =>
				typeof node?.hash === 'string' && (node.path === null || typeof node.path === 'string')
		)
	);
}

function isSteps(value: Partial<PackSteps> | undefined): value is PackSteps {
	return Array.isArray(value?.conclusions) && value.conclusions.every(isOutline);
}

function isOutline(value: Partial<ExplainedOutline> | null): value is ExplainedOutline {
	return (
		typeof value?.step?.ref === 'string' && Array.isArray(value.children) && value.children.every(isOutline)
	);
}

function text(bytes: Uint8Array): string {
	return new TextDecoder().decode(bytes);
}
