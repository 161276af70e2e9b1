import type { ProblemValues } from '#lib/core/problem.ts';
import type { Conflict, Save } from '#lib/ui/grid/save-queue.ts';

/**
 * Sends batches of edits of one analysis to the server. Rejects when no answer can be had, so that the same batch goes
 * out again.
 */
export function saveTo(analysisId: string): Save {
	const address = `/analyses/${analysisId}/edits`;
	return async (batch) => {
		const response = await fetch(address, {
			method: 'POST',
			headers: { 'content-type': 'application/json' },
			body: JSON.stringify(batch)
		});
		if (response.status >= 500) throw new Error(`Saving failed with ${response.status}`);
		const answer = await response.json();
		const { code, problem, values } = answer;
		if (code === 'analysis/conflict')
			return { ok: false, code, problem, conflict: { ...(await standing(address)), ...conflictOf(values) } };
		if (!response.ok) return { ok: false, code, problem };
		const { revision, total, draft } = answer;
		return { ok: true, revision, total, draft };
	};
}

/** What the server has now. It may be newer than the conflict: saving on the conflict's revision finds that out. */
async function standing(address: string): Promise<Pick<Conflict, 'draft'>> {
	const response = await fetch(address);
	if (!response.ok) throw new Error(`Reading failed with ${response.status}`);
	return { draft: (await response.json()).draft };
}

function conflictOf(values: ProblemValues['analysis/conflict']): Omit<Conflict, 'draft'> {
	return { places: values.places, revision: Number(values.revision) };
}
