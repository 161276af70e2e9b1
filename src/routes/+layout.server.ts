import { ROLES } from '#lib/core/workflow/actor.ts';
import { destinationsFor } from '#lib/ui/layout/navigation.ts';
import type { LayoutServerLoad } from './$types';

/** Who is signed in and what that person may open; null on the sign-in page. */
export const load: LayoutServerLoad = ({ locals, cookies }) => {
	const actor = locals.context?.actor;
	if (!actor) return { frame: null };
	return {
		frame: {
			person: {
				name: actor.name,
				roles: actor.appointments.map(({ role, organisationName }) => `${organisationName} · ${ROLES[role]}`)
			},
			destinations: destinationsFor(actor),
			// A cookie, so that the first paint already has the right width.
			folded: cookies.get('nav') === 'folded'
		}
	};
};
