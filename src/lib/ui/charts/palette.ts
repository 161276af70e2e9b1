/** Colours and font of the page, read from its tokens, because a canvas does not follow style sheets. */
export interface Palette {
	readonly ink: string;
	readonly soft: string;
	readonly line: string;
	readonly accent: string;
	readonly accentSoft: string;
	readonly danger: string;
	readonly panel: string;
	readonly fontFamily: string;
}

export function readPalette(from: HTMLElement): Palette {
	const style = getComputedStyle(from);
	const token = (name: string) => style.getPropertyValue(name).trim();
	return {
		ink: token('--ink'),
		soft: token('--ink-soft'),
		line: token('--line'),
		accent: token('--accent'),
		accentSoft: token('--accent-soft'),
		danger: token('--danger'),
		panel: token('--panel'),
		// The names of fonts go into attributes of an SVG, which stand in double quotes themselves.
		fontFamily: style.fontFamily.replaceAll('"', "'")
	};
}

/**
 * Twelve colours for things that have no order, such as cost elements: the qualitative scheme of Paul Tol ("muted", 2021)
 * with grey and the bright ones behind it, told apart by people who see colours differently.
 */
export const SERIES_COLOURS = [
	'#4477aa',
	'#cc6677',
	'#117733',
	'#ddaa33',
	'#aa4499',
	'#44aa99',
	'#882255',
	'#999933',
	'#332288',
	'#88ccee',
	'#ee7733',
	'#777777',
	'#bbbbbb'
] as const;

/** Tooltips are HTML and names are typed by people. */
export function escapeHtml(text: string): string {
	return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

/** What a point, bar or line of a picture says for itself, and by what it is opened. */
export interface Telling {
	readonly key: string;
	/** Plain text: name first, then what there is to say. */
	readonly lines: readonly string[];
}

export function isTelling(data: unknown): data is Telling {
	return data !== null && typeof data === 'object' && 'key' in data && 'lines' in data;
}

/** A tooltip in the page's colours. Names may be long, and the picture narrow. */
export function tooltip(palette: Palette) {
	return {
		trigger: 'item',
		confine: true,
		backgroundColor: palette.panel,
		borderColor: palette.line,
		textStyle: { color: palette.ink },
		extraCssText: 'max-width: 24rem; white-space: normal; overflow-wrap: anywhere',
		formatter: ({ data }: { data: unknown }) =>
			isTelling(data) ? data.lines.map(escapeHtml).join('<br>') : ''
	};
}

/** What all pictures share: no animation, the page's font, a tooltip. */
export function pictureFrame(palette: Palette) {
	return {
		animation: false,
		textStyle: { fontFamily: palette.fontFamily, color: palette.ink },
		grid: { left: 12, right: 24, top: 30, bottom: 28, containLabel: true },
		tooltip: tooltip(palette)
	};
}

export function axis(palette: Palette, name = '') {
	return {
		name,
		// Above the axis the name would be cut off at the edge of the picture when it stood in the middle.
		nameTextStyle: { color: palette.soft, align: 'left' },
		axisLabel: { color: palette.soft, fontSize: 12, hideOverlap: true },
		axisLine: { lineStyle: { color: palette.line } },
		splitLine: { lineStyle: { color: palette.line } }
	};
}

/** A logarithmic axis from the lowest value to the highest, not to the next powers of ten. */
export const LOG_AXIS = {
	type: 'log',
	min: ({ min }: { min: number }) => min / 1.2,
	max: ({ max }: { max: number }) => max * 1.2
};
