import type { Hash } from '../address/value-ref.ts';
import type { Json } from '../snapshot/canonical.ts';
import type { Snapshot, SnapshotKind } from '../snapshot/snapshot.ts';
import { STANDARD_KINDS, type StandardKind } from '../standards/standard-snapshot.ts';
import { isRecord } from './stored-text.ts';

export const SNAPSHOT_KINDS: { readonly [K in SnapshotKind]: string } = {
	'source-table': '来源表',
	'sample-table': '外部样本',
	'parameter-set': '参数',
	recipe: '定额测算',
	analysis: '成本分析',
	comparison: '同类比对',
	'comparison-analysis': '比对分析',
	standard: '标准',
	'budget-check': '预算对照',
	report: '报告'
};

/** What a snapshot is called on screen and in the path of a failed replay, e.g. "同类比对 “一级清扫保洁”". */
export function snapshotTitle({ kind, content }: Snapshot): string {
	const facts = isRecord(content) ? content : {};
	if (kind === 'standard') return `${standardName(facts.standard)} ${text(facts.code)}`;
	if (kind === 'analysis')
		return `${SNAPSHOT_KINDS.analysis} “${projectName(facts.project)}” ${text(facts.fiscalYear)}年`;
	if (kind === 'sample-table') return `${SNAPSHOT_KINDS[kind]} “${projectName(facts.facts)}”`;
	const name = text(facts.title ?? facts.name ?? facts.line ?? facts.sheet);
	// The kind comes from stored text, which a newer program or a forger may have written.
	return Object.hasOwn(SNAPSHOT_KINDS, kind) ? `${SNAPSHOT_KINDS[kind]} “${name}”` : '未知类别的快照';
}

/** An original has no name of its own: the same bytes may come under many file names. */
export function fileTitle(file: Hash): string {
	return `原始文件 ${file.slice(0, 12)}`;
}

export function missingTitle(hash: Hash): string {
	return `快照 ${hash.slice(0, 12)}`;
}

// Titles are also made for content that may have been tampered with, so nothing is taken for granted.
function text(value: Json | undefined): string {
	return typeof value === 'string' || typeof value === 'number' ? String(value) : '未命名';
}

function projectName(project: Json | undefined): string {
	return isRecord(project) ? text(project.name) : '未命名';
}

function standardName(kind: Json | undefined): string {
	if (kind === 'rule') return '条件规则';
	return typeof kind === 'string' && Object.hasOwn(STANDARD_KINDS, kind)
		? STANDARD_KINDS[kind as StandardKind]
		: '标准';
}
