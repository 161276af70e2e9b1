import { LIMITS } from '#lib/core/limits.ts';
import { problem } from '#lib/core/problem.ts';
import { ok, refuse, type Result } from '#lib/core/result.ts';
import { ROLES, type Role } from '#lib/core/workflow/actor.ts';
import {
	ORGANISATION_KINDS,
	isOrganisationCode,
	organisationPath,
	type OrganisationKind
} from '#lib/core/workflow/organisation.ts';
import { may } from '#lib/core/workflow/permission.ts';
import { recordAudit } from '../audit/service.ts';
import { isRole } from '../auth/service.ts';
import { userById } from '../auth/people.ts';
import type { Context } from '../context.ts';
import type { AppDatabase } from '../database/database.ts';
import { inTransaction } from '../database/database.ts';
import type { OrganisationTable } from '../database/schema.ts';
import {
	deleteAppointment,
	insertAppointment,
	insertOrganisation,
	selectOrganisation,
	selectOrganisationByCode,
	selectOrganisations
} from './store.ts';

export interface Organisation {
	readonly id: string;
	readonly parentId: string | null;
	readonly code: string;
	readonly name: string;
	readonly kind: OrganisationKind;
	readonly path: string;
	/** 0 for the top of the tree. */
	readonly depth: number;
}

export interface NewOrganisation {
	/** Null for the top of a tree, which only the first set-up may make. */
	readonly parentId: string | null;
	readonly code: string;
	readonly name: string;
	readonly kind: string;
}

export interface AppointmentInput {
	readonly userId: string;
	readonly organisationId: string;
	readonly role: string;
}

/** The whole tree in the order of its paths, so that every organisation follows its parent. */
export async function organisationTree(db: AppDatabase): Promise<readonly Organisation[]> {
	return (await selectOrganisations(db)).map(organisation);
}

/** The part of the tree the actor administers; refused to everybody else. */
export async function managedOrganisations(context: Context): Promise<Result<readonly Organisation[]>> {
	const all = await organisationTree(context.db);
	const mine = all.filter(({ path }) => may(context.actor, 'user.manage', { path }).ok);
	if (mine.length > 0) return ok(mine);
	const allowed = may(context.actor, 'user.manage', { path: '/' });
	return allowed.ok ? ok(all) : allowed;
}

export async function organisationById(db: AppDatabase, id: string): Promise<Result<Organisation>> {
	const row = await selectOrganisation(db, id);
	return row ? ok(organisation(row)) : refuse(problem('organisation/not-found', {}));
}

export async function createOrganisation(
	context: Context,
	input: NewOrganisation
): Promise<Result<Organisation>> {
	const parent = input.parentId === null ? null : await organisationById(context.db, input.parentId);
	if (parent && !parent.ok) return parent;
	const parentPath = parent?.value.path ?? '/';
	const allowed = may(context.actor, 'user.manage', { path: parentPath });
	if (!allowed.ok) return allowed;
	const checked = checkOrganisation(input);
	if (!checked.ok) return checked;
	const { code, name, kind } = checked.value;
	const row = {
		id: context.newId(),
		parent_id: input.parentId,
		code,
		name,
		kind,
		path: organisationPath(parentPath, code)
	};
	return inTransaction(context, async (tx) => {
		if (await selectOrganisationByCode(tx.db, code))
			return refuse(problem('organisation/code-taken', { code }));
		await insertOrganisation(tx.db, row);
		await recordAudit(tx, {
			action: 'organisation.create',
			subjectKind: 'organisation',
			subjectId: row.id,
			before: null,
			after: null,
			details: { name, path: row.path, kind }
		});
		return ok(organisation(row));
	});
}

/** 指派: gives a person a role in an organisation. */
export async function appoint(context: Context, input: AppointmentInput): Promise<Result<true>> {
	const checked = await checkAppointment(context, input);
	if (!checked.ok) return checked;
	return inTransaction(context, async (tx) => {
		if (!(await insertAppointment(tx.db, row(input))))
			return refuse(problem('appointment/exists', { role: ROLES[checked.value.role] }));
		await auditAppointment(tx, 'user.appoint', input);
		return ok(true);
	});
}

/** 撤销: takes a role away. Administrators cannot take their own. */
export async function withdrawAppointment(context: Context, input: AppointmentInput): Promise<Result<true>> {
	const checked = await checkAppointment(context, input);
	if (!checked.ok) return checked;
	if (input.userId === context.actor.userId)
		return refuse(problem('user/own-account', { action: '撤销角色' }));
	return inTransaction(context, async (tx) => {
		if (!(await deleteAppointment(tx.db, row(input))))
			return refuse(problem('appointment/not-found', { role: ROLES[checked.value.role] }));
		await auditAppointment(tx, 'user.withdraw-role', input);
		return ok(true);
	});
}

function checkOrganisation(
	input: NewOrganisation
): Result<{ readonly code: string; readonly name: string; readonly kind: OrganisationKind }> {
	const { code, kind } = input;
	const name = input.name.trim();
	if (!isOrganisationCode(code)) return refuse(problem('organisation/malformed-code', { code }));
	if (name === '' || name.length > LIMITS.nameLength)
		return refuse(problem('name/malformed', { field: '单位名称', characters: String(LIMITS.nameLength) }));
	if (!isKind(kind)) return refuse(problem('organisation/unknown-kind', { kind }));
	return ok({ code, name, kind });
}

async function checkAppointment(
	context: Context,
	input: AppointmentInput
): Promise<Result<{ readonly role: Role }>> {
	const place = await organisationById(context.db, input.organisationId);
	if (!place.ok) return place;
	const allowed = may(context.actor, 'user.manage', { path: place.value.path });
	if (!allowed.ok) return allowed;
	if (!isRole(input.role)) return refuse(problem('organisation/unknown-role', { role: input.role }));
	const user = await userById(context.db, input.userId);
	return user.ok ? ok({ role: input.role }) : user;
}

async function auditAppointment(tx: Context, action: string, input: AppointmentInput): Promise<void> {
	const { userId, organisationId, role } = input;
	await recordAudit(tx, {
		action,
		subjectKind: 'user',
		subjectId: userId,
		before: null,
		after: null,
		details: { organisation: organisationId, role }
	});
}

function row(input: AppointmentInput) {
	return { user_id: input.userId, organisation_id: input.organisationId, role: input.role };
}

function organisation(stored: OrganisationTable): Organisation {
	const { id, parent_id, code, name, kind, path } = stored;
	if (!isKind(kind)) throw new Error(`Unknown kind of organisation stored: ${kind}`);
	return { id, parentId: parent_id, code, name, kind, path, depth: path.split('/').length - 3 };
}

function isKind(text: string): text is OrganisationKind {
	return Object.hasOwn(ORGANISATION_KINDS, text);
}
