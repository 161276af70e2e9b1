import { compare, toText, ZERO, type Decimal } from '../../decimal/decimal.ts';
import { compareTexts } from '../compare.ts';
import { numberOfText, settled } from '../convert.ts';
import type { Steps } from '../steps.ts';
import { isError, isNumber, valueText, type FormulaValue } from '../value.ts';
import { matches, plainText, readPattern } from './wildcard.ts';

/** A criterion of SUMIF, COUNTIF and their kind. */
export interface Criterion {
	readonly meets: Meets;
	/** How it holds numbers against a number; without it, numbers all meet it or none does. */
	readonly limit?: NumberLimit;
	/** The text in lower case that it is met by, where no other text meets it. */
	readonly text?: string;
}

export interface NumberLimit {
	readonly relation: Relation;
	readonly value: Decimal;
}

/** Whether a cell meets a criterion. */
type Meets = (cell: FormulaValue) => boolean;

export type Relation = '=' | '<>' | '<' | '>' | '<=' | '>=';
const RELATIONS: readonly Relation[] = ['<=', '>=', '<>', '=', '<', '>'];

/**
 * Reads a criterion as Excel does: 5, "人工费", ">=10", "<>x", "人工*". Texts match entirely, without regard to case, with
 * wildcards. A number matches equal numbers, and texts only when they are written alike: unlike Excel, and like
 * LibreOffice, the code "8.10" is not met by "8.1".
 */
export function readCriterion(criterion: FormulaValue, steps: Steps): Criterion {
	if (criterion === null) return ofNumber('=', ZERO, '0');
	if (isNumber(criterion)) return ofNumber('=', criterion, toText(criterion));
	if (typeof criterion === 'boolean') return { meets: (cell) => cell === criterion };
	if (isError(criterion)) return { meets: (cell) => isError(cell) && cell.error === criterion.error };
	const relation = RELATIONS.find((sign) => criterion.startsWith(sign));
	const wanted = criterion.slice(relation?.length ?? 0);
	if (wanted === '') return { meets: ofNothing(relation) };
	const number = numberOfText(wanted);
	if (number) return ofNumber(relation ?? '=', number, wanted);
	const upper = wanted.toUpperCase();
	if (upper === 'TRUE' || upper === 'FALSE') return { meets: ofTruth(relation ?? '=', upper === 'TRUE') };
	return ofText(relation ?? '=', wanted, steps);
}

/** "" matches blanks and empty texts, "=" blanks only, "<>" everything else; "<" and its kind nothing. */
function ofNothing(relation: Relation | undefined): Meets {
	if (relation === undefined) return (cell) => cell === null || cell === '';
	if (relation === '=') return (cell) => cell === null;
	return relation === '<>' ? (cell) => cell !== null : () => false;
}

function ofNumber(relation: Relation, wanted: Decimal, written: string): Criterion {
	const limit = { relation, value: settled(wanted) };
	const meets = meetsNumber(limit, written);
	return relation === '=' ? { meets, limit, text: written.toLowerCase() } : { meets, limit };
}

function meetsNumber({ relation, value: limit }: NumberLimit, written: string): Meets {
	const equal = (cell: FormulaValue): boolean => {
		if (isNumber(cell)) return compare(settled(cell), limit) === 0;
		return typeof cell === 'string' && compareTexts(cell, written) === 0;
	};
	if (relation === '=') return equal;
	if (relation === '<>') return (cell) => !equal(cell);
	return (cell) => isNumber(cell) && holds(relation, compare(settled(cell), limit));
}

function ofTruth(relation: Relation, wanted: boolean): Meets {
	if (relation === '<>') return (cell) => cell !== wanted;
	return (cell) => typeof cell === 'boolean' && holds(relation, Number(cell) - Number(wanted));
}

function ofText(relation: Relation, wanted: string, steps: Steps): Criterion {
	if (relation !== '=' && relation !== '<>')
		return { meets: (cell) => typeof cell === 'string' && holds(relation, compareTexts(cell, wanted)) };
	const pattern = readPattern(wanted);
	const plain = plainText(pattern);
	const equal = (cell: FormulaValue): boolean => {
		if (isError(cell)) return valueText(cell) === plain?.toUpperCase();
		if (typeof cell !== 'string') return false;
		if (plain === undefined) return matches(pattern, cell, steps);
		steps.spendText(cell);
		return cell.toLowerCase() === plain;
	};
	if (relation === '<>') return { meets: (cell) => !equal(cell) };
	return plain === undefined ? { meets: equal } : { meets: equal, text: plain };
}

function holds(relation: Relation, order: number): boolean {
	switch (relation) {
		case '=':
			return order === 0;
		case '<>':
			return order !== 0;
		case '<':
			return order < 0;
		case '>':
			return order > 0;
		case '<=':
			return order <= 0;
		case '>=':
			return order >= 0;
	}
}
