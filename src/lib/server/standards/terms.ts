import { parseDate, type DateText } from '#lib/core/period/date.ts';
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
}

export type Terms = {
	readonly documentNumber: string;
	readonly effectiveFrom: DateText;
	readonly effectiveTo: DateText | null;
	readonly trial: boolean;
};

const LONGEST_DOCUMENT_NUMBER = 60;
const YEAR_IN_BRACKETS = /〔\d{4}〕/;

/** Reads the terms of an issue; refuses a document number without its year and dates that leave no day of force. */
export function readDocument(input: DocumentInput): Result<Terms> {
	const documentNumber = input.documentNumber.trim();
	if (documentNumber.length > LONGEST_DOCUMENT_NUMBER || !YEAR_IN_BRACKETS.test(documentNumber))
		return refuse(
			problem('standard/document-number', { text: documentNumber.slice(0, LONGEST_DOCUMENT_NUMBER) })
		);
	const effectiveFrom = parseDate(input.effectiveFrom);
	if (!effectiveFrom.ok) return effectiveFrom;
	const end = readEnd(input, effectiveFrom.value);
	if (!end.ok) return end;
	if (end.value !== null && end.value <= effectiveFrom.value)
		return refuse(problem('standard/dates', { from: effectiveFrom.value, to: end.value }));
	return ok({
		documentNumber,
		effectiveFrom: effectiveFrom.value,
		effectiveTo: end.value,
		trial: input.trial
	});
}

function readEnd({ effectiveTo, trial }: DocumentInput, from: DateText): Result<DateText | null> {
	if (effectiveTo) return parseDate(effectiveTo);
	if (!trial) return ok(null);
	const nextYear = `${Number(from.slice(0, 4)) + 1}${from.slice(4)}`;
	const sameDay = parseDate(nextYear);
	// A year after 29 February is 1 March: the day after the last one it applies.
	return sameDay.ok ? sameDay : parseDate(`${nextYear.slice(0, 4)}-03-01`);
}
