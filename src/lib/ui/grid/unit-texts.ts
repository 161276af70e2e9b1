import type { AnalysisFigures } from '#lib/core/costing/figures.ts';
import type { AnalysisDraft } from '#lib/core/costing/line.ts';
import { round, toText } from '#lib/core/decimal/decimal.ts';
import { groupThousands } from '#lib/core/money/fen.ts';

/** For each line the cost units that count it, with what one unit costs: "清扫保洁 一级 10 元/平方米". */
export function unitTexts(draft: AnalysisDraft, figures: AnalysisFigures): ReadonlyMap<string, string> {
	const texts = new Map<string, string>();
	draft.units.forEach(({ name, grade, unit, lineIds }, index) => {
		const result = figures.units[index];
		const cost = result?.ok
			? groupThousands(toText(round(result.value.unitCost, SHOWN_PLACES, 'half-up')))
			: '—';
		const text = `${[name, grade].filter((part) => part !== '').join(' ')} ${cost} 元/${unit}`;
		for (const id of lineIds) texts.set(id, texts.has(id) ? `${texts.get(id)}；${text}` : text);
	});
	return texts;
}

const SHOWN_PLACES = 4;
