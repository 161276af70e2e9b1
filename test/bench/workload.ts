import { BLANK_LINE, NO_LISTS } from '../../src/lib/core/costing/blank-line.ts';
import type { AnalysisDraft, CostLine } from '../../src/lib/core/costing/line.ts';

/** Groups have a rate each, so that every rate is used by an eighth of the lines. */
export const GROUPS = 8;
/** Lines whose unit price others take over. */
export const CATALOGUE = 500;
const LINES_PER_PART = 20;
const PARTS_PER_GROUP = (lines: number) => Math.ceil(lines / GROUPS / LINES_PER_PART);
/** 30 % of the prices come from the catalogue. */
const FROM_CATALOGUE = 3;

/** One cost line: numbers as people type them, in hundredths where they have decimals. */
export interface WorkLine {
	readonly group: number;
	/** Index of the part among all parts. */
	readonly part: number;
	/** Hundredths. */
	readonly quantity: number;
	/** Hundredths of a 元; the catalogue's where `catalogue` is not -1. */
	readonly price: number;
	readonly catalogue: number;
	readonly frequency: number;
}

/** The workload of the bench: amount = quantity × price × frequency × (1 + rate), subtotals, allocation, unit cost. */
export interface Workload {
	readonly catalogue: readonly number[];
	/** Ten-thousandths. */
	readonly rates: readonly number[];
	readonly lines: readonly WorkLine[];
	readonly parts: number;
	/** Shared cost in 分, and the share of each group in it in hundredths. */
	readonly pool: number;
	readonly outputs: readonly number[];
}

export function workload(count: number): Workload {
	const catalogue = Array.from({ length: CATALOGUE }, (_, at) => 1000 + ((at * 3701) % 49_000));
	const perGroup = PARTS_PER_GROUP(count) * LINES_PER_PART;
	const lines = Array.from({ length: count }, (_, at): WorkLine => {
		const group = Math.min(GROUPS - 1, Math.floor(at / perGroup));
		const from = at % 10 < FROM_CATALOGUE ? (at * 7) % CATALOGUE : -1;
		return {
			group,
			part: Math.floor(at / LINES_PER_PART),
			quantity: 100 + ((at * 7919) % 99_900),
			price: from < 0 ? 100 + ((at * 104_729) % 50_000) : (catalogue[from] as number),
			catalogue: from,
			frequency: 1 + (at % 12)
		};
	});
	return {
		catalogue,
		rates: Array.from({ length: GROUPS }, (_, group) => 325 + group * 110),
		lines,
		parts: Math.ceil(count / LINES_PER_PART),
		pool: 987_654_321,
		outputs: Array.from({ length: GROUPS }, (_, group) => 1200 + group * 75)
	};
}

/** The largest workload whose breakdown has no more than `all` lines, with the parts and the catalogue counted. */
export function workloadWithin(all: number): Workload {
	const besides = CATALOGUE + 1 + GROUPS;
	return workload(Math.floor(((all - besides) * LINES_PER_PART) / (LINES_PER_PART + 1)));
}

export function hundredths(value: number): string {
	return `${Math.floor(value / 100)}.${String(value % 100).padStart(2, '0')}`;
}

export function tenThousandths(value: number): string {
	return `0.${String(value).padStart(4, '0')}`;
}

export const lineId = (at: number) => `line-${at}`;
export const groupId = (group: number) => `group-${group}`;
export const rateId = (group: number) => `rate-${group}`;

/** The workload as a breakdown: the rate is a named parameter, and a formula filled down each group reads it. */
export function draftOf({ catalogue, rates, lines, outputs }: Workload): AnalysisDraft {
	const made: CostLine[] = [];
	const add = (line: Partial<CostLine> & Pick<CostLine, 'id' | 'parentId' | 'position' | 'name'>) =>
		made.push({ ...BLANK_LINE, ...line });
	add({ id: 'catalogue', parentId: null, position: 0, name: '价目' });
	catalogue.forEach((price, at) =>
		add({
			id: `item-${at}`,
			parentId: 'catalogue',
			position: at,
			name: `项 ${at}`,
			unitPrice: hundredths(price)
		})
	);
	let group = -1;
	let part = -1;
	lines.forEach((line, at) => {
		if (line.group !== group) {
			group = line.group;
			const fills = { coefficient: `=1+[@${rateId(group)}]` };
			add({ id: groupId(group), parentId: null, position: group + 1, name: `内容 ${group}`, fills });
		}
		if (line.part !== part) {
			part = line.part;
			add({ id: `part-${part}`, parentId: groupId(group), position: part, name: `明细 ${part}` });
		}
		add({
			id: lineId(at),
			parentId: `part-${part}`,
			position: at,
			name: `费用 ${at}`,
			quantity: hundredths(line.quantity),
			unitPrice: line.catalogue < 0 ? hundredths(line.price) : `=[#item-${line.catalogue}].单价`,
			frequency: String(line.frequency)
		});
	});
	return {
		project: { code: 'B', name: '测速', organisation: '', category: '', sourceNote: '' },
		fiscalYear: 2026,
		periodMonths: 12,
		basis: {
			priceYear: 2026,
			region: '',
			taxBasis: 'unknown',
			staffScope: 'unknown',
			deliveryMode: 'unknown'
		},
		lines: made,
		units: outputs.map((output, at) => ({
			id: `unit-${at}`,
			position: at,
			name: `单元 ${at}`,
			grade: '',
			unit: '平方米',
			output: String(output),
			outputSource: null,
			yearOutputs: {},
			lineIds: [groupId(at)]
		})),
		indicators: [],
		...NO_LISTS,
		parameters: rates.map((rate, at) => ({
			id: rateId(at),
			position: at,
			name: `费率${at}`,
			value: tenThousandths(rate),
			unit: '',
			source: ''
		}))
	};
}

/** The total in 分, line by line in big integers: what everybody must come to. */
export function exactTotal({ lines, rates }: Workload): bigint {
	let total = 0n;
	for (const { quantity, price, frequency, group } of lines) {
		const product =
			BigInt(quantity) * BigInt(price) * BigInt(frequency) * BigInt(10_000 + (rates[group] as number));
		// Hundredths × hundredths × ten-thousandths of a 元, half-up to 分.
		total += (product + 500_000n) / 1_000_000n;
	}
	return total;
}
