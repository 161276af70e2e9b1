import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PerformanceIndicator } from '#lib/core/costing/indicator.ts';

export type ExampleIndicator = Omit<PerformanceIndicator, 'id' | 'position'>;

/** The published indicators of one example case, in the order of its page; what the page leaves blank stays blank. */
export function readIndicators(projectRoot: string, code: string): readonly ExampleIndicator[] {
	const text = readFileSync(join(projectRoot, 'examples', 'data', 'indicators.csv'), 'utf8');
	return text
		.trim()
		.split(/\r?\n/)
		.slice(1)
		.map((row) => row.split(','))
		.filter(([caseId]) => caseId === code)
		.map(([, level1 = '', level2 = '', level3 = '', benchmark = '', actual = '']) => {
			return { level1, level2, level3, benchmark, actual };
		});
}
