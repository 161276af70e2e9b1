import { redirect, type Actions } from '@sveltejs/kit';
import { runningApp } from '#lib/server/app.ts';
import { signIn } from '#lib/server/auth/service.ts';
import { readForm } from '../read-request.ts';
import { refuseForm } from '../refusal.ts';
import { setSessionCookies } from '../session-cookies.ts';
import type { PageServerLoad } from './$types';
import { safeNext } from './safe-next.ts';

export const load: PageServerLoad = ({ locals, url }) => {
	const next = safeNext(url.searchParams.get('next'));
	if (locals.context) redirect(303, next);
	return { next };
};

export const actions: Actions = {
	default: async (event) => {
		const form = await readForm(event.request);
		const { auth, attempts } = runningApp();
		const username = String(form.get('username') ?? '').trim();
		const signedIn = await signIn(auth, attempts, {
			username,
			password: String(form.get('password') ?? ''),
			address: event.getClientAddress(),
			userAgent: event.request.headers.get('user-agent') ?? '',
			now: new Date()
		});
		if (!signedIn.ok) return refuseForm(signedIn.problem);
		setSessionCookies(event, signedIn.value);
		redirect(303, safeNext(String(form.get('next') ?? '')));
	}
};
