import { LIMITS } from '../limits.ts';
import { problem } from '../problem.ts';
import { ok, refuse, type Result } from '../result.ts';
import type { CostLine } from './line.ts';
import { lineLabel } from './tree.ts';

export interface Place {
	readonly parentId: string | null;
	readonly position: number;
}

/** How many lines are looked for one by one before all are listed by id. */
const FEW_LOOKUPS = 8;

/**
 * The lines of a draft while a batch of commands works on them. Positions are settled once, by `toLines`. As long as
 * only the content of a few lines changes, as with every keystroke, the tree is not taken apart.
 */
export class LineForest {
	readonly #given: readonly CostLine[];
	/** Lines found or replaced so far, by id, with their index in the draft; gone once the tree is taken apart. */
	readonly #found = new Map<string, { readonly index: number; line: CostLine }>();
	#opened = false;
	readonly #lines = new Map<string, CostLine>();
	readonly #children = new Map<string | null, string[]>();

	constructor(lines: readonly CostLine[]) {
		this.#given = lines;
	}

	get(id: string): CostLine | undefined {
		if (this.#opened) return this.#lines.get(id);
		const found = this.#found.get(id);
		if (found) return found.line;
		if (this.#found.size >= FEW_LOOKUPS) {
			this.#open();
			return this.#lines.get(id);
		}
		const index = this.#given.findIndex((line) => line.id === id);
		const line = this.#given[index];
		if (line) this.#found.set(id, { index, line });
		return line;
	}

	replace(line: CostLine): void {
		const found = this.#found.get(line.id);
		if (!this.#opened && found) found.line = line;
		else {
			this.#open();
			this.#lines.set(line.id, line);
		}
	}

	/** Adds lines, parents first. */
	add(lines: readonly CostLine[]): Result<true> {
		this.#open();
		if (this.#lines.size + lines.length > LIMITS.linesPerAnalysis)
			return refuse(problem('analysis/too-many-lines', { limit: String(LIMITS.linesPerAnalysis) }));
		for (const line of lines) {
			if (this.#lines.has(line.id)) return refuse(problem('analysis/line-exists', {}));
			if (line.parentId !== null && !this.#lines.has(line.parentId))
				return refuse(problem('analysis/unknown-line', {}));
			this.#lines.set(line.id, line);
			this.#insert(line.id, line.parentId, line.position);
			if (this.#depth(line.id) >= LIMITS.treeDepth) return refuse(tooDeep());
		}
		return ok(true);
	}

	/** Removes a line with everything below it; answers the removed lines in pre-order, as `add` takes them back. */
	remove(id: string): Result<readonly CostLine[]> {
		this.#open();
		const line = this.#lines.get(id);
		if (!line) return refuse(problem('analysis/unknown-line', {}));
		const removed = this.#subtree(id);
		this.#take(line);
		for (const gone of removed) {
			this.#lines.delete(gone.id);
			this.#children.delete(gone.id);
		}
		return ok(removed);
	}

	/** Moves a line with everything below it; answers where it was. */
	move(id: string, parentId: string | null, position: number): Result<Place> {
		this.#open();
		const line = this.#lines.get(id);
		if (!line || (parentId !== null && !this.#lines.has(parentId)))
			return refuse(problem('analysis/unknown-line', {}));
		if (this.#isAtOrBelow(parentId, id))
			return refuse(problem('analysis/under-itself', { line: lineLabel(line, line.position) }));
		const before = { parentId: line.parentId, position: this.#take(line) };
		this.#lines.set(id, { ...line, parentId });
		this.#insert(id, parentId, position);
		if (this.#subtree(id).some((below) => this.#depth(below.id) >= LIMITS.treeDepth))
			return refuse(tooDeep());
		return ok(before);
	}

	/**
	 * All lines with gapless positions; untouched lines stay the same objects. In pre-order, or in the order given where
	 * only content has changed.
	 */
	toLines(): readonly CostLine[] {
		if (!this.#opened) {
			const lines = [...this.#given];
			for (const { index, line } of this.#found.values()) lines[index] = line;
			return lines;
		}
		return this.#walk((this.#children.get(null) ?? []).map((id, position) => ({ id, position })));
	}

	#open(): void {
		if (this.#opened) return;
		this.#opened = true;
		for (const line of [...this.#given].sort((a, b) => a.position - b.position)) {
			this.#lines.set(line.id, this.#found.get(line.id)?.line ?? line);
			this.#below(line.parentId).push(line.id);
		}
	}

	#below(parentId: string | null): string[] {
		let children = this.#children.get(parentId);
		if (!children) this.#children.set(parentId, (children = []));
		return children;
	}

	#insert(id: string, parentId: string | null, position: number): void {
		const siblings = this.#below(parentId);
		siblings.splice(Math.min(position, siblings.length), 0, id);
	}

	#take(line: CostLine): number {
		const siblings = this.#below(line.parentId);
		const position = placeIn(siblings, line.id);
		siblings.splice(position, 1);
		return position;
	}

	#subtree(root: string): CostLine[] {
		const line = this.#lines.get(root);
		const siblings = line ? this.#below(line.parentId) : [];
		return this.#walk([{ id: root, position: placeIn(siblings, root) }]);
	}

	/** Pre-order below the given lines, without recursion. */
	#walk(roots: readonly { readonly id: string; readonly position: number }[]): CostLine[] {
		const found: CostLine[] = [];
		const waiting = [...roots].reverse();
		for (let next = waiting.pop(); next; next = waiting.pop()) {
			const { id, position } = next;
			const here = this.#lines.get(id);
			if (here) found.push(here.position === position ? here : { ...here, position });
			const children = this.#children.get(id) ?? [];
			for (let i = children.length - 1; i >= 0; i -= 1)
				waiting.push({ id: children[i] as string, position: i });
		}
		return found;
	}

	#isAtOrBelow(candidate: string | null, id: string): boolean {
		for (let at = candidate; at !== null; at = this.#lines.get(at)?.parentId ?? null)
			if (at === id) return true;
		return false;
	}

	#depth(id: string): number {
		let depth = 0;
		for (
			let at = this.#lines.get(id)?.parentId ?? null;
			at !== null;
			at = this.#lines.get(at)?.parentId ?? null
		)
			depth += 1;
		return depth;
	}
}

/** Looks at the end first: whoever empties a list of 100,000 from its end finds each at once. */
function placeIn(siblings: readonly string[], id: string): number {
	return siblings.at(-1) === id ? siblings.length - 1 : siblings.indexOf(id);
}

function tooDeep() {
	return problem('analysis/too-deep', { limit: String(LIMITS.treeDepth) });
}
