import { BLANK_LINE } from './blank-line.ts';
import type { LineContent } from './edit-command.ts';
import type { CellSource, CostLine } from './line.ts';

/** What many cells have in common: all that names a source but its address. */
type Origin = Omit<CellSource, 'address'>;

/** A line without what is blank in it; each source as the number of its origin and the address of the cell. */
type PackedLine = Pick<CostLine, 'id' | 'parentId' | 'position'> &
	Partial<Omit<LineContent, 'sources'>> & {
		readonly from?: { readonly [field: string]: readonly [origin: number, address: string] };
	};

/**
 * Lines as plain data that is several times smaller: an import of 100,000 lines names one file and one sheet 800,000
 * times and leaves most columns blank. `unpackedLines` gives back equal lines.
 */
export interface PackedLines {
	readonly origins: readonly Origin[];
	readonly lines: readonly PackedLine[];
}

export function packedLines(lines: readonly CostLine[]): PackedLines {
	const numbers = new Map<string, number>();
	const origins: Origin[] = [];
	let last: CellSource | undefined;
	let lastNumber = 0;
	const numberOf = (source: CellSource): number => {
		const { file, sheet, factor } = source;
		// Cells of one table follow each other: comparing is much cheaper than looking up a name of a hundred characters.
		if (last?.file === file && last.sheet === sheet && last.factor === factor) return lastNumber;
		last = source;
		lastNumber = lookUp(source);
		return lastNumber;
	};
	const lookUp = ({ file, sheet, factor }: CellSource): number => {
		const key = `${file}|${factor ?? ''}|${sheet}`;
		const known = numbers.get(key);
		if (known !== undefined) return known;
		numbers.set(key, origins.length);
		return origins.push(factor === undefined ? { file, sheet } : { file, sheet, factor }) - 1;
	};
	const packed = lines.map(({ sources, ...line }) => {
		const said: { [field: string]: unknown } = {};
		for (const [field, value] of Object.entries(line)) if (!isBlank(field, value)) said[field] = value;
		const from: { [field: string]: readonly [number, string] } = {};
		for (const [field, source] of Object.entries(sources)) from[field] = [numberOf(source), source.address];
		if (!isEmpty(from)) said['from'] = from;
		// What is left out is blank: every field that a line must have is still there.
		return said as unknown as PackedLine;
	});
	return { origins, lines: packed };
}

export function unpackedLines({ origins, lines }: PackedLines): readonly CostLine[] {
	return lines.map(({ from, ...line }) => ({
		...BLANK_LINE,
		...line,
		sources: from === undefined ? BLANK_LINE.sources : sourcesOf(from, origins)
	}));
}

function sourcesOf(from: NonNullable<PackedLine['from']>, origins: readonly Origin[]): CostLine['sources'] {
	const sources = Object.entries(from).map(([field, [number, address]]) => {
		const origin = origins[number];
		if (!origin) throw new Error(`A packed line names an origin that is not there: ${number}`);
		return [field, { ...origin, address }];
	});
	return Object.fromEntries(sources);
}

const BLANK = new Map<string, unknown>(Object.entries(BLANK_LINE));

function isBlank(field: string, value: unknown): boolean {
	const blank = BLANK.get(field);
	if (value === blank) return true;
	return typeof blank === 'object' && blank !== null && value !== null && isEmpty(value);
}

function isEmpty(value: unknown): boolean {
	return typeof value === 'object' && value !== null && Object.keys(value).length === 0;
}
