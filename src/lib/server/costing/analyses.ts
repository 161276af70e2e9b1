import type { Hash } from '#lib/core/address/value-ref.ts';
import type { SourceTableAt } from '#lib/core/costing/freeze-line.ts';
import type { AnalysisDraft, CostBasis } from '#lib/core/costing/line.ts';
import { LIMITS } from '#lib/core/limits.ts';
import { problem } from '#lib/core/problem.ts';
import { ok, refuse, type Result } from '#lib/core/result.ts';
import { may, type Action } from '#lib/core/workflow/permission.ts';
import { ANALYSIS_MACHINE } from '#lib/core/workflow/states.ts';
import { contentHash, recordAudit } from '../audit/service.ts';
import { timestamp, type Context } from '../context.ts';
import { inTransaction, type AppDatabase } from '../database/database.ts';
import { decisionsOf, type Decision } from '../decisions/service.ts';
import { lockOf, type Lock } from './lock.ts';
import { createProject, projectById, type NewProject } from './projects.ts';
import { draftFromRows } from './rows.ts';
import {
	countLines,
	insertAnalysis,
	selectAnalyses,
	selectAnalysis,
	selectAnalysisOf,
	selectAnalysisOfYear,
	selectEditors,
	selectIndicators,
	selectLines,
	selectParts,
	selectSourceTables,
	selectUnits,
	type AnalysisRow
} from './store.ts';

export interface NewAnalysis {
	readonly projectId: string;
	readonly fiscalYear: number;
	readonly periodMonths: number;
	readonly basis: CostBasis;
}

export interface AnalysisHead {
	readonly id: string;
	readonly projectId: string;
	readonly projectCode: string;
	readonly projectName: string;
	readonly organisationId: string;
	readonly organisation: string;
	readonly path: string;
	readonly category: string;
	readonly fiscalYear: number;
	readonly state: string;
	readonly revision: number;
	/** The snapshot last confirmed; null before the first confirmation. */
	readonly snapshot: string | null;
}

export interface AnalysisView extends AnalysisHead {
	/** Without its lines where there are more of them than were asked for. */
	readonly draft: AnalysisDraft;
	readonly lineCount: number;
	readonly decisions: readonly Decision[];
	/** What the reader may do with it in its present state, so that the screen offers only that. */
	readonly rights: Rights;
	/** Why the reader cannot type into it; null where that is possible. */
	readonly lock: Lock | null;
}

export type Rights = {
	readonly [A in 'edit' | 'submit' | 'withdraw' | 'approve' | 'return' | 'reopen']: boolean;
};

/** Analyses the actor may see, newest year first. */
export async function listAnalyses(context: Context): Promise<readonly AnalysisHead[]> {
	const rows = await selectAnalyses(context.db);
	return rows.filter(({ path }) => may(context.actor, 'project.read', { path }).ok).map(headOf);
}

/** Starts the analysis of a project for a year; one project has one analysis a year. Returns its id. */
export async function createAnalysis(context: Context, input: NewAnalysis): Promise<Result<string>> {
	const project = await projectById(context, input.projectId);
	if (!project.ok) return project;
	const allowed = may(context.actor, 'analysis.edit', { path: project.value.path });
	if (!allowed.ok) return allowed;
	const sound = checkAnalysis(input);
	if (!sound.ok) return sound;
	return inTransaction(context, async (tx) => {
		if (await selectAnalysisOfYear(tx.db, input.projectId, input.fiscalYear))
			return refuse(problem('analysis/year-taken', { year: String(input.fiscalYear) }));
		const id = tx.newId();
		const { basis, fiscalYear, periodMonths, projectId } = input;
		await insertAnalysis(tx.db, {
			id,
			project_id: projectId,
			fiscal_year: fiscalYear,
			period_months: periodMonths,
			price_year: basis.priceYear,
			region: basis.region.trim(),
			tax_basis: basis.taxBasis,
			staff_scope: basis.staffScope,
			delivery_mode: basis.deliveryMode,
			allocation_method: 'direct',
			state: ANALYSIS_MACHINE.initial,
			revision: 0,
			snapshot: null,
			created_by: tx.actor.userId,
			created_at: timestamp(tx)
		});
		const after = contentHash({ projectId, fiscalYear, periodMonths, basis });
		await recordAudit(tx, {
			action: 'analysis.create',
			subjectKind: 'analysis',
			subjectId: id,
			before: null,
			after
		});
		return ok(id);
	});
}

