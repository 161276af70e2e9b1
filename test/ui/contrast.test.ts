import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

/** Colours by the names of the tokens in src/app.css, for both schemes. */
const css = readFileSync(new URL('../../src/app.css', import.meta.url), 'utf8');
const [light = {}, overridden = {}] = [...css.matchAll(/:root \{([^}]*)\}/g)]
	.slice(0, 2)
	.map(([, block = '']) => Object.fromEntries(tokensOf(block)));
const SCHEMES = { light, dark: { ...light, ...overridden } };

const GROUNDS = ['surface', 'panel', 'sunken', 'hover', 'accent-soft'];
const STATES = ['draft', 'review', 'returned', 'confirmed', 'issued'];

/** Words on their ground: 4.5 (WCAG 2.2, 1.4.3 AA). */
const WORDS: readonly (readonly [string, string])[] = [
	...['ink', 'ink-soft', 'ink-input', 'accent', 'danger'].flatMap((ink) =>
		GROUNDS.map((ground) => [ink, ground] as const)
	),
	...(['accent', 'accent-strong'] as const).map((ground) => ['on-accent', ground] as const),
	['danger', 'danger-soft'],
	...STATES.map((state) => [`state-${state}`, `state-${state}-soft`] as const)
];
/** Borders of fields and buttons, and the ring of the focus: 3 (1.4.11 AA). */
const BORDERS = ['line-strong', 'focus'].flatMap((line) =>
	['surface', 'panel'].map((on) => [line, on] as const)
);

describe.each(Object.entries(SCHEMES))('contrast of the %s scheme', (_, colours) => {
	it('lets every word be read', () => {
		expect(tooWeak(colours, WORDS, 4.5)).toEqual([]);
	});

	it('lets fields and the focus be seen', () => {
		expect(tooWeak(colours, BORDERS, 3)).toEqual([]);
	});
});

it('sees a contrast that is too weak', () => {
	expect(tooWeak({ grey: '#999999', white: '#ffffff' }, [['grey', 'white']], 4.5)).toEqual([
		'grey on white: 2.85'
	]);
});

function tokensOf(block: string): [string, string][] {
	return [...block.matchAll(/--([a-z-]+): (#[0-9a-f]{6});/g)].map(([, name = '', colour = '']) => [
		name,
		colour
	]);
}

function tooWeak(
	colours: Readonly<Record<string, string>>,
	pairs: readonly (readonly [string, string])[],
	least: number
): string[] {
	return pairs.flatMap(([ink, ground]) => {
		const ratio = contrast(colours[ink] ?? '', colours[ground] ?? '');
		return ratio >= least ? [] : [`${ink} on ${ground}: ${ratio.toFixed(2)}`];
	});
}

/** Contrast ratio of two colours "#rrggbb" as WCAG defines it, 1 to 21; not a number for anything else. */
function contrast(a: string, b: string): number {
	const [dark = NaN, bright = NaN] = [luminance(a), luminance(b)].sort((one, other) => one - other);
	return (bright + 0.05) / (dark + 0.05);
}

function luminance(colour: string): number {
	const [red = NaN, green = NaN, blue = NaN] = [1, 3, 5].map((at) => {
		const channel = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
		return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
	});
	return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
