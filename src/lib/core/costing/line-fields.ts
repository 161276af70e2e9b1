import { LIMITS } from '../limits.ts';
import {
	COST_BEHAVIOURS,
	COST_KINDS,
	COST_NATURES,
	COST_NECESSITIES,
	COST_SUPPLIES,
	FUNDING_SOURCES,
	FUND_TYPES,
	TIME_BASES
} from './axes.ts';
import { isPlainField, type EditField, type PlainField } from './edit-command.ts';
import { ADJUSTMENT_REASONS, COST_ELEMENTS, EVIDENCE_LEVELS } from './line.ts';

/**
 * How a field of a line is typed, stored and checked. The one table that says so: editing, checking, reading requests
 * and the columns of the grid all follow it.
 */
export type FieldRule =
	/** Free text, "" when blank. */
	| { readonly kind: 'text'; readonly most: number }
	/** A canonical decimal or a formula ("=…"); null when blank. */
	| { readonly kind: 'formula' }
	/** Typed in 元, stored in 分; null when blank. */
	| { readonly kind: 'money' }
	/** 元 of another year: a canonical decimal of at most two places, or a formula; blank when left out. */
	| { readonly kind: 'year' }
	| { readonly kind: 'whole'; readonly least: number; readonly most: number }
	/** One key of `choices`. A numeric one is stored as a number; where `blank` is false, one must be chosen. */
	| {
			readonly kind: 'choice';
			readonly choices: { readonly [key: string]: string };
			readonly blank: boolean;
			readonly numeric?: true;
	  }
	/** Digits kept as text, in one of the given lengths; "" when blank. */
	| { readonly kind: 'code'; readonly digits: readonly number[] };

const NAME = { kind: 'text', most: LIMITS.nameLength } as const;
const LONG = { kind: 'text', most: LIMITS.remarkLength } as const;
const FORMULA = { kind: 'formula' } as const;
const MONEY = { kind: 'money' } as const;
const YEAR = { kind: 'year' } as const;

function choice<C extends { readonly [key: string]: string }>(choices: C) {
	return { kind: 'choice', choices, blank: true } as const;
}

export const AMOUNT_BASES = { stated: '原文', computed: '计算' } as const;
export const RECURRENCES = { recurring: '经常性', once: '一次性' } as const;
export const LINE_TAX_BASES = { included: '含税', excluded: '不含税' } as const;

export const LINE_FIELDS = {
	code: NAME,
	name: NAME,
	grade: NAME,
	element: choice(COST_ELEMENTS),
	unit: NAME,
	quantity: FORMULA,
	unitPrice: FORMULA,
	frequency: FORMULA,
	months: FORMULA,
	coefficient: FORMULA,
	amountBasis: { kind: 'choice', choices: AMOUNT_BASES, blank: false },
	statedAmount: MONEY,
	verifiedAmount: MONEY,
	adjustment: MONEY,
	reason: choice(ADJUSTMENT_REASONS),
	periodMonths: { kind: 'whole', least: 1, most: LIMITS.periodMonths },
	recurrence: { kind: 'choice', choices: RECURRENCES, blank: false },
	nature: choice(COST_NATURES),
	timeBasis: choice(TIME_BASES),
	behaviour: choice(COST_BEHAVIOURS),
	necessity: choice(COST_NECESSITIES),
	costKind: choice(COST_KINDS),
	supply: choice(COST_SUPPLIES),
	fundingSource: choice(FUNDING_SOURCES),
	fundType: choice(FUND_TYPES),
	// 功能分类科目: 类、款、项; 部门预算支出经济分类科目: 类、款.
	functionCode: { kind: 'code', digits: [3, 5, 7] },
	economicCode: { kind: 'code', digits: [3, 5] },
	taxBasis: choice(LINE_TAX_BASES),
	evidence: LONG,
	evidenceLevel: { kind: 'choice', choices: EVIDENCE_LEVELS, blank: true, numeric: true },
	remark: LONG
} as const satisfies { readonly [F in PlainField]: FieldRule };

/** Fields in the order of the table, which is that of the product. */
export const PLAIN_FIELDS = Object.keys(LINE_FIELDS) as readonly PlainField[];

/** Fields that only lines without children carry: of a parent, the same are the sums of its children's. */
export const LEAF_FIELDS: readonly PlainField[] = [
	'statedAmount',
	'verifiedAmount',
	'adjustment',
	'reason',
	'periodMonths',
	'recurrence'
];

export function fieldRule(field: EditField): FieldRule {
	return isPlainField(field) ? LINE_FIELDS[field] : YEAR;
}

/** Whether a field holds a number, which is shown to the right and can be summed. */
export function isNumericField(field: EditField): boolean {
	const { kind } = fieldRule(field);
	return kind === 'formula' || kind === 'money' || kind === 'year' || kind === 'whole';
}

/** Whether the field may hold a formula. */
export function takesFormula(field: EditField): boolean {
	const { kind } = fieldRule(field);
	return kind === 'formula' || kind === 'year';
}

/** The Chinese words of a stored choice; anything else as it is. */
export function choiceWords(field: EditField, key: string): string {
	const rule = fieldRule(field);
	return rule.kind === 'choice' ? (rule.choices[key] ?? key) : key;
}
