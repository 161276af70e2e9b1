import { PACK_FILES, type PackSteps } from '#lib/core/lineage/evidence-pack.ts';
import { SNAPSHOT_KINDS } from '#lib/core/lineage/snapshot-title.ts';
import type { Evidence, EvidenceNode, EvidenceTable } from '#lib/core/reporting/evidence/evidence.ts';
import { evidenceTable } from '#lib/core/reporting/evidence/evidence-table.ts';
import { evidencePage } from '#lib/core/reporting/evidence/page.ts';
import { provenance } from '#lib/core/reporting/evidence/provenance.ts';
import { nodeTable, signatureTable } from '#lib/core/reporting/evidence/tables.ts';
import { writeXlsx, type WrittenCell, type WrittenSheet } from '../intake/xlsx-write.ts';
import { verifierHtml } from './verifier.ts';

/** A file of the pack that is made for it, as against a snapshot or an original that is handed out as it is. */
export interface PackDocument {
	readonly name: string;
	readonly content: string | Uint8Array;
	/** The words in it, as a person or a search would find them; the content itself unless it is a container. */
	readonly words: string;
}

/** The page, the workbook, the steps, the provenance, the record and the verifier. */
export async function packDocuments(evidence: Evidence): Promise<readonly PackDocument[]> {
	const { manifest, conclusions, nodes, auditEnd, madeAt, facts } = evidence;
	const tables = [...evidence.tables, nodeTable(nodes, kindWords), signatureTable(nodes)];
	const steps: PackSteps = { conclusions };
	const record = {
		facts: Object.fromEntries(facts),
		signatures: nodes.flatMap(({ hash, signatures }) =>
			signatures.map((signature) => ({ hash, ...signature }))
		),
		auditEnd,
		madeAt
	};
	const workbook = writeXlsx([evidenceTable(evidence), ...tables].map(sheet));
	return [
		plain(PACK_FILES.page, evidencePage(evidence, tables)),
		{ name: PACK_FILES.workbook, content: workbook, words: Buffer.from(workbook).toString('utf8') },
		plain(PACK_FILES.verifier, await verifierHtml()),
		json(PACK_FILES.manifest, manifest),
		json(PACK_FILES.steps, steps),
		json(PACK_FILES.provenance, provenance(evidence)),
		json(PACK_FILES.record, record)
	];
}

function plain(name: string, content: string): PackDocument {
	return { name, content, words: content };
}

function json(name: string, value: unknown): PackDocument {
	return plain(name, `${JSON.stringify(value, null, '\t')}\n`);
}

function kindWords({ kind }: EvidenceNode): string {
	return kind === 'file' ? '原始文件' : SNAPSHOT_KINDS[kind];
}

function sheet({ title, columns, rows }: EvidenceTable): WrittenSheet {
	const head = columns.map(({ label }): WrittenCell => ({ text: label, style: 'header' }));
	const body = rows.map((row) =>
		columns.map(({ number }, index): WrittenCell | null => {
			const value = row[index] ?? '';
			if (value === '') return null;
			return number && /^-?\d+(\.\d+)?$/.test(value) ? { number: value, style: 'number' } : { text: value };
		})
	);
	return { name: title, widths: columns.map(({ width }) => width), rows: [head, ...body], merges: [] };
}
