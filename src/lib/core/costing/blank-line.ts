import type { LineContent } from './edit-command.ts';
import type { AnalysisDraft } from './line.ts';

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

/** The lists beside the tree of an analysis that has none of them. */
export const NO_LISTS = {
	parameters: [],
	pools: [],
	allocationMethod: 'direct',
	combined: []
} as const satisfies Partial<AnalysisDraft>;
