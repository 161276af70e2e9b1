import { ROLES, type Appointment } from '#lib/core/workflow/actor.ts';
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
				roles: roleLines(actor.appointments)
			},
			destinations: destinationsFor(actor),
			// A cookie, so that the first paint already has the right width.
			folded: cookies.get('nav') === 'folded'
		}
	};
};

/** One line per role, naming the first organisation and how many more. */
function roleLines(appointments: readonly Appointment[]): string[] {
	const places = new Map<string, string[]>();
	for (const { role, organisationName } of appointments)
		places.set(ROLES[role], [...(places.get(ROLES[role]) ?? []), organisationName]);
	return [...places].map(
		([role, names]) => `${role} · ${names[0]}${names.length > 1 ? ` 等 ${names.length} 个单位` : ''}`
	);
}
