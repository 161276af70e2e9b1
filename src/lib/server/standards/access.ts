import { ok, type Result } from '#lib/core/result.ts';
import type { Actor, Appointment } from '#lib/core/workflow/actor.ts';
import { may, type Action } from '#lib/core/workflow/permission.ts';

/**
 * May this person do this at all, in any organisation where they hold a role? Issued standards bind the whole district,
 * so reading and applying them is not a matter of whose they are.
 */
export function mayAnywhere(actor: Actor, action: Action): Result<Appointment> {
	for (const held of actor.appointments) {
		const allowed = may(actor, action, { path: held.path });
		if (allowed.ok) return ok(allowed.value);
	}
	return may(actor, action, { path: '' });
}
