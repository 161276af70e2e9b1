import { LIMITS } from '../limits.ts';
import { problem } from '../problem.ts';
import { ok, refuse, type Result } from '../result.ts';
import type { EditCommand } from './edit-command.ts';
import { checkIndicator, type PerformanceIndicator } from './indicator.ts';

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
	const indicator = checked.value;
	const existing = indicators.find(({ id }) => id === indicator.id);
	if (existing) {
		const placed = { ...indicator, position: existing.position };
		return ok({
			indicators: indicators.map((other) => (other === existing ? placed : other)),
			inverse: [{ type: 'set-indicator', indicator: existing }]
		});
	}
	if (indicators.length >= LIMITS.indicatorsPerAnalysis)
		return refuse(problem('analysis/too-many-indicators', { limit: String(LIMITS.indicatorsPerAnalysis) }));
	return ok({
		indicators: numbered(indicators.toSpliced(indicator.position, 0, indicator)),
		inverse: [{ type: 'remove-indicator', indicatorId: indicator.id }]
	});
}

/** Removes an indicator; one that is gone already needs nothing. */
export function removeIndicator(
	indicators: readonly PerformanceIndicator[],
	indicatorId: string
): EditedIndicators {
	const indicator = indicators.find(({ id }) => id === indicatorId);
	if (!indicator) return { indicators, inverse: [] };
	return {
		indicators: numbered(indicators.filter((other) => other !== indicator)),
		inverse: [{ type: 'set-indicator', indicator }]
	};
}

function numbered(indicators: readonly PerformanceIndicator[]): readonly PerformanceIndicator[] {
	return indicators.map((indicator, position) =>
		indicator.position === position ? indicator : { ...indicator, position }
	);
}
