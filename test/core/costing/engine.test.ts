import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyCommands } from '#lib/core/costing/edit.ts';
import { CostEngine } from '#lib/core/costing/engine/cost-engine.ts';
import { analyse } from '#lib/core/costing/figures.ts';
import type { AnalysisDraft } from '#lib/core/costing/line.ts';
import { unwrap } from '#lib/core/result.ts';
import { plainFigures } from '../../support/plain-breakdown.ts';
import { randomCommand, randomDraft } from '../../support/random-breakdown.ts';

describe('laws of the engine', () => {
	it('comes to what a plain recursive model comes to', () => {
		fc.assert(
			fc.property(randomDraft, (draft) => {
				const figures = analyse(draft);
				if (!figures.ok) return;
				const plain = plainFigures(draft);
				if (!plain.waits) expect(figures.value.lines).toEqual(plain.lines);
			}),
			{ numRuns: 300 }
		);
	});

	it('comes to the same by following edits as by calculating anew', () => {
		fc.assert(
			fc.property(
				randomDraft,
				fc.array(randomCommand, { minLength: 1, maxLength: 12 }),
				(start, commands) => {
					const loaded = CostEngine.load(start);
					if (!loaded.ok) return;
					const engine = loaded.value;
					let draft: AnalysisDraft = start;
					for (const command of commands) {
						const edited = applyCommands(draft, [command]);
						if (!edited.ok) continue;
						const next = edited.value.draft;
						const advanced = engine.advance(next);
						const anew = analyse(next);
						expect(advanced.ok).toBe(anew.ok);
						if (anew.ok) draft = next;
						expect(unwrap(engine.figures())).toEqual(unwrap(analyse(draft)));
					}
				}
			),
			{ numRuns: 300 }
		);
	});
});
