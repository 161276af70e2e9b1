import { redirect } from '@sveltejs/kit';
import { problem } from '#lib/core/problem.ts';
import { runHeavy } from '#lib/server/heavy/apart.ts';
import { intakeDesk } from '#lib/server/intake/desk.ts';
import { isOwnExport } from '#lib/server/intake/own-import.ts';
import { previewUpload, remap } from '#lib/server/intake/service.ts';
import { intakeFindingText } from '#lib/text/intake.ts';
import { problemText } from '#lib/text/zh-CN.ts';
import { exceedsUpload, readForm, requestLimit } from '../../../read-request.ts';
import { contextOf, refuseForm, refusePage } from '../../../refusal.ts';
import { readingInput } from './mapping-input.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, url }) => {
	const desk = await intakeDesk(contextOf(locals), params.id, url.searchParams.get('intake'));
	if (!desk.ok) refusePage(desk.problem);
	const { preview } = desk.value;
	const recognised = preview?.state === 'preview' && isOwnExport(preview.sheets);
	const own = recognised
		? await runHeavy(contextOf(locals), { kind: 'preview-own', intakeId: preview.id })
		: null;
	return {
		...desk.value,
		own:
			own &&
			(own.ok
				? { ok: true as const, ...own.value }
				: { ok: false as const, problem: problemText(own.problem) }),
		analysisId: params.id,
		findings: preview?.findings.map((found) => ({ ...found, text: intakeFindingText(found) })) ?? [],
		blocked: preview?.problem ? problemText(preview.problem) : null
	};
};

export const actions: Actions = {
	upload: async ({ locals, params, request }) => {
		if (exceedsUpload(request))
			return refuseForm(problem('intake/file-too-large', { file: '所选文件', ...requestLimit() }));
		const form = await readForm(request);
		const file = form.get('file');
		if (!(file instanceof File) || file.name === '') return refuseForm(problem('intake/no-file', {}));
		const bytes = new Uint8Array(await file.arrayBuffer());
		const preview = await previewUpload(contextOf(locals), {
			analysisId: params.id,
			fileName: file.name,
			bytes,
			sender: String(form.get('sender') ?? '')
		});
		if (!preview.ok) return refuseForm(preview.problem);
		redirect(303, `/analyses/${params.id}/intake?intake=${preview.value.id}`);
	},
	remap: async ({ locals, request }) => {
		const changed = await remap(contextOf(locals), readingInput(await readForm(request)));
		return changed.ok ? { problem: null } : refuseForm(changed.problem);
	},
	own: async ({ locals, params, request }) => {
		const form = await readForm(request);
		const intakeId = String(form.get('intake') ?? '');
		const committed = await runHeavy(contextOf(locals), { kind: 'commit-own', intakeId });
		if (!committed.ok) return refuseForm(committed.problem);
		redirect(303, `/analyses/${params.id}`);
	},
	commit: async ({ locals, params, request }) => {
		const form = await readForm(request);
		const mode = form.get('mode') === 'replace' ? 'replace' : 'append';
		const intakeId = String(form.get('intake') ?? '');
		const committed = await runHeavy(contextOf(locals), { kind: 'commit-intake', intakeId, mode });
		if (!committed.ok) return refuseForm(committed.problem);
		redirect(303, `/analyses/${params.id}`);
	}
};
