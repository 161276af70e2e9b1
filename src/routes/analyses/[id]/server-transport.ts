import { withoutBlanks } from '#lib/core/costing/blank-line.ts';
import type { EditCommand } from '#lib/core/costing/edit-command.ts';
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
				body: JSON.stringify({ ...batch, commands: batch.commands.map(asSent) })
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

/** New lines go out without what is blank on them. */
function asSent(command: EditCommand): unknown {
	return command.type === 'add' ? { ...command, lines: command.lines.map(withoutBlanks) } : command;
}

async function read(address: string) {
	const response = await fetch(address);
	if (!response.ok) throw new Error(`Reading failed with ${response.status}`);
	return response.json();
}

function conflictOf(values: ProblemValues['analysis/conflict']) {
	return { places: values.places, revision: Number(values.revision) };
}
