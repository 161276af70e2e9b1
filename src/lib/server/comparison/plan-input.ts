import type { PlanInput } from './analysis-plan.ts';

/** The plan as the page's address carries it, so that an analysis can be linked to, printed and gone back to. */
export function planInput(query: URLSearchParams): PlanInput {
	const text = (name: string) => query.get(name) ?? '';
	return {
		quantileType: text('quantile'),
		centre: text('centre'),
		replicates: text('replicates'),
		seed: text('seed'),
		response: text('response'),
		attributes: query.getAll('attribute'),
		own: text('own'),
		benchmark: text('benchmark'),
		method: text('method'),
		inputs: query.getAll('input'),
		outputs: query.getAll('output'),
		returns: text('returns'),
		orientation: text('orientation')
	};
}
