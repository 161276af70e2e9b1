import { LIMITS } from '../limits.ts';
import { problem } from '../problem.ts';
import { ok, refuse, type Result } from '../result.ts';
import type { EditCommand } from './edit-command.ts';
import { checkIndicator, type PerformanceIndicator } from './indicator.ts';
import { withoutPart, withPart } from './part-list.ts';

export type EditedIndicators = {
	readonly indicators: readonly PerformanceIndicator[];
	readonly inverse: readonly EditCommand[];
};

/** Adds an indicator at its position, or overwrites the one of the same id where it stands. */
export function setIndicator(
	indicators: readonly PerformanceIndicator[],
	given: PerformanceIndicator
): Result<EditedIndicators> {
	const checked = checkIndicator(given);
	if (!checked.ok) return checked;
	const { list, before } = withPart(indicators, checked.value);
	if (list.length > LIMITS.indicatorsPerAnalysis)
		return refuse(problem('analysis/too-many-indicators', { limit: String(LIMITS.indicatorsPerAnalysis) }));
	return ok({
		indicators: list,
		inverse: before
			? [{ type: 'set-indicator', indicator: before }]
			: [{ type: 'remove-indicator', indicatorId: given.id }]
	});
}

/** Removes an indicator; one that is gone already needs nothing. */
export function removeIndicator(
	indicators: readonly PerformanceIndicator[],
	indicatorId: string
): EditedIndicators {
	const { list, removed } = withoutPart(indicators, indicatorId);
	return { indicators: list, inverse: removed ? [{ type: 'set-indicator', indicator: removed }] : [] };
}
