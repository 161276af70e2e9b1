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
		fontFamily: style.fontFamily
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

/** What all pictures share: no animation, the page's font, a tooltip in the page's colours. */
export function pictureFrame(palette: Palette) {
	return {
		animation: false,
		textStyle: { fontFamily: palette.fontFamily, color: palette.ink },
		grid: { left: 12, right: 24, top: 30, bottom: 28, containLabel: true },
		tooltip: {
			trigger: 'item',
			confine: true,
			backgroundColor: palette.panel,
			textStyle: { color: palette.ink },
			formatter: ({ data }: { data: unknown }) =>
				data !== null && typeof data === 'object' && 'shown' in data ? String(data.shown) : ''
		}
	};
}

export function axis(palette: Palette, name = '') {
	return {
		name,
		nameTextStyle: { color: palette.soft },
		axisLabel: { color: palette.soft, fontSize: 12, hideOverlap: true },
		axisLine: { lineStyle: { color: palette.line } },
		splitLine: { lineStyle: { color: palette.line } }
	};
}
