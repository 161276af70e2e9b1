import type { CombinedFigures } from '#lib/core/costing/combined-cost.ts';
import { isNegative, negate, toFixedText, type Decimal } from '#lib/core/decimal/decimal.ts';
import { groupThousands } from '#lib/core/money/fen.ts';

/** "226.61 + 372.80 = 599.41": the parts as they are shown, and what they come to. */
export function combinedSum({ parts, shownUnitCost }: CombinedFigures): string {
	const sum = parts.map((part, index) => {
		if (index === 0) return shown(part);
		return isNegative(part) ? `− ${shown(negate(part))}` : `+ ${shown(part)}`;
	});
	return `${sum.join(' ')} = ${shown(shownUnitCost)}`;
}

function shown(value: Decimal): string {
	return groupThousands(toFixedText(value, 2));
}
