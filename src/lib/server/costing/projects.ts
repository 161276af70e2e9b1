import { LIMITS } from '#lib/core/limits.ts';
import { problem } from '#lib/core/problem.ts';
import { ok, refuse, type Result } from '#lib/core/result.ts';
import { may } from '#lib/core/workflow/permission.ts';
import { contentHash, recordAudit } from '../audit/service.ts';
import { timestamp, type Context } from '../context.ts';
import { inTransaction } from '../database/database.ts';
import { organisationById } from '../organisations/service.ts';
import { insertProject, selectProject, selectProjectByCode, selectProjects } from './store.ts';

export interface Project {
	readonly id: string;
	readonly code: string;
	readonly name: string;
	readonly organisationId: string;
	readonly organisation: string;
	readonly path: string;
	readonly category: string;
	readonly sourceNote: string;
}

export interface NewProject {
	readonly code: string;
	readonly name: string;
	readonly organisationId: string;
	/** Category path: "城市运维/环卫保洁". */
	readonly category: string;
	readonly sourceNote: string;
}

/** Projects the actor may see, by code. */
export async function listProjects(context: Context): Promise<readonly Project[]> {
	const rows = await selectProjects(context.db);
	return rows.map(projectOf).filter(({ path }) => may(context.actor, 'project.read', { path }).ok);
}

/** Codes of the projects the actor may not see: whose names stand beside a figure is told by permission only. */
export async function hiddenProjectCodes(context: Context): Promise<ReadonlySet<string>> {
	const rows = await selectProjects(context.db);
	return new Set(
		rows.filter(({ path }) => !may(context.actor, 'project.read', { path }).ok).map(({ code }) => code)
	);
}

export async function projectById(context: Context, id: string): Promise<Result<Project>> {
	const row = await selectProject(context.db, id);
	if (!row) return refuse(problem('project/not-found', {}));
	const allowed = may(context.actor, 'project.read', { path: row.path });
	return allowed.ok ? ok(projectOf(row)) : allowed;
}

/** Creates a project in an organisation for which the actor may do so. Returns its id. */
export async function createProject(context: Context, input: NewProject): Promise<Result<string>> {
	const organisation = await organisationById(context.db, input.organisationId);
	if (!organisation.ok) return organisation;
	const allowed = may(context.actor, 'project.create', { path: organisation.value.path });
	if (!allowed.ok) return allowed;
	const facts = checkProject(input);
	if (!facts.ok) return facts;
	return inTransaction(context, async (tx) => {
		const { code, name, category, sourceNote } = facts.value;
		if (await selectProjectByCode(tx.db, code)) return refuse(problem('project/code-taken', { code }));
		const id = tx.newId();
		await insertProject(tx.db, {
			id,
			code,
			name,
			organisation_id: input.organisationId,
			category,
			source_note: sourceNote,
			created_by: tx.actor.userId,
			created_at: timestamp(tx)
		});
		const after = contentHash({ code, name, category, sourceNote });
		await recordAudit(tx, {
			action: 'project.create',
			subjectKind: 'project',
			subjectId: id,
			before: null,
			after
		});
		return ok(id);
	});
}

function checkProject(input: NewProject): Result<Omit<NewProject, 'organisationId'>> {
	const code = input.code.trim();
	const name = input.name.trim();
	const category = input.category
		.split(/[/／]/)
		.map((part) => part.trim())
		.filter((part) => part !== '')
		.join('/');
	const sourceNote = input.sourceNote.trim();
	const short = (field: string) =>
		refuse(problem('analysis/malformed', { field, expected: `须填 1 到 ${LIMITS.nameLength} 个字` }));
	if (code === '' || code.length > LIMITS.nameLength) return short('项目编码');
	if (name === '' || name.length > LIMITS.nameLength) return short('项目名称');
	if (category === '' || category.length > LIMITS.nameLength) return short('项目类别');
	if (sourceNote.length > LIMITS.remarkLength)
		return refuse(
			problem('analysis/malformed', { field: '数据来源说明', expected: `最多 ${LIMITS.remarkLength} 个字` })
		);
	return ok({ code, name, category, sourceNote });
}

function projectOf(row: NonNullable<Awaited<ReturnType<typeof selectProject>>>): Project {
	return {
		id: row.id,
		code: row.code,
		name: row.name,
		organisationId: row.organisation_id,
		organisation: row.organisation_name,
		path: row.path,
		category: row.category,
		sourceNote: row.source_note
	};
}
