import type { LineageProblems } from '#lib/core/problem/lineage.ts';
import type { Sentences } from './sentences.ts';

export const LINEAGE_SENTENCES: Sentences<LineageProblems> = {
	'lineage/bad-ref': ({ text }) => `“${text}”不是有效的数字地址。请从页面上复制完整地址再试。`,
	'lineage/not-found': ({ ref }) =>
		`找不到地址“${ref}”所指的数字：它不存在，或您所在的数据库里没有。请核对地址是否完整。`,
	'lineage/ambiguous': ({ ref }) => `地址“${ref}”对应多个快照，无法确定是哪一个。请输入更长的哈希再试。`,
	'lineage/replay-mismatch': ({ hash, pointer, stored, recomputed, path }) =>
		`快照 ${hash.slice(0, 12)} 复算不一致：${pointer} 存储值为 ${stored}，复算值为 ${recomputed}（路径 ${path}）。存储内容已被改动，请停止使用并从备份核对。`,
	'lineage/replay-broken': ({ hash, reason, path }) =>
		`快照 ${hash.slice(0, 12)} 无法复算：${reason}（路径 ${path}）。请从备份恢复该快照后重试。`,
	'lineage/replay-refused': ({ hash, path, cause }, say) =>
		`快照 ${hash.slice(0, 12)} 无法复算（路径 ${path}）：${say(cause)}存储内容已被改动，请停止使用并从备份核对。`,
	'lineage/issued-differs': ({ code, document, field, stored, frozen }) =>
		`印发记录 ${document}（${code}）的${field}是“${stored}”，而快照里是“${frozen}”：印发记录已被改动。请停止使用并从备份核对。`,
	'lineage/no-figure': ({ ref }) =>
		`地址“${ref}”所指的位置没有可解释的数字。请从页面上点选数字，再复制它的地址。`,
	'lineage/unit-gone': ({ unit, project }) =>
		`“${project}”新确认的版本里没有成本单元“${unit}”，无法自动换成新版本。请新建比对，重新选择成本单元。`,
	'lineage/not-frozen': () => `这个数字还在编制中，没有固化，无从复算。请等它确认或固化后再复算。`,
	'evidence/file-altered': ({ file }) =>
		`证据包里的“${file}”与校验清单不符，已被改动。请向出具单位重新索取证据包。`,
	'evidence/file-missing': ({ file }) =>
		`证据包缺少“${file}”。请选择完整的证据包；如仍缺少，请向出具单位重新索取。`,
	'evidence/file-unlisted': ({ file }) =>
		`“${file}”不在校验清单里：它不是证据包原有的文件，或清单已被改动。请移走后重新核对。`,
	'evidence/not-a-pack': ({ file }) =>
		`所选内容不是证据包，或缺少“${file}”、内容无法读取。请选择衡准导出的证据包压缩文件，或解压后的整个文件夹。`,
	'evidence/public-needs-standard': () =>
		`公开版只能由标准导出：成本分析和同类比对的内容不公开。请从标准库打开标准再导出，或导出完整版。`,
	'evidence/would-disclose': ({ file, count }) =>
		`公开版的“${file}”里仍有 ${count} 处不应公开的内容，没有导出。请把标准的说明文字里涉及单位和人员的内容改为概括表述后，重新编制再导出。`,
	'evidence/step-differs': ({ ref, stated, explained }) =>
		`推导步骤 ${ref} 写的是“${stated}”，按快照推导应为“${explained}”：步骤文件与快照不符。请向出具单位重新索取证据包。`,
	'evidence/unknown-standard': ({ code }) => `没有编号为“${code}”的印发标准。请从标准库核对编号后重试。`,
	'evidence/unreadable-list': ({ line }) =>
		`校验清单的这一行无法读取：“${line}”。清单已被改动，请向出具单位重新索取证据包。`,
	'audit/entry-altered': ({ seq }) =>
		`操作记录第 ${seq} 条的内容与它的哈希不符，已被改动。请从备份核对这一条。`,
	'audit/entry-missing': ({ from, to }) =>
		from === to
			? `操作记录缺少第 ${from} 条，已被删除。请从备份核对。`
			: `操作记录缺少第 ${from} 至 ${to} 条，已被删除。请从备份核对。`,
	'audit/entry-unlinked': ({ seq }) =>
		`操作记录第 ${seq} 条接不上它的上一条：其中一条已被替换。请从备份核对这两条。`,
	'audit/head-differs': ({ head, last }) =>
		`操作记录的末尾标记是第 ${head} 条，实际最后一条是第 ${last} 条，或两者哈希不符：末尾已被截断或改动。请从备份核对。`,
	'audit/snapshot-altered': ({ hash, kind, standards }) =>
		`快照 ${hash.slice(0, 12)}（${kind}）的内容与哈希不符，已被改动。${resting(standards)}请从备份恢复后重新校验。`,
	'audit/snapshot-columns': ({ hash, kind, fault, standards }) =>
		`快照 ${hash.slice(0, 12)}（${kind}）：${fault}。${resting(standards)}请从备份恢复后重新校验。`,
	'audit/input-missing': ({ hash, standards }) =>
		`输入关系表里的快照或原始文件 ${hash.slice(0, 12)} 已不在数据库里。${resting(standards)}请从备份恢复后重新校验。`,
	'audit/file-altered': ({ hash, fault, standards }) =>
		`${fault}（文件 ${hash.slice(0, 12)}）。${resting(standards)}请从备份恢复后重新校验。`,
	'audit/snapshot-missing': ({ hash, by }) =>
		`${by}签署过的快照 ${hash.slice(0, 12)} 已不在数据库里。请从备份恢复后重新校验。`,
	'audit/issued-altered': ({ code, document }) =>
		`印发记录 ${document}（${code}）与印发时的操作记录不符，已被改动。请从备份核对。`,
	'audit/issued-unrecorded': ({ code, document }) =>
		`印发记录 ${document}（${code}）没有对应的操作记录：不是经本系统印发的。请核查来历。`,
	'audit/issued-missing': ({ seq }) =>
		`操作记录第 ${seq} 条记载了一次印发，但印发记录已不在数据库里。请从备份恢复后重新校验。`,
	'audit/row-altered': ({ what, which, standards }) =>
		`${what}“${which}”与操作记录不符：已被改动，或不是由本系统写入的。${resting(standards)}请从备份核对。`,
	'audit/row-missing': ({ what, seq, standards }) =>
		`操作记录第 ${seq} 条记载的${what}已不在数据库里，或已被改名。${resting(standards)}请从备份恢复后重新校验。`
};

/** Which issued standards rest on what was tampered with. */
function resting(standards: string): string {
	return standards === '' ? '' : `依据它的印发标准：${standards}。`;
}
