import { ok, type Result } from '#lib/core/result.ts';
import type { Actor } from '#lib/core/workflow/actor.ts';
import { may } from '#lib/core/workflow/permission.ts';

/** An organisation one holds office in. */
export interface Office {
	readonly id: string;
	readonly name: string;
}

/** The organisations in whose name the actor may start a comparison, in the order of their appointments. */
export function officesToCompareFor(actor: Actor): readonly Office[] {
	const offices = new Map<string, Office>();
	for (const { organisationId: id, organisationName: name, path } of actor.appointments)
		if (may(actor, 'comparison.edit', { path }).ok) offices.set(id, { id, name });
	return [...offices.values()];
}

/** Id of the organisation to compare in the name of: the chosen one, or the first where none is chosen. */
export function actingFor(actor: Actor, chosen: string | undefined): Result<string> {
	const offices = officesToCompareFor(actor);
	const office = chosen === undefined ? offices[0] : offices.find(({ id }) => id === chosen);
	if (office) return ok(office.id);
	// Nobody holds office at the empty path, so this is always the refusal that names the roles needed.
	const refused = may(actor, 'comparison.edit', { path: '' });
	return refused.ok ? ok(refused.value.organisationId) : refused;
}
