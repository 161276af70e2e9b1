import { createHash } from 'node:crypto';
import type { Hash } from '#lib/core/address/value-ref.ts';
import { PACK_FILES, sumLine, type PackNode } from '#lib/core/lineage/evidence-pack.ts';
import { problem } from '#lib/core/problem.ts';
import { disclosed, secretsOf } from '#lib/core/reporting/evidence/disclosure.ts';
import type { Evidence } from '#lib/core/reporting/evidence/evidence.ts';
import { ok, refuse, type Result } from '#lib/core/result.ts';
import type { Json } from '#lib/core/snapshot/canonical.ts';
import { snapshotText } from '#lib/core/snapshot/snapshot.ts';
import type { Context } from '../context.ts';
import { readFile } from '../files/service.ts';
import { zipStream, type StreamedPart } from '../intake/zip-stream.ts';
import { fileNameOf } from '../lineage/rests-on.ts';
import { signaturesOn } from '../lineage/signatures.ts';
import { getSnapshot } from '../snapshots/service.ts';
import { packDocuments, type PackDocument } from './documents.ts';
import { gather, type EvidenceInput } from './gather.ts';

/** 证据包: the bytes of the ZIP, made while they are sent. Refused before the first byte or not at all. */
export async function makePack(
	context: Context,
	input: EvidenceInput
): Promise<Result<{ readonly title: string; readonly bytes: AsyncGenerator<Buffer> }>> {
	const evidence = await gather(context, input);
	if (!evidence.ok) return evidence;
	const documents = await packDocuments(evidence.value);
	if (input.edition === 'public') {
		const absent = await provenAbsent(context, evidence.value, documents);
		if (!absent.ok) return absent;
	}
	const bytes = zipStream(withSums(parts(context, evidence.value.manifest.nodes, documents)));
	return ok({ title: evidence.value.manifest.title, bytes });
}

async function* parts(
	context: Context,
	nodes: readonly PackNode[],
	documents: readonly PackDocument[]
): AsyncGenerator<{ readonly name: string; readonly content: string | Uint8Array }> {
	for (const { name, content } of documents) yield { name, content };
	// One at a time: together they may not fit in memory.
	for (const { hash, kind, path } of nodes) {
		if (path === null) continue;
		yield { name: path, content: await stored(context, hash, kind) };
	}
}

/** What stands in the store, right or wrong in its meaning, as long as its bytes are the ones its hash names. */
async function stored({ db }: Context, hash: Hash, kind: PackNode['kind']): Promise<string | Uint8Array> {
	const found = kind === 'file' ? await readFile(db, hash) : await getSnapshot(db, hash);
	// It was read a moment ago and cannot change: the download ends here rather than go on with something else.
	if (!found.ok) throw new Error(`A part of the evidence cannot be read: ${found.problem.code}`);
	return 'bytes' in found.value ? found.value.bytes : snapshotText(found.value);
}

async function* withSums(
	source: AsyncIterable<{ readonly name: string; readonly content: string | Uint8Array }>
): AsyncGenerator<StreamedPart> {
	const lines: string[] = [];
	for await (const { name, content } of source) {
		lines.push(sumLine(createHash('sha256').update(content).digest('hex'), name));
		yield { name, pieces: [content] };
	}
	yield { name: PACK_FILES.sums, pieces: [lines.join('')] };
}

/**
 * Searches every file made for a 公开版 for what the withheld sources and signatures say and the published standards do
 * not. Nothing of it may be found.
 */
async function provenAbsent(
	context: Context,
	evidence: Evidence,
	documents: readonly PackDocument[]
): Promise<Result<true>> {
	const withheld: string[] = [];
	const secret: Json[] = [];
	const published = evidence.facts.map(([, value]) => value);
	for (const { hash, kind, path } of evidence.nodes) {
		if (kind === 'file') withheld.push(await fileNameOf(context.db, hash));
		else {
			const snapshot = await getSnapshot(context.db, hash);
			if (!snapshot.ok) return snapshot;
			if (path === null) secret.push(snapshot.value.content, snapshot.value.results);
			else published.push(snapshotText(snapshot.value));
		}
		for (const { who, role, organisation, action, opinion } of await signaturesOn(context.db, hash)) {
			withheld.push(who, opinion);
			published.push(role, organisation, action);
		}
	}
	// What a pack says without any evidence in it are the program's own words; the verifier has no others.
	const frame = await packDocuments(frameOf(evidence));
	const secrets = secretsOf([...secret, withheld], [...published, ...frame.map(({ words }) => words)]);
	for (const { name, words } of documents) {
		if (name === PACK_FILES.verifier) continue;
		const count = disclosed(words, secrets);
		if (count > 0) return refuse(problem('evidence/would-disclose', { file: name, count: String(count) }));
	}
	return ok(true);
}

function frameOf(evidence: Evidence): Evidence {
	return {
		...evidence,
		manifest: { ...evidence.manifest, nodes: [] },
		conclusions: [],
		nodes: [],
		tables: []
	};
}
