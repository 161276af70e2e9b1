import type { SourceCell } from '../../snapshot/source-table.ts';
import type { SampleReading } from './sample-table.ts';
import { YEARLY, type YearlyField } from './year-columns.ts';

type Cells = ReadonlyMap<string, SourceCell>;

/** How tables say that their money is counted in more than one. */
const MONEY: readonly (readonly [RegExp, string])[] = [
	[/亿元/, '100000000'],
	[/百万元|millions?\b|\bmn\b/i, '1000000'],
	[/万元/, '10000'],
	[/千元|thousands?\b|'000|\$000/i, '1000']
];
const COUNTS: readonly (readonly [RegExp, string])[] = [
	[/百万|millions?\b/i, '1000000'],
	[/万(?!元)/, '10000'],
	[/千(?![克米瓦元])|thousands?\b|'000/i, '1000']
];

/**
 * What money and output are multiplied by, as the headers of their columns say it ("总成本（万元）"), or for money the
 * lines above the table ("单位：万元"). Only a proposal: a person sees it and may correct it.
 */
export function proposeFactors(
	columns: SampleReading['columns'],
	header: Cells,
	above: readonly Cells[]
): Pick<SampleReading, 'moneyFactor' | 'outputFactor'> {
	const headed = (wanted: (field: YearlyField) => boolean) =>
		Object.entries(columns).flatMap(([letters, field]) => {
			const yearly = YEARLY.find((one) => one === field);
			return yearly && wanted(yearly) ? [header.get(letters)?.raw ?? ''] : [];
		});
	const costs = headed((field) => field !== 'output');
	const titles = above.flatMap((cells) => [...cells.values()].map(({ raw }) => raw));
	const units = titles.flatMap((text) => /(?:单位|units?)\s*[:：]?\s*(.*)$/i.exec(text)?.[1] ?? []);
	return {
		moneyFactor: factorIn(costs, MONEY) ?? factorIn(units, MONEY) ?? '1',
		outputFactor:
			factorIn(
				headed((field) => field === 'output'),
				COUNTS
			) ?? '1'
	};
}

/** The factor that every text names that names one; undefined where they disagree or none does. */
function factorIn(
	texts: readonly string[],
	known: readonly (readonly [RegExp, string])[]
): string | undefined {
	const found = texts.map((text) => known.find(([word]) => word.test(text))?.[1]);
	const [first] = found;
	return found.every((factor) => factor === first) ? first : undefined;
}
