import { columnNumber } from '#lib/core/address/cell-address.ts';
import {
	CREDIBILITY,
	SAMPLE_FIELDS,
	type Credibility,
	type SampleFacts,
	type SampleField,
	type SampleReading
} from '#lib/core/comparison/samples/sample-table.ts';
import { LIMITS } from '#lib/core/limits.ts';

const BASES = ['included', 'excluded', 'unknown'] as const;
const MODES = ['own', 'purchased', 'mixed', 'unknown'] as const;

/** Reads the fields of the sample's form; whether they make sense is judged by the service. */
export function sampleInput(form: FormData): { sheet: string; facts: SampleFacts; reading: SampleReading } {
	const text = (name: string) =>
		String(form.get(name) ?? '')
			.trim()
			.normalize('NFC')
			.slice(0, LIMITS.remarkLength);
	const one = <T extends string>(name: string, known: readonly T[], otherwise: T): T =>
		known.find((value) => value === form.get(name)) ?? otherwise;
	const columns: Record<string, SampleField> = {};
	for (const [name, value] of form) {
		const letters = name.startsWith('column-') ? name.slice(7) : '';
		if (columnNumber(letters) > 0 && typeof value === 'string' && Object.hasOwn(SAMPLE_FIELDS, value))
			columns[letters] = value as SampleField;
	}
	return {
		sheet: String(form.get('sheet') ?? ''),
		facts: {
			name: text('name').slice(0, LIMITS.nameLength),
			category: text('category').slice(0, LIMITS.nameLength),
			unit: text('unit').slice(0, 40),
			source: text('source'),
			licence: text('licence'),
			asOf: text('asOf').slice(0, LIMITS.nameLength),
			credibility: one<Credibility>('credibility', Object.keys(CREDIBILITY) as Credibility[], 'D'),
			currency: text('currency').slice(0, 20),
			// A rate without source and second signature has no place in a sample; the exchange step converts.
			rate: '',
			year: text('year').slice(0, 10),
			region: text('region').slice(0, LIMITS.nameLength),
			grade: text('grade').slice(0, LIMITS.nameLength),
			periodMonths: wholeNumber(text('periodMonths')),
			taxBasis: one('taxBasis', BASES, 'unknown'),
			staffScope: one('staffScope', BASES, 'unknown'),
			deliveryMode: one('deliveryMode', MODES, 'unknown'),
			note: text('note')
		},
		reading: {
			headerRow: wholeNumber(text('headerRow')),
			decimalMark: one('decimalMark', ['point', 'comma'] as const, 'point'),
			columns,
			moneyFactor: text('moneyFactor').slice(0, 40) || '1',
			outputFactor: text('outputFactor').slice(0, 40) || '1',
			...(form.get('totals') === 'left-out' ? { totals: 'left-out' as const } : {})
		}
	};
}

/** −1 where the text is no whole number, which the service refuses in words. */
function wholeNumber(text: string): number {
	return /^\d{1,7}$/.test(text) ? Number(text) : -1;
}
