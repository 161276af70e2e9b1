/**
 * The page's own font as style rules that carry their files with them, cut to the blocks of characters a picture uses: a
 * saved SVG must show its Chinese on a machine without Chinese fonts. Empty where the page uses fonts of the machine only.
 */
export async function embeddedFonts(text: string): Promise<string> {
	const characters = [...new Set(text)].map((character) => character.codePointAt(0) ?? 0);
	const wanted = fontRules().filter(({ covers }) => characters.some(covers));
	const rules = await Promise.all(
		wanted.map(async ({ family, range, address }) => {
			const file = await fetch(address);
			// A block that does not come leaves these characters to the fonts of the reader's machine.
			if (!file.ok) return '';
			const data = await dataAddress(await file.blob());
			return `@font-face{font-family:'${family}';src:url(${data});unicode-range:${range}}`;
		})
	);
	return rules.join('');
}

interface FontRule {
	readonly family: string;
	readonly range: string;
	readonly address: string;
	readonly covers: (character: number) => boolean;
}

/** Font files of the page in its usual weight. */
function fontRules(): readonly FontRule[] {
	return [...document.styleSheets].flatMap((sheet) =>
		[...sheet.cssRules].flatMap((rule) => {
			if (!(rule instanceof CSSFontFaceRule)) return [];
			const read = (name: string) => rule.style.getPropertyValue(name).trim();
			const [, file] = /url\("?([^")]+)"?\)/.exec(read('src')) ?? [];
			const range = read('unicode-range');
			if (file === undefined || range === '' || !['', '400', 'normal'].includes(read('font-weight')))
				return [];
			const address = new URL(file, sheet.href ?? document.baseURI).href;
			return [{ family: read('font-family').replace(/["']/g, ''), range, address, covers: coverOf(range) }];
		})
	);
}

/** "U+4e00-4eff, U+5000" as a question to a character. */
function coverOf(range: string): (character: number) => boolean {
	const spans = range.split(',').map((span) => {
		const [low = '', high = low] = span.trim().replace(/^U\+/i, '').split('-');
		return [parseInt(low, 16), parseInt(high, 16)] as const;
	});
	return (character) => spans.some(([low, high]) => low <= character && character <= high);
}

function dataAddress(file: Blob): Promise<string> {
	return new Promise((resolve, reject) => {
		const reader = new FileReader();
		// `readAsDataURL` answers with text.
		reader.onload = () => resolve(reader.result as string);
		reader.onerror = () => reject(new Error('A font file could not be read'));
		reader.readAsDataURL(file);
	});
}
