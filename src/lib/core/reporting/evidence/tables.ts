import type { ComparisonContent, ComparisonResults } from '../../comparison/comparison-snapshot.ts';
import { comparableRate } from '../../comparison/rate.ts';
import type { AnalysisContent } from '../../costing/analysis-snapshot.ts';
import type { Hash } from '../../address/value-ref.ts';
import { toText } from '../../decimal/decimal.ts';
import { fen, yuanFromFen } from '../../money/fen.ts';
import type { Snapshot } from '../../snapshot/snapshot.ts';
import { beijingTime } from './beijing-time.ts';
import type { EvidenceColumn, EvidenceNode, EvidenceTable } from './evidence.ts';

type Handed = { readonly hash: Hash; readonly snapshot: Snapshot };

/** 样本表: the members of the comparisons handed out, with every step of normalisation in words. */
export function memberTable(handed: readonly Handed[]): EvidenceTable {
	const sets = handed.filter(({ snapshot }) => snapshot.kind === 'comparison');
	return {
		title: '样本表',
		columns: [
			{ label: '同类比对', width: 28 },
			{ label: '成本单元', width: 36 },
			{ label: '是否纳入', width: 10 },
			{ label: '理由', width: 30 },
			number('产出', 14),
			number('原单位成本', 14),
			number('可比单位成本', 14),
			{ label: '单位', width: 16 },
			{ label: '可比化推导', width: 60 }
		],
		rows: sets.flatMap(({ snapshot }) => members(snapshot))
	};
}

function members(snapshot: Snapshot): readonly (readonly string[])[] {
	// The kind fixes the shapes of content and results.
	const content = snapshot.content as ComparisonContent;
	const results = snapshot.results as ComparisonResults;
	const unit = comparableRate(content.unit, content.currency);
	return results.members.map((member, index) => {
		const given = content.members[index];
		return [
			content.title,
			member.label,
			given?.included ? '是' : '否',
			given?.reason ?? '',
			member.output,
			member.raw,
			member.comparable,
			unit,
			[member.rawWords, ...member.steps.map(({ words }) => words)].join('\n')
		];
	});
}

/** 成本明细: the lines of the analyses handed out. Amounts in 元. */
export function lineTable(handed: readonly Handed[]): EvidenceTable {
	const analyses = handed.filter(({ snapshot }) => snapshot.kind === 'analysis');
	return {
		title: '成本明细',
		columns: [
			{ label: '项目', width: 32 },
			{ label: '年度', width: 8 },
			{ label: '序号', width: 8 },
			{ label: '名称', width: 32 },
			{ label: '单位', width: 10 },
			number('数量', 14),
			number('单价（元）', 14),
			number('申报金额（元）', 16),
			number('核定金额（元）', 16),
			{ label: '依据', width: 30 },
			{ label: '备注', width: 30 }
		],
		rows: analyses.flatMap(({ snapshot }) => lines(snapshot.content as AnalysisContent))
	};
}

function lines({ project, fiscalYear, lines }: AnalysisContent): readonly (readonly string[])[] {
	return lines.map((line) => [
		project.name,
		String(fiscalYear),
		line.code,
		line.name,
		line.unit,
		line.quantity ?? '',
		line.unitPrice ?? '',
		yuan(line.statedAmount),
		yuan(line.verifiedAmount),
		line.evidence,
		line.remark
	]);
}

/** 快照与原件: everything below the root, handed out or named by its hash. */
export function nodeTable(
	nodes: readonly EvidenceNode[],
	kindWords: (node: EvidenceNode) => string
): EvidenceTable {
	return {
		title: '快照与原件',
		columns: [
			{ label: '类别', width: 14 },
			{ label: '名称', width: 44 },
			{ label: '校验码（SHA-256）', width: 68 },
			{ label: '包内文件', width: 80 },
			{ label: '计算方法', width: 28 }
		],
		rows: nodes.map((node) => [
			kindWords(node),
			node.path === null ? '未随附' : node.title,
			node.hash,
			node.path ?? '（仅列校验码）',
			node.method ?? ''
		])
	};
}

/** 签署: who put their name to what. */
export function signatureTable(nodes: readonly EvidenceNode[]): EvidenceTable {
	return {
		title: '签署',
		columns: [
			{ label: '时间', width: 22 },
			{ label: '事项', width: 44 },
			{ label: '操作', width: 18 },
			{ label: '单位', width: 22 },
			{ label: '角色', width: 18 },
			{ label: '人员', width: 14 },
			{ label: '意见', width: 30 }
		],
		rows: nodes
			.flatMap(({ title, signatures }) => signatures.map((signature) => ({ title, ...signature })))
			.sort((a, b) => (a.when < b.when ? -1 : a.when > b.when ? 1 : 0))
			.map((s) => [beijingTime(s.when), s.title, s.action, s.organisation, s.role, s.who, s.opinion])
	};
}

function number(label: string, width: number): EvidenceColumn {
	return { label, number: true, width };
}

function yuan(fenText: string | null): string {
	return fenText === null ? '' : toText(yuanFromFen(fen(Number(fenText))));
}
