import { parseFormula } from '../formula/parse.ts';
import { isFormula } from '../formula/references.ts';
import type { Fen } from '../money/fen.ts';
import { problem } from '../problem.ts';
import { ok, refuse, type Result } from '../result.ts';
import { boundedSum } from './amounts.ts';
import { fieldLabel, type EditCommand } from './edit-command.ts';
import { fieldChange, readAdjustment, recipeChange } from './edit-fields.ts';
import { withoutLines, type Applied, type Lists } from './edit-lists.ts';
import { analyse } from './figures.ts';
import { checkLine } from './line-check.ts';
import { LineForest } from './line-forest.ts';
import { inverseOf, patched, patchOf, type LinePatch } from './line-patch.ts';
import type { AnalysisDraft, CostLine } from './line.ts';

type CommandOf<T extends EditCommand['type']> = Extract<EditCommand, { readonly type: T }>;

/** The lines of a draft while a batch of commands works on them. */
export class LineEdits {
	readonly forest: LineForest;
	/**
	 * Adjustments (调整数) typed in this batch. They become verified amounts when the batch is over, because a declared
	 * amount may follow from what the same batch puts into other lines, in whatever order it does so.
	 */
	readonly #adjustments = new Map<string, Fen>();

	constructor(lines: readonly CostLine[]) {
		this.forest = new LineForest(lines);
	}

	set({ lineId, field, value }: CommandOf<'set'>): Applied {
		const line = this.forest.get(lineId);
		if (!line) return unknownLine();
		if (field === 'verifiedAmount' || field === 'adjustment') this.#adjustments.delete(lineId);
		if (field === 'adjustment') {
			const amount = readAdjustment(value);
			if (!amount.ok) return amount;
			if (amount.value === null)
				return ok({ inverse: this.#change(line, { values: { verifiedAmount: null } }) });
			this.#adjustments.set(lineId, amount.value);
			return ok({ inverse: [] });
		}
		const change = fieldChange(line, field, value);
		return change.ok ? ok({ inverse: this.#change(line, change.value) }) : change;
	}

	restore({ lineId, values }: CommandOf<'restore'>): Applied {
		const line = this.forest.get(lineId);
		if (!line) return unknownLine();
		if ('verifiedAmount' in values) this.#adjustments.delete(lineId);
		return this.#checked(line, patchOf(values));
	}

	setFill({ lineId, field, formula }: CommandOf<'set-fill'>): Applied {
		const line = this.forest.get(lineId);
		if (!line) return unknownLine();
		const earlier = line.fills[field] ?? null;
		const others = Object.entries(line.fills).filter(([name]) => name !== field);
		if (formula !== null) {
			if (!isFormula(formula))
				return refuse(
					problem('analysis/bad-value', {
						field: fieldLabel(field),
						value: String(formula).slice(0, 40),
						expected: '整列填充须是以 = 开头的公式'
					})
				);
			const parsed = parseFormula(formula);
			if (!parsed.ok) return parsed;
			others.push([field, formula]);
		}
		this.#change(line, { values: { fills: Object.fromEntries(others) } });
		return ok({ inverse: [{ type: 'set-fill', lineId, field, formula: earlier }] });
	}

	applyRecipe({ lineId, recipe, unitPrice }: CommandOf<'apply-recipe'>): Applied {
		const line = this.forest.get(lineId);
		if (!line) return unknownLine();
		const change = recipeChange(line, recipe, unitPrice);
		return change.ok ? this.#checked(line, change.value) : change;
	}

	add({ lines }: CommandOf<'add'>): Applied {
		for (const line of lines) {
			const sound = checkLine(line);
			if (!sound.ok) return sound;
		}
		const added = this.forest.add(lines);
		if (!added.ok) return added;
		return ok({ inverse: rootsOf(lines).map((lineId) => ({ type: 'remove', lineId }) as const) });
	}

	remove({ lineId }: CommandOf<'remove'>, lists: Lists): Applied {
		const removed = this.forest.remove(lineId);
		if (!removed.ok) return removed;
		const gone = new Set(removed.value.map((line) => line.id));
		const { inverse, ...left } = withoutLines(lists, gone);
		return ok({ ...left, inverse: [{ type: 'add', lines: removed.value }, ...inverse] });
	}

	move({ lineId, parentId, position }: CommandOf<'move'>): Applied {
		const before = this.forest.move(lineId, parentId, position);
		return before.ok ? ok({ inverse: [{ type: 'move', lineId, ...before.value }] }) : before;
	}

	/** 核定数 = 申报数 + 调整数, for every adjustment of the batch; answers what takes them back. */
	settle(draft: Omit<AnalysisDraft, 'lines'>): Result<readonly EditCommand[]> {
		if (this.#adjustments.size === 0) return ok([]);
		const figures = analyse({ ...draft, lines: this.forest.toLines() });
		if (!figures.ok) return figures;
		const { tree, lines } = figures.value;
		const inverse: EditCommand[] = [];
		for (const [lineId, adjustment] of this.#adjustments) {
			const line = this.forest.get(lineId);
			const declared = lines[tree.indexOf.get(lineId) ?? -1]?.declared;
			if (!line || declared === undefined) continue;
			const verifiedAmount = boundedSum([declared, adjustment]);
			if (!verifiedAmount.ok) return verifiedAmount;
			inverse.push(...this.#change(line, { values: { verifiedAmount: verifiedAmount.value } }));
		}
		return ok(inverse);
	}

	/** Changes content and answers the commands that put back exactly what was there. */
	#change(line: CostLine, patch: LinePatch): readonly EditCommand[] {
		this.forest.replace(patched(line, patch));
		return inverseOf(line, patch);
	}

	#checked(line: CostLine, patch: LinePatch): Applied {
		const sound = checkLine(patched(line, patch));
		return sound.ok ? ok({ inverse: this.#change(line, patch) }) : sound;
	}
}

/** Ids of added lines whose parent was there before, last first: removing these takes everything back. */
function rootsOf(lines: readonly CostLine[]): readonly string[] {
	const added = new Set(lines.map((line) => line.id));
	return lines
		.filter((line) => line.parentId === null || !added.has(line.parentId))
		.map((line) => line.id)
		.reverse();
}

function unknownLine() {
	return refuse(problem('analysis/unknown-line', {}));
}
