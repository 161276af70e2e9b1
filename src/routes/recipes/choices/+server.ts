import { json } from '@sveltejs/kit';
import { listRecipes } from '#lib/server/recipes/service.ts';
import { contextOf, refuseJson } from '../../refusal.ts';
import type { RequestHandler } from './$types';

/** Every build-up with its newest price, for a line to take its price from. */
export const GET: RequestHandler = async ({ locals }) => {
	const recipes = await listRecipes(contextOf(locals));
	return recipes.ok ? json(recipes.value) : refuseJson(recipes.problem);
};
