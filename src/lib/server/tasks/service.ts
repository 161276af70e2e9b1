import { may, needsFreshHands } from '#lib/core/workflow/permission.ts';
import {
	ANALYSIS_MACHINE,
	COMPARISON_MACHINE,
	PROPOSAL_MACHINE,
	type Machine
} from '#lib/core/workflow/states.ts';
import type { Context } from '../context.ts';
import { openMentions } from '../comments/service.ts';
import { handsOn as handsOnAnalysis, listAnalyses } from '../costing/analyses.ts';
import type { AppDatabase } from '../database/database.ts';
import { lastReplay } from '../lineage/replay-run.ts';
import { handsOn as handsOnProposal } from '../standards/proposal.ts';
import { ruleRepealsWaiting } from '../rules/repeal.ts';
import { rulesWaiting } from '../rules/waiting.ts';
import { standardsWaiting, type StandardWaiting } from '../standards/waiting.ts';
import {
	selectOpenAnalyses,
	selectOpenComparisons,
	selectOpenProposals,
	selectOwnEntries,
	selectSigners,
	selectTitles,
	type OpenItem
} from './store.ts';

type WorkKind = Machine['subject'];
/** A mismatch found at night (夜间复算) is a task too, and so is what is due on an issued standard. */
export type TaskKind = WorkKind | 'replay' | StandardWaiting['kind'] | 'rule' | 'rule-repeal';

export interface Task {
	readonly kind: TaskKind;
	readonly id: string;
	readonly title: string;
	readonly organisation: string;
	readonly state: string;
	/** What is expected of this person: 提交成本分析, 部门确认标准… */
	readonly action: string;
	/** Since when it waits in this state (ISO time). */
	readonly since: string;
}

export interface RecentWork {
	readonly kind: WorkKind;
	readonly id: string;
	readonly title: string;
	readonly state: string;
	readonly at: string;
}

const RECENT = 10;
/** Entries looked through for them: one piece of work often leaves many in a row. */
const ENTRIES = 300;

/** Steps that carry the work on, and the rule for going back: a return is a choice, never a task. */
const FORWARD = new Set([
	...['analysis.submit', 'analysis.approve', 'comparison.freeze', 'standard.propose'],
	...['standard.confirm-department', 'standard.confirm-finance', 'standard.issue']
]);

/** 待办: everything whose next step this person may take, longest waiting first. */
export async function tasksOf(context: Context): Promise<readonly Task[]> {
	const [mentions, mismatches, rules, standards, analyses, comparisons, proposals] = await Promise.all([
		mentionTasks(context),
		replayTasks(context),
		ruleTasks(context),
		standardsWaiting(context),
		selectOpenAnalyses(context.db).then((items) => tasks(context, ANALYSIS_MACHINE, items)),
		selectOpenComparisons(context.db).then((items) => tasks(context, COMPARISON_MACHINE, items)),
		selectOpenProposals(context.db).then((items) => tasks(context, PROPOSAL_MACHINE, items))
	]);
	return [...mentions, ...mismatches, ...rules, ...standards, ...analyses, ...comparisons, ...proposals].sort(
		(a, b) => compare(a.since, b.since) || compare(a.id, b.id)
	);
}

/** 最近办理: the things this person last worked on, newest first. */
export async function recentWork(context: Context): Promise<readonly RecentWork[]> {
	const entries = await selectOwnEntries(context.db, context.actor.userId, ENTRIES);
	const latest = new Map<string, { kind: WorkKind; id: string; at: string }>();
	for (const { subject_kind, subject_id, at } of entries)
		if (isKind(subject_kind) && !latest.has(`${subject_kind} ${subject_id}`))
			latest.set(`${subject_kind} ${subject_id}`, { kind: subject_kind, id: subject_id, at });
	const newest = [...latest.values()].slice(0, RECENT);
	const titles = new Map<string, { title: string; state: string }>();
	for (const kind of KINDS) {
		const ids = newest.filter((work) => work.kind === kind).map((work) => work.id);
		for (const { id, ...rest } of await selectTitles(context.db, kind, ids))
			titles.set(`${kind} ${id}`, rest);
	}
	return newest.flatMap((work) => {
		const known = titles.get(`${work.kind} ${work.id}`);
		return known ? [{ ...work, ...known }] : [];
	});
}

