import { refText, type Hash } from '#lib/core/address/value-ref.ts';
import type { ParameterSetContent } from '#lib/core/comparison/comparison-snapshot.ts';
import {
	originalPath,
	PACK_FORMAT,
	snapshotPath,
	type Edition,
	type PackNode
} from '#lib/core/lineage/evidence-pack.ts';
import type { ExplainedOutline } from '#lib/core/lineage/explained-step.ts';
import { headlines } from '#lib/core/lineage/headline.ts';
import { snapshotTitle } from '#lib/core/lineage/snapshot-title.ts';
import { problem } from '#lib/core/problem.ts';
import type { Evidence, EvidenceNode } from '#lib/core/reporting/evidence/evidence.ts';
import { publicOutline, publicSignature } from '#lib/core/reporting/evidence/public-edition.ts';
import { lineTable, memberTable } from '#lib/core/reporting/evidence/tables.ts';
import { ok, refuse, type Result } from '#lib/core/result.ts';
import { snapshotText, type Snapshot } from '#lib/core/snapshot/snapshot.ts';
import { auditEnd } from '../audit/verify.ts';
import { timestamp, type Context } from '../context.ts';
import { fileFormat } from '../files/service.ts';
import { mayReadHash, type Access } from '../lineage/access.ts';
import { comparisonBelow, frozenAliases, namesIn } from '../lineage/hidden-members.ts';
import { explainChain } from '../lineage/explain.ts';
import { everythingBelow, fileNameOf } from '../lineage/rests-on.ts';
import { signaturesOn } from '../lineage/signatures.ts';
import { hidesEntry, namesProjects } from '../parameters/named-projects.ts';
import { getSnapshot } from '../snapshots/service.ts';

/** Kinds that a 公开版 hands out. */
const PUBLIC_KINDS: readonly PackNode['kind'][] = ['standard', 'parameter-set'];
const SHOWN_IN_TABLES: readonly PackNode['kind'][] = ['comparison', 'analysis'];

export interface EvidenceInput {
	readonly root: Hash;
	readonly edition: Edition;
	readonly facts: Evidence['facts'];
}

/** Everything a pack says, after asking for every part of it whether this person may hand it out. */
export async function gather(context: Context, input: EvidenceInput): Promise<Result<Evidence>> {
	const { root, edition } = input;
	const snapshot = await getSnapshot(context.db, root);
	if (!snapshot.ok) return snapshot;
	const access = await mayReadHash(context, root, snapshot.value.kind);
	if (!access.ok) return access;
	if (edition === 'public' && snapshot.value.kind !== 'standard')
		return refuse(problem('evidence/public-needs-standard', {}));
	const nodes: EvidenceNode[] = [];
	const shown: { hash: Hash; snapshot: Snapshot }[] = [];
	for (const { hash, kind } of await everythingBelow(context.db, root)) {
		const handed = await mayHandOut(context, { hash, kind, edition, access: access.value });
		const node = handed ? await describe(context, hash, kind, edition) : ok(withheld(hash, kind));
		if (!node.ok) return node;
		nodes.push(node.value.node);
		if (node.value.snapshot && SHOWN_IN_TABLES.includes(kind))
			shown.push({ hash, snapshot: node.value.snapshot });
	}
	const conclusions = await chains(context, root, snapshot.value);
	if (!conclusions.ok) return conclusions;
	const handed = new Set(nodes.filter(({ path }) => path !== null).map(({ hash }) => hash));
	const title = snapshotTitle(snapshot.value);
	return ok({
		manifest: {
			format: PACK_FORMAT,
			edition,
			root,
			title,
			nodes: nodes.map(({ hash, kind, path, title: name }) => ({ hash, kind, path, title: name }))
		},
		facts: input.facts,
		conclusions:
			edition === 'full' ? conclusions.value : conclusions.value.map((chain) => publicOutline(chain, handed)),
		nodes,
		tables: [memberTable(shown), lineTable(shown)].filter(({ rows }) => rows.length > 0),
		auditEnd: await auditEnd(context.db),
		madeAt: timestamp(context)
	});
}

interface Asked {
	readonly hash: Hash;
	readonly kind: PackNode['kind'];
	readonly edition: Edition;
	readonly access: Access;
}

async function mayHandOut(context: Context, { hash, kind, edition, access }: Asked): Promise<boolean> {
	if (edition === 'public')
		return PUBLIC_KINDS.includes(kind) && !(await namesMembers(context, hash, kind, () => true));
	if (access === 'with-everything-below') return true;
	return (await mayReadHash(context, hash, kind)).ok && !(await namesMembers(context, hash, kind, null));
}

/**
 * Whether the text of a snapshot names members that are not for its reader: of the 公开版 nobody, else those whose
 * breakdown this person may not see (null). A snapshot is proved by its own text or not at all, so it is then withheld.
 */
async function namesMembers(
	context: Context,
	hash: Hash,
	kind: PackNode['kind'],
	hidden: ((member: number) => boolean) | null
): Promise<boolean> {
	if (kind === 'file') return false;
	const snapshot = await getSnapshot(context.db, hash);
	if (!snapshot.ok) return true;
	if (kind === 'parameter-set') {
		// The content of every snapshot of this kind.
		const { kind: series, entries } = snapshot.value.content as ParameterSetContent;
		const hides = hidden ? () => namesProjects(series) : await hidesEntry(context, series);
		return entries.some(({ key }) => hides(key));
	}
	const comparison = await comparisonBelow(snapshot.value, (below) => getSnapshot(context.db, below));
	if (!comparison) return false;
	const aliases = hidden ? null : await frozenAliases(context, comparison);
	const names = namesIn(comparison, hidden ?? ((member) => aliases?.has(member) === true));
	const text = snapshotText(snapshot.value);
	return names.some((name) => text.includes(name));
}

type Described = { readonly node: EvidenceNode; readonly snapshot?: Snapshot };

async function describe(
	{ db }: Context,
	hash: Hash,
	kind: PackNode['kind'],
	edition: Edition
): Promise<Result<Described>> {
	if (kind === 'file') {
		const path = originalPath(hash, (await fileFormat(db, hash)) ?? 'bin');
		const title = await fileNameOf(db, hash);
		return ok({ node: { hash, kind, path, title, method: null, inputs: [], signatures: [] } });
	}
	const snapshot = await getSnapshot(db, hash);
	if (!snapshot.ok) return snapshot;
	const signatures = await signaturesOn(db, hash);
	return ok({
		snapshot: snapshot.value,
		node: {
			hash,
			kind,
			path: snapshotPath(hash),
			title: snapshotTitle(snapshot.value),
			method: snapshot.value.method,
			inputs: snapshot.value.inputs,
			signatures: edition === 'full' ? signatures : signatures.map(publicSignature)
		}
	});
}

function withheld(hash: Hash, kind: PackNode['kind']): Described {
	return { node: { hash, kind, path: null, title: '', method: null, inputs: [], signatures: [] } };
}

/** From the figures people know the root by down to where they end; of a comparison its statistics, not each member. */
async function chains(
	context: Context,
	root: Hash,
	snapshot: Snapshot
): Promise<Result<readonly ExplainedOutline[]>> {
	const found: ExplainedOutline[] = [];
	for (const { pointer, value } of headlines(snapshot)) {
		if (value === null || pointer.startsWith('/results/members/')) continue;
		const chain = await explainChain(context, refText({ kind: 'frozen', snapshot: root, pointer }));
		if (!chain.ok) return chain;
		found.push(chain.value);
	}
	return ok(found);
}
