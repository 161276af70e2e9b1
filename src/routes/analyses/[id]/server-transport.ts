import type { ProblemValues } from '#lib/core/problem.ts';
import type { SheetTransport } from '#lib/ui/grid/sheet-transport.ts';

/** How the sheet of one analysis speaks with the server. Everything rejects when no answer can be had. */
export function transportOf(analysisId: string): SheetTransport {
	const address = `/analyses/${analysisId}`;
	return {
		save: async (batch) => {
			const response = await fetch(`${address}/edits`, {
				method: 'POST',
				headers: { 'content-type': 'application/json' },
				body: JSON.stringify(batch)
			});
			if (response.status >= 500) throw new Error(`Saving failed with ${response.status}`);
			const answer = await response.json();
			const { code, problem, values } = answer;
			if (code === 'analysis/conflict') return { ok: false, code, problem, conflict: conflictOf(values) };
			return response.ok ? { ok: true, ...answer } : { ok: false, code, problem };
		},
		catchUp: (revision) => read(`${address}/edits${revision === null ? '' : `?since=${revision}`}`),
		steps: () => read(`${address}/undo`),
		inverseOf: async (step) => {
			const response = await fetch(`${address}/undo?step=${encodeURIComponent(step)}`);
			if (response.status === 409) return null;
			if (!response.ok) throw new Error(`Reading failed with ${response.status}`);
			return (await response.json()).commands;
		}
	};
}

async function read(address: string) {
	const response = await fetch(address);
	if (!response.ok) throw new Error(`Reading failed with ${response.status}`);
	return response.json();
}

function conflictOf(values: ProblemValues['analysis/conflict']) {
	return { places: values.places, revision: Number(values.revision) };
}
