import { redirect } from '@sveltejs/kit';
import { problem } from '#lib/core/problem.ts';
import { mightEver } from '#lib/core/workflow/permission.ts';
import { describeSamples } from '#lib/server/comparison/describe-samples.ts';
import { listSamples, uploadSample } from '#lib/server/samples/service.ts';
import { exceedsUpload, readForm, requestLimit } from '../read-request.ts';
import { contextOf, refuseForm, refusePage } from '../refusal.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals }) => {
	const context = contextOf(locals);
	const samples = await listSamples(context);
	if (!samples.ok) refusePage(samples.problem);
	const described = await describeSamples(context);
	if (!described.ok) refusePage(described.problem);
	return {
		samples: samples.value,
		described: described.value,
		mayEdit: mightEver(context.actor, 'sample.edit')
	};
};

export const actions: Actions = {
	default: async ({ locals, request }) => {
		if (exceedsUpload(request))
			return refuseForm(problem('intake/file-too-large', { file: '所选文件', ...requestLimit() }));
		const form = await readForm(request);
		const file = form.get('file');
		if (!(file instanceof File) || file.name === '') return refuseForm(problem('intake/no-file', {}));
		const bytes = new Uint8Array(await file.arrayBuffer());
		const uploaded = await uploadSample(contextOf(locals), { fileName: file.name, bytes });
		if (!uploaded.ok) return refuseForm(uploaded.problem);
		redirect(303, `/samples/${uploaded.value}`);
	}
};