/** A new project together with its first analysis: both or neither. Returns the analysis' id. */
export async function createProjectWithAnalysis(
	context: Context,
	project: NewProject,
	analysis: Omit<NewAnalysis, 'projectId'>
): Promise<Result<string>> {
	return inTransaction(context, async (tx) => {
		const projectId = await createProject(tx, project);
		return projectId.ok ? createAnalysis(tx, { ...analysis, projectId: projectId.value }) : projectId;
	});
}

/**
 * Everything about one analysis. Whoever may read the project may read it, in every state. An analysis of more than
 * `most` lines comes without them: `draftColumns` reads them.
 */
export async function loadAnalysis(
	context: Context,
	id: string,
	most = Infinity
): Promise<Result<AnalysisView>> {
	const read = await steadyDraft(context, id, most);
	if (!read.ok) return read;
	const { row, draft, lineCount } = read.value;
	const decisions = await decisionsOf(context.db, 'analysis', id);
	const hands = await handsOn(context.db, row);
	return ok({
		...headOf(row),
		draft,
		lineCount,
		decisions,
		rights: rightsOf(context, row, hands),
		lock: await lockOf(context, row, { decisions, hands })
	});
}

/**
 * The draft together with the revision it stands at. Lines are read after the row, and somebody may save in between:
 * then both are read again, so that a page that catches up from that revision misses nothing and repeats nothing.
 */
export async function steadyDraft(
	context: Context,
	id: string,
	most = Infinity
): Promise<Result<SteadyDraft>> {
	for (;;) {
		const row = await readableAnalysis(context, id);
		if (!row.ok) return row;
		const lineCount = await countLines(context.db, id);
		const draft = await loadDraft(context.db, row.value, lineCount <= most);
		const after = await selectAnalysis(context.db, id);
		if (after?.revision === row.value.revision) return ok({ row: row.value, draft, lineCount });
	}
}

export interface SteadyDraft {
	readonly row: AnalysisRow;
	readonly draft: AnalysisDraft;
	readonly lineCount: number;
}

/** The draft that a line, a unit, an indicator or the analysis itself belongs to, for explaining one of its figures. */
export async function draftBehind(
	context: Context,
	table: string,
	id: string
): Promise<Result<{ readonly analysisId: string; readonly draft: AnalysisDraft }>> {
	const analysisId =
		table === 'analysis'
			? id
			: table === 'cost_line' ||
				  table === 'cost_unit' ||
				  table === 'performance_indicator' ||
				  table === 'analysis_part'
				? await selectAnalysisOf(context.db, table, id)
				: undefined;
	const row = await readableAnalysis(context, analysisId ?? '');
	return row.ok ? ok({ analysisId: row.value.id, draft: await loadDraft(context.db, row.value) }) : row;
}

export async function mayReadAnalysis(context: Context, id: string): Promise<boolean> {
	return (await readableAnalysis(context, id)).ok;
}

export async function readableAnalysis(context: Context, id: string): Promise<Result<AnalysisRow>> {
	const row = await selectAnalysis(context.db, id);
	if (!row) return refuse(problem('analysis/not-found', {}));
	const allowed = may(context.actor, 'project.read', { path: row.path });
	return allowed.ok ? ok(row) : allowed;
}

