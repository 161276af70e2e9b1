import type { IHeaderComp, IHeaderParams } from 'ag-grid-community';
import type { SheetColumn } from './column-sets.ts';
import type { Sorting } from './sort.ts';

/** What a head asks the view, and what it reports. */
export interface HeadSource {
	/** Whether heads offer their filter. */
	readonly filtering: () => boolean;
	readonly isFiltered: (column: SheetColumn) => boolean;
	readonly sorting: () => Sorting | null;
	/** Somebody wants to filter or sort by this column; the popover stands below `at`. */
	readonly onhead: (column: SheetColumn, at: HTMLElement) => void;
}

/** The grid hands `headerComponentParams` on beside its own. */
type HeadParams = IHeaderParams & { readonly source: HeadSource };

/** The head of a column: its label, a mark when the lines are sorted by it, and the button of its filter. */
export class ColumnHead implements IHeaderComp {
	readonly #element = document.createElement('div');
	readonly #label = document.createElement('span');
	readonly #mark = document.createElement('span');
	readonly #button = document.createElement('button');
	#params: HeadParams | null = null;

	init(params: HeadParams): void {
		this.#element.className = 'cost-head';
		this.#label.className = 'cost-head-label';
		this.#mark.className = 'cost-head-sort';
		this.#button.type = 'button';
		this.#button.className = 'cost-head-filter';
		this.#button.tabIndex = -1;
		// A press on the button neither selects the column nor starts to move it.
		for (const type of ['mousedown', 'pointerdown', 'dblclick'])
			this.#button.addEventListener(type, (event) => event.stopPropagation());
		this.#button.addEventListener('click', (event) => {
			event.stopPropagation();
			this.#source?.onhead(this.#column, this.#button);
		});
		this.#element.append(this.#label, this.#mark, this.#button);
		this.refresh(params);
	}

	getGui(): HTMLElement {
		return this.#element;
	}

	refresh(params: HeadParams): boolean {
		this.#params = params;
		const source = this.#source;
		const column = this.#column;
		this.#label.textContent = params.displayName;
		const sorting = source?.sorting();
		const sorted = sorting?.column === column ? sorting.direction : null;
		this.#mark.textContent = sorted === null ? '' : sorted === 'ascending' ? '▲' : '▼';
		const filtered = source?.isFiltered(column) ?? false;
		this.#button.hidden = !(source?.filtering() || filtered);
		this.#button.classList.toggle('cost-head-filtered', filtered);
		const words = filtered ? '已筛选，点此修改' : '筛选或排序';
		this.#button.title = words;
		this.#button.setAttribute('aria-label', `${params.displayName}：${words}`);
		return true;
	}

	get #source(): HeadSource | undefined {
		return this.#params?.source;
	}

	get #column(): SheetColumn {
		// Column ids are those of the sheet's columns.
		return this.#params?.column.getColId() as SheetColumn;
	}
}
