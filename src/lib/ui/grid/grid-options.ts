import { AG_GRID_LOCALE_CN } from '@ag-grid-community/locale';
import {
	CellStyleModule,
	ClientSideRowModelModule,
	ColumnApiModule,
	ColumnAutoSizeModule,
	CustomEditorModule,
	LocaleModule,
	ModuleRegistry,
	PinnedRowModule,
	RenderApiModule,
	RowApiModule,
	RowDragModule,
	RowStyleModule,
	ScrollApiModule,
	SelectEditorModule,
	themeQuartz,
	TooltipModule,
	type GridOptions
} from 'ag-grid-community';
import type { GridRow } from './columns.ts';

ModuleRegistry.registerModules([
	CellStyleModule,
	ClientSideRowModelModule,
	ColumnApiModule,
	ColumnAutoSizeModule,
	CustomEditorModule,
	LocaleModule,
	PinnedRowModule,
	RenderApiModule,
	RowApiModule,
	RowDragModule,
	RowStyleModule,
	ScrollApiModule,
	SelectEditorModule,
	TooltipModule
]);

/** In pixels. */
export const ROW_HEIGHT = 30;

const theme = themeQuartz.withParams({
	accentColor: 'var(--accent)',
	backgroundColor: 'var(--panel)',
	borderColor: 'var(--line)',
	borderRadius: 4,
	browserColorScheme: 'inherit',
	cellHorizontalPadding: 8,
	chromeBackgroundColor: 'var(--sunken)',
	columnBorder: true,
	fontFamily: 'inherit',
	fontSize: 13,
	foregroundColor: 'var(--ink)',
	headerFontWeight: 500,
	headerHeight: 32,
	headerTextColor: 'var(--ink-soft)',
	rowHeight: ROW_HEIGHT,
	rowHoverColor: 'var(--hover)',
	spacing: 6,
	tooltipBackgroundColor: 'var(--panel)',
	tooltipTextColor: 'var(--ink)',
	wrapperBorderRadius: 6
});

/** The rows are ours, in our order: the grid neither sorts, filters, moves nor stores anything. */
export function fixedOptions(): GridOptions<GridRow> {
	const nonce = document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content ?? '';
	return {
		theme,
		...(nonce === '' ? {} : { styleNonce: nonce }),
		localeText: AG_GRID_LOCALE_CN,
		defaultColDef: {
			sortable: false,
			suppressMovable: true,
			resizable: true,
			suppressHeaderMenuButton: true
		},
		getRowId: ({ data }) => ('total' in data ? 'total' : data.id),
		rowData: [],
		readOnlyEdit: true,
		enterNavigatesVertically: true,
		enterNavigatesVerticallyAfterEdit: true,
		// Tab behind the last cell leaves the grid: the total at the bottom is for reading.
		tabToNextCell: ({ nextCellPosition }) =>
			nextCellPosition && !nextCellPosition.rowPinned ? nextCellPosition : false,
		suppressStartEditOnTab: true,
		stopEditingWhenCellsLoseFocus: true,
		// Gives every cell a wrapper of its own around its text, beside which the typing catcher survives redrawing.
		enableCellTextSelection: true,
		suppressDragLeaveHidesColumns: true,
		suppressColumnMoveAnimation: true,
		animateRows: false,
		// Names are drawn with their rows, not a moment later.
		suppressAnimationFrame: true,
		tooltipShowDelay: 300,
		ensureDomOrder: true
	};
}
