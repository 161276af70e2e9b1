import type { AnalysisContent, AnalysisResults } from '../costing/analysis-snapshot.ts';
import type { Snapshot } from '../snapshot/snapshot.ts';
import { observe, type Observation } from './observation.ts';
import { observeSample } from './samples/observe-sample.ts';
import type { SampleContent, SampleResults } from './samples/sample-table.ts';

/** Place `index` of a snapshot a set may take members from: a cost unit of an analysis, a row of an external sample. */
export function observeIn(snapshot: Snapshot, index: number): Observation | undefined {
	// The kind fixes what content and results are: one method each writes them.
	if (snapshot.kind === 'analysis')
		return observe(snapshot.content as AnalysisContent, snapshot.results as AnalysisResults, index);
	if (snapshot.kind === 'sample-table')
		return observeSample(snapshot.content as SampleContent, snapshot.results as SampleResults, index);
	return undefined;
}

/** How many places a snapshot has that a set may take members from. */
export function placesIn(snapshot: Snapshot): number {
	if (snapshot.kind === 'analysis') return (snapshot.content as AnalysisContent).units.length;
	return snapshot.kind === 'sample-table' ? (snapshot.results as SampleResults).rows.length : 0;
}
