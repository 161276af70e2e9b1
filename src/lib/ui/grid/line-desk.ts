import type { EditCommand } from '#lib/core/costing/edit-command.ts';
import type { Tree } from '#lib/core/costing/tree.ts';
import type { GridDesk } from './grid-desk.svelte.ts';
import {
	addChild,
	addSibling,
	lineAfterRemoval,
	moveLine,
	removedCount,
	type Movement
} from './structure.ts';

/** Adding, removing and moving lines at the place where the person stands. */
export class LineDesk {
	readonly #desk: GridDesk;
	readonly #ask: (question: string, agree: string) => Promise<boolean>;

	constructor(desk: GridDesk, ask: (question: string, agree: string) => Promise<boolean>) {
		this.#desk = desk;
		this.#ask = ask;
	}

	add(as: 'add-sibling' | 'add-child'): void {
		const { sheet, at } = this.#desk;
		const line = { id: sheet.newId(), periodMonths: sheet.draft.periodMonths };
		const below = at?.lineId ?? null;
		const command =
			as === 'add-child' && below !== null
				? addChild(this.#tree, below, line)
				: addSibling(this.#tree, below, line);
		if (this.#desk.applied([command], line.id)) this.#desk.stand(line.id, 'name');
	}

	/** Removes every selected line with what is below it. */
	async remove(): Promise<void> {
		const ids = this.#selected();
		const [first] = ids;
		if (first === undefined) return;
		const count = ids.reduce((sum, id) => sum + removedCount(this.#tree, id), 0);
		const { line, index } = this.#desk.rowOf(first) ?? { line: { name: '' }, index: 0 };
		const name = `“${line.name || `第 ${index + 1} 行`}”`;
		const question =
			ids.length === 1
				? `${name}下面还有 ${count - 1} 行，会一起删除。删除后可以撤销。`
				: `从${name}起选中的 ${ids.length} 行，连同下级共 ${count} 行，会一起删除。删除后可以撤销。`;
		if (count > 1 && !(await this.#ask(question, `删除 ${count} 行`))) return;
		const next = lineAfterRemoval(this.#tree, ids.at(-1) ?? first);
		const commands = ids.map((lineId) => ({ type: 'remove', lineId }) as const);
		if (this.#desk.applied(commands, first) && next !== null && this.#tree.indexOf.has(next))
			this.#desk.stand(next);
	}

	move(movement: Movement): void {
		const id = this.#desk.at?.lineId;
		if (id === undefined) return;
		const command = moveLine(this.#tree, id, movement);
		if (command) this.moveBy(command, id);
		else this.#desk.said = NOWHERE[movement];
	}

	/** Moves a line to where it was dropped. */
	moveBy(command: EditCommand, lineId: string): void {
		if (this.#desk.applied([command], lineId)) this.#desk.stand(lineId);
	}

	get #tree(): Tree {
		return this.#desk.sheet.figures.tree;
	}

	/** The selected lines, without those that go with one above them. */
	#selected(): readonly string[] {
		const { rows } = this.#desk;
		const { block } = this.#desk.cells.area;
		if (block === null) return [];
		const ids = new Set(rows.slice(block.top, block.bottom + 1).map(({ id }) => id));
		const { parents, lines, indexOf } = this.#tree;
		const isBelow = (id: string): boolean => {
			for (let at = parents[indexOf.get(id) ?? -1] ?? -1; at >= 0; at = parents[at] ?? -1)
				if (ids.has(lines[at]?.id ?? '')) return true;
			return false;
		};
		return [...ids].filter((id) => !isBelow(id));
	}
}

const NOWHERE: { readonly [M in Movement]: string } = {
	up: '已经是同级第一行',
	down: '已经是同级最后一行',
	indent: '上面没有同级的行，不能降级',
	outdent: '已经是最高一级'
};
