import { json } from '@sveltejs/kit';
import { parseCommands } from '#lib/server/costing/edit-schema.ts';
import { impact } from '#lib/server/lineage/impact.ts';
import { problemText } from '#lib/text/zh-CN.ts';
import { readJson } from '../../../read-request.ts';
import { contextOf, refuseJson } from '../../../refusal.ts';
import type { RequestHandler } from './$types';

/** 改前看影响: `{ commands }` → what would move if they were saved and confirmed. Saves nothing. */
export const POST: RequestHandler = async ({ locals, params, request }) => {
	const sent = await readJson(request);
	if (!sent.ok) return refuseJson(sent.problem);
	const commands = parseCommands(sent.value);
	if (!commands.ok) return refuseJson(commands.problem);
	const moved = await impact(contextOf(locals), { analysisId: params.id, commands: commands.value });
	if (!moved.ok) return refuseJson(moved.problem);
	const { blocked, affected, ...rest } = moved.value;
	return json({
		...rest,
		blocked: blocked && problemText(blocked),
		affected: affected.map(({ problem, ...thing }) => ({ ...thing, why: whyNot(problem) }))
	});
};

function whyNot(problem: Parameters<typeof problemText>[0] | 'detached' | 'blocked' | null): string | null {
	if (problem === null) return null;
	if (problem === 'detached') return '它引用的成本单元已不在新数据里，无法按新数据重新测算。';
	if (problem === 'blocked') return '它依据的数据暂时无法重新测算，算不出会变成多少。';
	return problemText(problem);
}
