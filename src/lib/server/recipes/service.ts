import type { Hash } from '#lib/core/address/value-ref.ts';
import type { RecipeResults } from '#lib/core/costing/build-up.ts';
import { recipeChanges, type RecipeChange } from '#lib/core/costing/recipe-changes.ts';
import { freezeRecipe, type RecipeSnapshot } from '#lib/core/costing/recipe-method.ts';
import type { RecipeUse } from '#lib/core/costing/recipe-use.ts';
import type { RecipeContent } from '#lib/core/costing/recipe.ts';
import { LIMITS } from '#lib/core/limits.ts';
import { problem } from '#lib/core/problem.ts';
import { ok, refuse, type Result } from '#lib/core/result.ts';
import { may, mayAnywhere } from '#lib/core/workflow/permission.ts';
import { recordAudit } from '../audit/service.ts';
import { timestamp, type Context } from '../context.ts';
import { inTransaction } from '../database/database.ts';
import { getSnapshot, putSnapshot } from '../snapshots/service.ts';
import {
	insertRecipe,
	insertVersion,
	isCodeTaken,
	renameRecipe,
	selectRecipe,
	selectRecipes,
	selectVersions,
	type RecipeRow,
	type VersionRow
} from './store.ts';

/** A build-up (定额测算) with its newest version. */
export interface RecipeHead {
	readonly id: string;
	readonly code: string;
	readonly name: string;
	readonly unit: string;
	readonly organisation: string;
	/** What a line keeps that takes its price from here. */
	readonly use: RecipeUse;
	/** 元 per unit, as rounded by the recipe. */
	readonly price: string;
	/** What the price is made of, unrounded. */
	readonly parts: RecipeParts;
	readonly places: number;
	readonly mayEdit: boolean;
}

export type RecipeParts = Pick<RecipeResults, 'groups' | 'management' | 'profit' | 'tax'>;

export interface RecipeVersion {
	readonly version: number;
	readonly hash: Hash;
	readonly note: string;
	readonly author: string;
	readonly at: string;
	readonly content: RecipeContent;
	readonly results: RecipeResults;
	/** What it changed in the version before; empty for the first. */
	readonly changes: readonly RecipeChange[];
}

export interface RecipeDetail extends RecipeHead {
	/** Newest first. */
	readonly versions: readonly RecipeVersion[];
}

/** Every build-up; they are there to be used by all who cost something. */
export async function listRecipes(context: Context): Promise<Result<readonly RecipeHead[]>> {
	const allowed = mayAnywhere(context.actor, 'recipe.read');
	if (!allowed.ok) return allowed;
	const heads: RecipeHead[] = [];
	for (const row of await selectRecipes(context.db)) {
		const newest = (await selectVersions(context.db, row.id)).at(-1);
		const snapshot = newest && (await readVersion(context, newest));
		if (!snapshot) throw new Error(`Build-up ${row.code} without a version`);
		if (!snapshot.ok) return snapshot;
		heads.push(headOf(context, row, newest, snapshot.value));
	}
	return ok(heads);
}

/** One build-up with all its versions and what each changed. */
export async function recipeDetail(context: Context, id: string): Promise<Result<RecipeDetail>> {
	const allowed = mayAnywhere(context.actor, 'recipe.read');
	if (!allowed.ok) return allowed;
	const row = await selectRecipe(context.db, id);
	if (!row) return refuse(problem('recipe/not-found', {}));
	const versions: RecipeVersion[] = [];
	for (const stored of await selectVersions(context.db, id)) {
		const snapshot = await readVersion(context, stored);
		if (!snapshot.ok) return snapshot;
		const { content, results } = snapshot.value;
		const before = versions[0];
		versions.unshift({
			version: stored.version,
			hash: stored.snapshot,
			note: stored.note,
			author: stored.author,
			at: stored.created_at,
			content,
			results,
			changes: before ? recipeChanges(before, { content, results }) : []
		});
	}
	const [newest] = versions;
	if (!newest) throw new Error(`Build-up ${row.code} without a version`);
	const head = headOf(context, row, { version: newest.version, snapshot: newest.hash }, newest);
	return ok({ ...head, versions });
}

/** Where the actor may keep build-ups of their own. */
export function recipeHomes(context: Context): readonly { readonly id: string; readonly name: string }[] {
	const homes = context.actor.appointments
		.filter(({ path }) => may(context.actor, 'recipe.edit', { path }).ok)
		.map(({ organisationId, organisationName }) => [organisationId, organisationName] as const);
	return [...new Map(homes)].map(([id, name]) => ({ id, name }));
}

export interface NewRecipe {
	readonly organisationId: string;
	readonly content: RecipeContent;
	readonly note: string;
}

