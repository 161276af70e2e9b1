import { parseDate, yearsLater, type DateText } from '#lib/core/period/date.ts';
import { problem } from '#lib/core/problem.ts';
import { ok, refuse, type Result } from '#lib/core/result.ts';

/** With what document, from when and until when a standard has force. */
export interface DocumentInput {
	/** 文号, e.g. 青财绩〔2026〕8号 */
	readonly documentNumber: string;
	readonly effectiveFrom: string;
	/** The first day it no longer applies; a trial without one ends after a year. */
	readonly effectiveTo?: string | null;
	/** 试行 */
	readonly trial: boolean;
	/** 复核日期: when to look at it again; a year after it takes effect where nothing is said. */
	readonly reviewOn?: string | null;
}

export type Terms = {
	readonly documentNumber: string;
	readonly effectiveFrom: DateText;
	readonly effectiveTo: DateText | null;
	readonly trial: boolean;
	readonly reviewOn: DateText;
};

const LONGEST_DOCUMENT_NUMBER = 60;
const YEAR_IN_BRACKETS = /〔\d{4}〕/;

/** Reads the terms of an issue; refuses a document number without its year and dates that leave no day of force. */
export function readDocument(input: DocumentInput): Result<Terms> {
	const documentNumber = readDocumentNumber(input.documentNumber);
	if (!documentNumber.ok) return documentNumber;
	const effectiveFrom = parseDate(input.effectiveFrom);
	if (!effectiveFrom.ok) return effectiveFrom;
	const end = readEnd(input, effectiveFrom.value);
	if (!end.ok) return end;
	if (end.value !== null && end.value <= effectiveFrom.value)
		return refuse(problem('standard/dates', { from: effectiveFrom.value, to: end.value }));
	const reviewOn = readReview(input, effectiveFrom.value);
	if (!reviewOn.ok) return reviewOn;
	return ok({
		documentNumber: documentNumber.value,
		effectiveFrom: effectiveFrom.value,
		effectiveTo: end.value,
		trial: input.trial,
		reviewOn: reviewOn.value
	});
}

/** Refuses a document number (文号) without its year in brackets. */
export function readDocumentNumber(text: string): Result<string> {
	const documentNumber = text.trim();
	return documentNumber.length <= LONGEST_DOCUMENT_NUMBER && YEAR_IN_BRACKETS.test(documentNumber)
		? ok(documentNumber)
		: refuse(problem('standard/document-number', { text: documentNumber.slice(0, LONGEST_DOCUMENT_NUMBER) }));
}

function readEnd({ effectiveTo, trial }: DocumentInput, from: DateText): Result<DateText | null> {
	if (effectiveTo) return parseDate(effectiveTo);
	// A year after 29 February is 1 March: the day after the last one it applies.
	return ok(trial ? yearsLater(from, 1) : null);
}

/** A year after it took effect where nothing is said (DOMAIN §2.9: review yearly). */
function readReview({ reviewOn }: DocumentInput, from: DateText): Result<DateText> {
	if (!reviewOn) return ok(yearsLater(from, 1));
	const at = parseDate(reviewOn);
	if (!at.ok || at.value > from) return at;
	return refuse(problem('standard/review-date', { date: at.value, from }));
}
