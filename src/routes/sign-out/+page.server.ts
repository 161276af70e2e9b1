import { redirect, type Actions } from '@sveltejs/kit';
import { runningApp } from '#lib/server/app.ts';
import { signOut } from '#lib/server/auth/service.ts';
import { setSessionCookies } from '../session-cookies.ts';

/** Typed into the address bar it changes nothing: only the button (a POST) signs out. */
export const load = () => redirect(303, '/');

export const actions: Actions = {
	default: async (event) => {
		setSessionCookies(event, await signOut(runningApp().auth, event.request.headers));
		redirect(303, '/sign-in');
	}
};
