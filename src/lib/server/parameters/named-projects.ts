import { scopeProject } from '#lib/core/comparison/normalise/scope.ts';
import type { ParameterSetContent } from '#lib/core/comparison/comparison-snapshot.ts';
import type { Context } from '../context.ts';
import { hiddenProjectCodes } from '../costing/projects.ts';

/**
 * Whether an entry of a series names a project that this reader may not see. Only a scope series (成本范围调整) has a
 * project for a key; its amounts are used by everybody who compares, its keys are names and told by permission.
 */
export async function hidesEntry(
	context: Context,
	kind: ParameterSetContent['kind']
): Promise<(key: string) => boolean> {
	if (!namesProjects(kind)) return () => false;
	const hidden = await hiddenProjectCodes(context);
	return (key) => hidden.has(scopeProject(key));
}

/** Series whose keys are projects. */
export function namesProjects(kind: ParameterSetContent['kind']): boolean {
	return kind === 'scope-adjustment';
}
