import type { AppDatabase } from '../database/database.ts';
import type { RecipeTable, RecipeVersionTable } from '../database/schema.ts';

export type RecipeRow = RecipeTable & { readonly organisation: string; readonly path: string };
export type VersionRow = RecipeVersionTable & { readonly author: string };

export async function selectRecipes(db: AppDatabase): Promise<RecipeRow[]> {
	return recipes(db).orderBy('r.code').execute();
}

export async function selectRecipe(db: AppDatabase, id: string): Promise<RecipeRow | undefined> {
	return recipes(db).where('r.id', '=', id).executeTakeFirst();
}

export async function isCodeTaken(db: AppDatabase, code: string): Promise<boolean> {
	const row = await db.selectFrom('recipe').select('id').where('code', '=', code).executeTakeFirst();
	return row !== undefined;
}

export async function insertRecipe(db: AppDatabase, row: RecipeTable): Promise<void> {
	await db.insertInto('recipe').values(row).execute();
}

/** Also makes other writers of the same build-up wait until this transaction ends, on both engines. */
export async function renameRecipe(db: AppDatabase, id: string, name: string): Promise<void> {
	await db.updateTable('recipe').set({ name }).where('id', '=', id).execute();
}

/** Oldest version first. */
export async function selectVersions(db: AppDatabase, recipeId: string): Promise<VersionRow[]> {
	return db
		.selectFrom('recipe_version as v')
		.innerJoin('user as u', 'u.id', 'v.created_by')
		.selectAll('v')
		.select('u.name as author')
		.where('v.recipe_id', '=', recipeId)
		.orderBy('v.version')
		.execute();
}

export async function insertVersion(db: AppDatabase, row: RecipeVersionTable): Promise<void> {
	await db.insertInto('recipe_version').values(row).execute();
}

function recipes(db: AppDatabase) {
	return db
		.selectFrom('recipe as r')
		.innerJoin('organisation as o', 'o.id', 'r.organisation_id')
		.selectAll('r')
		.select(['o.name as organisation', 'o.path']);
}
