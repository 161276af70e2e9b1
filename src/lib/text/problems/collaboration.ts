import type { CollaborationProblems } from '#lib/core/problem/collaboration.ts';
import type { Sentences } from './sentences.ts';

export const COLLABORATION_SENTENCES: Sentences<CollaborationProblems> = {
	'comment/not-found': () => `找不到这条批注：它所在的成本分析可能已经更新。请刷新页面后再试。`,
	'comment/malformed': ({ expected }) => `批注没有保存：${expected}。请修改后再发送。`,
	'comment/too-many': ({ limit }) =>
		`这份成本分析的批注已达 ${limit} 条，不能再加。请把意见写在已有的批注下面。`,
	'comment/cannot-see': ({ names }) =>
		`批注没有保存：${names} 不能查看这个项目，提到了也看不见。请从名单中另选。`,
	'live/too-many-pages': ({ limit }) =>
		`您已打开 ${limit} 个成本拆分页面，本页不再自动显示他人的修改。请关闭不用的页面，再刷新本页。`,
	'live/unreachable': () => `没有连上服务器，更早的修改暂时撤销不了。请等网络恢复后再试。`
};
