import { setCosts, type ElementCosts } from '#lib/core/standards/composition.ts';
import type { ComparisonSnapshot } from '#lib/core/standards/inputs.ts';
import { unitsOf } from '../comparison/confirmed-units.ts';
import type { Context } from '../context.ts';

/**
 * What the elements of a frozen set come to, all members together: no member's own breakdown can be read off it, so it
 * is open to whoever may read the set.
 */
export async function elementCostsOf(
	context: Context,
	comparison: ComparisonSnapshot
): Promise<ElementCosts> {
	const { content, inputs } = comparison;
	const hashes = new Set(content.members.flatMap(({ analysis, included }) => (included ? [analysis] : [])));
	const known = new Map<number, Awaited<ReturnType<typeof unitsOf>>>();
	for (const analysis of hashes) {
		const input = inputs[analysis];
		if (input?.role === 'analysis') known.set(analysis, await unitsOf(context, input.hash));
	}
	return setCosts(comparison, (member) => {
		const { analysis = -1, unit = -1 } = content.members[member] ?? {};
		const units = known.get(analysis);
		return units?.ok
			? units.value.find((candidate) => candidate.unit === unit)?.observation.elements
			: undefined;
	});
}
