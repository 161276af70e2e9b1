import type { Hash } from '../address/value-ref.ts';
import type { Json } from '../snapshot/canonical.ts';
import type { Snapshot } from '../snapshot/snapshot.ts';
import { STANDARD_KINDS, type StandardKind } from '../standards/standard-snapshot.ts';
import { isRecord } from './stored-text.ts';

/** What a snapshot is called on screen and in the path of a failed replay, e.g. "同类比对 “一级清扫保洁”". */
export function snapshotTitle(snapshot: Snapshot): string {
	const content = isRecord(snapshot.content) ? snapshot.content : {};
	switch (snapshot.kind) {
		case 'source-table':
			return `来源表 “${text(content.sheet)}”`;
		case 'parameter-set':
			return `参数 “${text(content.name)}”`;
		case 'analysis':
			return `成本分析 “${projectName(content.project)}” ${text(content.fiscalYear)}年`;
		case 'comparison':
			return `同类比对 “${text(content.title)}”`;
		case 'standard':
			return `${standardName(content.standard)} ${text(content.code)}`;
		case 'budget-check':
			return `预算对照 “${text(content.line)}”`;
		case 'report':
			return `报告 “${text(content.title)}”`;
	}
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
	return typeof kind === 'string' && Object.hasOwn(STANDARD_KINDS, kind)
		? STANDARD_KINDS[kind as StandardKind]
		: '标准';
}
