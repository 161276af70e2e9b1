import { LIMITS } from '../limits.ts';
import { problem } from '../problem.ts';
import { ok, refuse, type Result } from '../result.ts';
import type { CostLine } from './line.ts';
import { lineLabel } from './tree.ts';

export interface Place {
	readonly parentId: string | null;
	readonly position: number;
}

/** The lines of a draft while a batch of commands works on them. Positions are settled once, by `toLines`. */
export class LineForest {
	readonly #lines = new Map<string, CostLine>();
	readonly #children = new Map<string | null, string[]>();

	constructor(lines: readonly CostLine[]) {
		for (const line of [...lines].sort((a, b) => a.position - b.position)) {
			this.#lines.set(line.id, line);
			this.#below(line.parentId).push(line.id);
		}
	}

	get(id: string): CostLine | undefined {
		return this.#lines.get(id);
	}

	replace(line: CostLine): void {
		this.#lines.set(line.id, line);
	}

	/** Adds lines, parents first. */
	add(lines: readonly CostLine[]): Result<true> {
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

	/** All lines in pre-order with gapless positions; untouched lines stay the same objects. */
	toLines(): readonly CostLine[] {
		return this.#walk((this.#children.get(null) ?? []).map((id, position) => ({ id, position })));
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
		const position = siblings.indexOf(line.id);
		siblings.splice(position, 1);
		return position;
	}

	#subtree(root: string): CostLine[] {
		const line = this.#lines.get(root);
		const siblings = line ? this.#below(line.parentId) : [];
		return this.#walk([{ id: root, position: siblings.indexOf(root) }]);
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

function tooDeep() {
	return problem('analysis/too-deep', { limit: String(LIMITS.treeDepth) });
}
