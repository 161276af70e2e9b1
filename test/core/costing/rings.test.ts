import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyCommands } from '#lib/core/costing/edit.ts';
import { CostEngine } from '#lib/core/costing/engine/cost-engine.ts';
import { FORMULA_FIELDS, type AnalysisDraft } from '#lib/core/costing/line.ts';
import { columnWord } from '#lib/core/formula/columns.ts';
import { unwrap } from '#lib/core/result.ts';
import { costLine, draftOf } from '../../support/cost-draft.ts';
import { plainReadings, reachedFrom } from '../../support/plain-readings.ts';
import { randomCommand, randomDraft } from '../../support/random-breakdown.ts';

/** Lines go by their ids in the words of a ring. */
function byCode(draft: AnalysisDraft): AnalysisDraft {
	return { ...draft, lines: draft.lines.map((line) => ({ ...line, code: line.id, name: '' })) };
}

function checkRings(draft: AnalysisDraft, engine: CostEngine): void {
	const readings = plainReadings(draft);
	const waits = (cell: string) => reachedFrom(readings, cell).has(cell);
	const waitsForRing = (cell: string) => waits(cell) || [...reachedFrom(readings, cell)].some(waits);
	engine.tree.lines.forEach((line, index) => {
		const { error } = engine.line(index);
		if (FORMULA_FIELDS.some((field) => waits(`${line.code} ${columnWord(field)}`)))
			expect(error).not.toBeNull();
		if (!error) return;
		const cell = `${line.code} ${columnWord(error.column)}`;
		if (waits(cell)) expect(error.error.error).toBe('#CYCLE!');
		if (!waitsForRing(cell)) expect(error.error.error).not.toBe('#CYCLE!');
		if (error.error.error !== '#CYCLE!') return;
		const ring = error.error.detail.split(' → ');
		for (const [at, member] of ring.entries())
			expect(readings.get(member)).toContain(ring[(at + 1) % ring.length]);
	});
}

describe('rings', () => {
	it('are told of all cells that wait for themselves and of no other, and each cell named reads the next', () => {
		fc.assert(
			fc.property(randomDraft, fc.array(randomCommand, { minLength: 1, maxLength: 8 }), (start, commands) => {
				let draft = byCode(start);
				const loaded = CostEngine.load(draft);
				if (!loaded.ok) return;
				checkRings(draft, loaded.value);
				for (const command of commands) {
					const edited = applyCommands(draft, [command]);
					if (!edited.ok) continue;
					const next = byCode(edited.value.draft);
					if (!loaded.value.advance(next).ok) continue;
					draft = next;
					checkRings(draft, loaded.value);
				}
			}),
			{ numRuns: 300 }
		);
	});

	it('are named at once among 20,000 lines, and gone with the edit that is taken back', () => {
		const lines = Array.from({ length: 20_000 }, (_, at) =>
			costLine({ id: `l${at}`, position: at, quantity: '2', unitPrice: '3' })
		);
		const engine = unwrap(CostEngine.load(draftOf(lines)));
		const before = engine.draft;
		const type = (value: string) =>
			unwrap(applyCommands(before, [{ type: 'set', lineId: 'l7', field: 'quantity', value }])).draft;
		unwrap(engine.advance(type('=SUM([全部].明细.金额)')));
		expect(engine.line(7).error?.error).toEqual({ error: '#CYCLE!', detail: 'l7 数量 → l7 金额' });
		unwrap(engine.advance(type('=[全部].合计')));
		expect(engine.line(7).error?.error.detail).toBe('l7 数量 → 全部 金额 → l7 金额');
		unwrap(engine.advance(before));
		expect(engine.line(7).error).toBeNull();
		expect(engine.totals.declared).toBe(20_000 * 600);
	});
});
