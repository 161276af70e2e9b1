/** What separates the fields of a text file: the first that fits best wins. */
const SEPARATORS = [',', '\t', ';', '|'] as const;

const HEAD = 20_000;

/**
 * The separator under which most rows of the beginning of a text have the same number of fields, and of several such
 * the one that makes most fields. A comma that only ever stands between two digits (12,5;7,25) is a decimal or thousands
 * mark wherever another separator does as well. A line of title above the table or a short last row does not mislead it;
 * a first line that names the separator (sep=;), as Excel understands it, decides.
 */
export function separatorOf(text: string): string {
	const named = /^sep=([,;|\t])\r?\n/.exec(text)?.[1];
	if (named !== undefined) return named;
	const rows = rowsOf(text);
	const fits = SEPARATORS.map((separator) => fitOf(rows, separator)).filter(({ agreeing }) => agreeing > 0);
	const others = fits.filter(({ separator }) => separator !== ',');
	const marks = others.some(({ agreeing }) => agreeing * 2 > rows.length) && commasAreMarks(rows);
	const best = (marks ? others : fits).reduce<Fit | null>(
		(found, fit) => (found === null || isBetter(fit, found) ? fit : found),
		null
	);
	return best?.separator ?? ',';
}

/** Most rows with a comma have it between digits: the others are titles and notes. */
function commasAreMarks(rows: readonly string[]): boolean {
	const withComma = rows.filter((row) => row.includes(','));
	const marked = withComma.filter((row) => !/(?<!\d),|,(?!\d)/.test(row));
	return marked.length * 3 >= withComma.length * 2;
}

interface Fit {
	readonly separator: string;
	/** Rows with the commonest number of fields above one, and that number. */
	readonly agreeing: number;
	readonly fields: number;
}

function isBetter(a: Fit, b: Fit): boolean {
	return a.agreeing === b.agreeing ? a.fields > b.fields : a.agreeing > b.agreeing;
}

/** Rows of the beginning, without what stands in quotes; a row cut off by the end of the beginning is left out. */
function rowsOf(text: string): readonly string[] {
	const rows = text
		.slice(0, HEAD)
		.replace(/"[^"]*"/g, '')
		.split(/\r\n|\n|\r/);
	const whole = text.length > HEAD && rows.length > 1 ? rows.slice(0, -1) : rows;
	return whole.filter((row) => row.trim() !== '');
}

function fitOf(rows: readonly string[], separator: string): Fit {
	const counts = new Map<number, number>();
	for (const row of rows) {
		const fields = row.split(separator).length;
		if (fields > 1) counts.set(fields, (counts.get(fields) ?? 0) + 1);
	}
	const [fields, agreeing] = [...counts].reduce(
		(best, one) => (one[1] > best[1] || (one[1] === best[1] && one[0] > best[0]) ? one : best),
		[0, 0]
	);
	return { separator, agreeing, fields };
}