/** Starts a build-up with its first version. Returns its id. */
export async function createRecipe(context: Context, input: NewRecipe): Promise<Result<string>> {
	const home = context.actor.appointments.find(
		({ organisationId, path }) =>
			organisationId === input.organisationId && may(context.actor, 'recipe.edit', { path }).ok
	);
	const allowed = may(context.actor, 'recipe.edit', { path: home?.path ?? '' });
	if (!allowed.ok) return allowed;
	const snapshot = freezeWithNote(input.content, input.note);
	if (!snapshot.ok) return snapshot;
	const { code, name, unit } = snapshot.value.content;
	return inTransaction(context, async (tx) => {
		if (await isCodeTaken(tx.db, code)) return refuse(problem('recipe/code-taken', { code }));
		const id = tx.newId();
		await insertRecipe(tx.db, {
			id,
			code,
			organisation_id: input.organisationId,
			name,
			unit,
			created_by: tx.actor.userId,
			created_at: timestamp(tx)
		});
		const hash = await storeVersion(tx, id, 1, snapshot.value, input.note);
		await recordAudit(tx, {
			action: 'recipe.create',
			subjectKind: 'recipe',
			subjectId: id,
			before: null,
			after: hash,
			details: { code, version: 1 }
		});
		return ok(id);
	});
}

export interface NewVersion {
	readonly recipeId: string;
	/** The version it was made from: refused where a newer one stands by now. */
	readonly basedOn: number;
	readonly content: RecipeContent;
	readonly note: string;
}

/** Adds a version; code and unit stay, because another unit is another build-up. Returns its number. */
export async function addVersion(context: Context, input: NewVersion): Promise<Result<number>> {
	const row = await selectRecipe(context.db, input.recipeId);
	if (!row) return refuse(problem('recipe/not-found', {}));
	const allowed = may(context.actor, 'recipe.edit', { path: row.path });
	if (!allowed.ok) return allowed;
	const snapshot = freezeWithNote({ ...input.content, code: row.code, unit: row.unit }, input.note);
	if (!snapshot.ok) return snapshot;
	return inTransaction(context, async (tx) => {
		await renameRecipe(tx.db, row.id, snapshot.value.content.name);
		const newest = (await selectVersions(tx.db, row.id)).at(-1);
		if (!newest) throw new Error(`Build-up ${row.code} without a version`);
		if (newest.version !== input.basedOn)
			return refuse(problem('recipe/changed-since', { version: String(newest.version) }));
		const version = newest.version + 1;
		const hash = await storeVersion(tx, row.id, version, snapshot.value, input.note);
		if (hash === newest.snapshot)
			return refuse(problem('recipe/unchanged', { version: String(newest.version) }));
		await recordAudit(tx, {
			action: 'recipe.add-version',
			subjectKind: 'recipe',
			subjectId: row.id,
			before: newest.snapshot,
			after: hash,
			details: { code: row.code, version }
		});
		return ok(version);
	});
}

function freezeWithNote(content: RecipeContent, note: string): Result<RecipeSnapshot> {
	if (note.trim().length > LIMITS.remarkLength)
		return refuse(
			problem('recipe/malformed', { field: '说明', expected: `最多 ${LIMITS.remarkLength} 个字` })
		);
	return freezeRecipe(content);
}

async function storeVersion(
	tx: Context,
	recipeId: string,
	version: number,
	snapshot: RecipeSnapshot,
	note: string
): Promise<Hash> {
	const hash = await putSnapshot(tx.db, snapshot);
	await insertVersion(tx.db, {
		recipe_id: recipeId,
		version,
		snapshot: hash,
		note: note.trim(),
		created_by: tx.actor.userId,
		created_at: timestamp(tx)
	});
	return hash;
}

async function readVersion(
	{ db }: Context,
	{ snapshot: hash }: Pick<VersionRow, 'snapshot'>
): Promise<Result<RecipeSnapshot>> {
	const snapshot = await getSnapshot(db, hash);
	// Rows of recipe_version name snapshots that `freezeRecipe` made.
	return snapshot.ok ? ok(snapshot.value as RecipeSnapshot) : snapshot;
}

function headOf(
	context: Context,
	row: RecipeRow,
	{ version, snapshot: hash }: Pick<VersionRow, 'version' | 'snapshot'>,
	{ content, results }: Pick<RecipeSnapshot, 'content' | 'results'>
): RecipeHead {
	const { id, code, name, unit, organisation, path } = row;
	const { groups, management, profit, tax } = results;
	return {
		id,
		code,
		name,
		unit,
		organisation,
		use: { code, name, version, hash },
		price: results.price,
		parts: { groups, management, profit, tax },
		places: content.places,
		mayEdit: may(context.actor, 'recipe.edit', { path }).ok
	};
}