/** One task for each analysis in which somebody waits for this person's answer to a comment (批注). */
async function mentionTasks(context: Context): Promise<Task[]> {
	const mentions = await openMentions(context);
	if (mentions.length === 0) return [];
	const readable = new Map((await listAnalyses(context)).map((analysis) => [analysis.id, analysis]));
	return [...new Set(mentions.map(({ analysisId }) => analysisId))].flatMap((id) => {
		const analysis = readable.get(id);
		const here = mentions.filter(({ analysisId }) => analysisId === id);
		const [first] = here;
		if (!analysis || !first) return [];
		const { projectName, fiscalYear, organisation, state } = analysis;
		const who = [...new Set(here.map((mention) => mention.who))].join('、');
		const action = `回复批注：${who}提到了您${here.length > 1 ? `（${here.length} 处）` : ''}`;
		const title = `${projectName}（${fiscalYear} 年）`;
		return [{ kind: 'analysis' as const, id, title, organisation, state, action, since: first.at }];
	});
}

/** One task while the last nightly replay found something, for those who may read the record. */
async function replayTasks(context: Context): Promise<Task[]> {
	const run = await lastReplay(context);
	if (!run || run.faults.length === 0) return [];
	const title = `夜间复算有 ${run.faults.length} 处不一致`;
	const action = '查看并从备份核对';
	const { finishedAt: since } = run;
	return [{ kind: 'replay', id: since, title, organisation: '全系统', state: '不一致', action, since }];
}

/** Rules that wait for this person's step, and repeals of rules that wait for a second person. */
async function ruleTasks(context: Context): Promise<Task[]> {
	const repeals = (await ruleRepealsWaiting(context)).map((row) => ({
		...{ kind: 'rule-repeal' as const, id: row.proposal_id, title: row.title, state: row.state },
		...{ organisation: row.organisation_name, action: '审核废止规则', since: row.created_at }
	}));
	const waiting = await rulesWaiting(context);
	return [...waiting.map((rule) => ({ kind: 'rule' as const, ...rule })), ...repeals];
}

async function tasks(context: Context, machine: Machine, items: readonly OpenItem[]): Promise<Task[]> {
	if (items.length === 0) return [];
	const signers = await selectSigners(context.db, machine.subject);
	const found: Task[] = [];
	for (const item of items) {
		const step = await nextStep(context, machine, item);
		if (!step) continue;
		const { id, title, state, organisation_name: organisation } = item;
		// The last decision brought the thing into its state and starts the waiting.
		const since = signers.findLast(({ subject_id }) => subject_id === id)?.at ?? item.created_at;
		found.push({ kind: machine.subject, id, title, organisation, state, action: step.words, since });
	}
	return found;
}

/** The step this person may take; who already put a hand to it is asked only where the role alone would allow it. */
async function nextStep(context: Context, machine: Machine, item: OpenItem) {
	const { path, state } = item;
	const step = machine.transitions.find(
		({ action, permission, from }) =>
			FORWARD.has(action) && from.includes(state) && may(context.actor, permission, { path }).ok
	);
	if (!step || !needsFreshHands(step.permission)) return step;
	const hands = await HANDS[machine.subject](context.db, item);
	return may(context.actor, step.permission, { path, hands }).ok ? step : undefined;
}

const HANDS: { readonly [K in WorkKind]: (db: AppDatabase, item: OpenItem) => Promise<readonly string[]> } = {
	analysis: handsOnAnalysis,
	comparison: () => Promise.resolve([]),
	proposal: (db, { id }) => handsOnProposal(db, id)
};

const KINDS: readonly WorkKind[] = ['analysis', 'comparison', 'proposal'];

function isKind(text: string): text is WorkKind {
	return KINDS.some((kind) => kind === text);
}

/** ISO times and ids compare as text, by code unit: the same order everywhere. */
function compare(a: string, b: string): number {
	return a < b ? -1 : a > b ? 1 : 0;
}
