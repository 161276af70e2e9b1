import { fillBackDesk } from '#lib/server/export/fill-back.ts';
import { problemText } from '#lib/text/zh-CN.ts';
import { contextOf, refusePage } from '../../../refusal.ts';
import { choiceIn } from './fill-input.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, url }) => {
	const choice = choiceIn(url.searchParams);
	const intakeId = url.searchParams.get('intake');
	const desk = await fillBackDesk(contextOf(locals), { analysisId: params.id, intakeId, choice });
	if (!desk.ok) refusePage(desk.problem);
	const { chosen, ...head } = desk.value;
	if (!chosen) return { ...head, choice, chosen: null };
	const { plan, ...original } = chosen;
	return {
		...head,
		choice,
		chosen: {
			...original,
			cells: plan.ok ? plan.value.cells.length : 0,
			rows: plan.ok ? plan.value.rows : 0,
			occupied: plan.ok ? plan.value.occupied : [],
			problem: plan.ok || plan.problem.code === 'export/no-fields' ? null : problemText(plan.problem),
			ready: plan.ok
		}
	};
};
