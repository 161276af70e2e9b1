import type { LineContent } from './edit-command.ts';
import type { AnalysisDraft, CostLine } from './line.ts';

/** A line nobody has typed into. */
export const BLANK_LINE: LineContent = {
	code: '',
	name: '',
	grade: '',
	element: null,
	unit: '',
	quantity: null,
	unitPrice: null,
	frequency: null,
	months: null,
	coefficient: null,
	amountBasis: 'computed',
	statedAmount: null,
	verifiedAmount: null,
	reason: null,
	periodMonths: 12,
	recurrence: 'recurring',
	nature: null,
	timeBasis: null,
	behaviour: null,
	necessity: null,
	costKind: null,
	supply: null,
	fundingSource: null,
	fundType: null,
	functionCode: '',
	economicCode: '',
	taxBasis: null,
	evidence: '',
	evidenceLevel: null,
	remark: '',
	years: {},
	fills: {},
	recipe: null,
	sources: {}
};

/** A line as it is sent: what is as on a blank line need not be said. */
export type SentLine = Pick<CostLine, 'id' | 'parentId' | 'position'> & Partial<LineContent>;

/** A line without what is blank on it; `{ ...BLANK_LINE, ...sent }` is the line again. */
export function withoutBlanks(line: CostLine): SentLine {
	const { id, parentId, position } = line;
	const sent: Record<string, unknown> = { id, parentId, position };
	for (const field of CONTENT) {
		const [value, blank] = [line[field], BLANK_LINE[field]];
		if (value !== blank && !(isEmptyRecord(value) && isEmptyRecord(blank))) sent[field] = value;
	}
	// The place, and of the content only fields with their own values.
	return sent as SentLine;
}

// The fields are those that are written above.
const CONTENT = Object.keys(BLANK_LINE) as readonly (keyof LineContent)[];

function isEmptyRecord(value: unknown): boolean {
	return typeof value === 'object' && value !== null && Object.keys(value).length === 0;
}

/** The lists beside the tree of an analysis that has none of them. */
export const NO_LISTS = {
	parameters: [],
	pools: [],
	allocationMethod: 'direct',
	combined: []
} as const satisfies Partial<AnalysisDraft>;
