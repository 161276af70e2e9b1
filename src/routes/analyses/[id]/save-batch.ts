import type { Save } from '#lib/ui/grid/save-queue.ts';

/**
 * Sends batches of edits of one analysis to the server. Rejects when no answer can be had, so that the same batch goes
 * out again; `onmerged` is called when somebody else's edits were saved in between and this page lacks them.
 */
export function saveTo(analysisId: string, onmerged: () => void): Save {
	return async (batch) => {
		const response = await fetch(`/analyses/${analysisId}/edits`, {
			method: 'POST',
			headers: { 'content-type': 'application/json' },
			body: JSON.stringify(batch)
		});
		if (response.status >= 500) throw new Error(`Saving failed with ${response.status}`);
		const answer = await response.json();
		if (!response.ok) return { ok: false, code: answer.code, problem: answer.problem };
		if (answer.revision > batch.revision + 1) onmerged();
		return { ok: true, revision: answer.revision, total: answer.total };
	};
}
