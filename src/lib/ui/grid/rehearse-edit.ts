import { applyCommands } from '#lib/core/costing/edit.ts';
import type { CostEngine } from '#lib/core/costing/engine/cost-engine.ts';
import type { AnalysisDraft } from '#lib/core/costing/line.ts';

/** Takes the engine through another price and back to `draft`: browsers compile code when it first runs, which is felt. */
export function rehearseEdit(engine: CostEngine, draft: AnalysisDraft): void {
	const priced = draft.lines.find(({ unitPrice }) => unitPrice !== null && !unitPrice.startsWith('='));
	if (!priced) return;
	const value = priced.unitPrice === '1' ? '2' : '1';
	const tried = applyCommands(draft, [{ type: 'set', lineId: priced.id, field: 'unitPrice', value }]);
	if (!tried.ok) return;
	for (const stage of [tried.value.draft, draft]) {
		engine.advance(stage);
		engine.figures();
	}
}
