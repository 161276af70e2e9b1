import type { RecipeHead } from '#lib/server/recipes/service.ts';

/** Every build-up with its newest version; rejects with the server's sentence. */
export async function readRecipes(): Promise<readonly RecipeHead[]> {
	const response = await fetch('/recipes/choices');
	const answer = await response.json();
	if (!response.ok) throw new Error(answer.problem);
	return answer;
}
