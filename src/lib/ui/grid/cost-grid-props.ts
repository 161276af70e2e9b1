import type { Snippet } from 'svelte';
import type { CellMarks } from './cell-marks.ts';
import type { CostSheet } from './cost-sheet.svelte.ts';
import type { GridSettings } from './grid-settings.ts';
import type { PersonHere } from './live-link.ts';

/** What the page gives the cost grid, and what the grid tells the page. */
export interface CostGridProps {
	sheet: CostSheet;
	refOf?: (lineId: string, figure: string) => string;
	/** How the person likes the grid, and what keeps it. */
	settings?: GridSettings;
	keepSettings?: (settings: GridSettings) => void;
	/** What others put on cells: the corners of comments and their words. */
	marks?: CellMarks;
	/** The others who have the analysis open. */
	people?: readonly PersonHere[];
	/** Why nothing can be typed; said at the cell where somebody tries. */
	lock?: string | null;
	/** The person stands on another cell. */
	onstand?: (place: { readonly lineId: string; readonly field: string } | null) => void;
	/** Comments on the current cell (批注). */
	oncomment?: (place: { readonly lineId: string; readonly field: string }) => void;
	/** What stands in place of the lines while there are none; it is given how to add the first. */
	empty?: Snippet<[addLine: () => void]>;
}