export async function loadDraft(db: AppDatabase, row: AnalysisRow, withLines = true): Promise<AnalysisDraft> {
	const lines = withLines ? await selectLines(db, row.id) : [];
	const units = await selectUnits(db, row.id);
	const indicators = await selectIndicators(db, row.id);
	return draftFromRows(row, { lines, units, indicators, parts: await selectParts(db, row.id) });
}

/** Every version that was ever confirmed, oldest first: signed under its hash, each once. */
export async function confirmedVersions(
	db: AppDatabase,
	row: Pick<AnalysisRow, 'id' | 'snapshot'>
): Promise<readonly Hash[]> {
	const decisions = await decisionsOf(db, 'analysis', row.id);
	const signed = decisions.filter(({ action }) => action === 'analysis.approve');
	const last = row.snapshot === null ? [] : [row.snapshot];
	return [...new Set([...signed.flatMap(({ snapshots }) => snapshots), ...last])];
}

/** The sheets an analysis was read from, as they stand ready for freezing it. */
export async function sourceTablesOf(db: AppDatabase, analysisId: string): Promise<readonly SourceTableAt[]> {
	return selectSourceTables(db, analysisId);
}

/** Whether a line belongs to an analysis now. */
export async function hasLine(db: AppDatabase, analysisId: string, lineId: string): Promise<boolean> {
	return (await selectAnalysisOf(db, 'cost_line', lineId)) === analysisId;
}

/** Everybody who wrote this analysis or put it forward: they may not approve it (DOMAIN §5.4). */
export async function handsOn(
	db: AppDatabase,
	row: Pick<AnalysisRow, 'id' | 'created_by'>
): Promise<readonly string[]> {
	const decisions = await decisionsOf(db, 'analysis', row.id);
	const submitters = decisions
		.filter(({ action }) => action === 'analysis.submit')
		.map(({ actorId }) => actorId);
	return [row.created_by, ...(await selectEditors(db, row.id)), ...submitters];
}

function rightsOf(context: Context, row: AnalysisRow, hands: readonly string[]): Rights {
	const can = (action: Action) => {
		const arrow = ANALYSIS_MACHINE.transitions.find((transition) => transition.action === action);
		const open = arrow ? arrow.from.includes(row.state) : ANALYSIS_MACHINE.editable.includes(row.state);
		return open && may(context.actor, action, { path: row.path, hands }).ok;
	};
	return {
		edit: can('analysis.edit'),
		submit: can('analysis.submit'),
		withdraw: can('analysis.withdraw'),
		approve: can('analysis.approve'),
		return: can('analysis.return'),
		reopen: can('analysis.reopen')
	};
}

function checkAnalysis({ fiscalYear, periodMonths, basis }: NewAnalysis): Result<true> {
	const bad = (field: string, expected: string) => refuse(problem('analysis/malformed', { field, expected }));
	const year = (value: number) => Number.isInteger(value) && value >= 1990 && value <= 2100;
	if (!year(fiscalYear)) return bad('预算年度', '须是 1990 到 2100 之间的年份');
	if (!year(basis.priceYear)) return bad('价格年份', '须是 1990 到 2100 之间的年份');
	if (!Number.isInteger(periodMonths) || periodMonths < 1 || periodMonths > LIMITS.periodMonths)
		return bad('分析期间', `须是 1 到 ${LIMITS.periodMonths} 个月的整数`);
	if (basis.region.trim() === '' || basis.region.length > LIMITS.nameLength)
		return bad('地区', `须填 1 到 ${LIMITS.nameLength} 个字`);
	return ok(true);
}

function headOf(row: AnalysisRow): AnalysisHead {
	return {
		id: row.id,
		projectId: row.project_id,
		projectCode: row.project_code,
		projectName: row.project_name,
		organisationId: row.organisation_id,
		organisation: row.organisation_name,
		path: row.path,
		category: row.category,
		fiscalYear: row.fiscal_year,
		state: row.state,
		revision: row.revision,
		snapshot: row.snapshot
	};
}
