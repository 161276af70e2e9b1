import type { Hash } from '#lib/core/address/value-ref.ts';
import type { Snapshot } from '#lib/core/snapshot/snapshot.ts';
import { backTest, type BackTestResults } from '#lib/core/standards/back-test.ts';
import {
	budgetBackTest,
	type BudgetBackTestContent,
	type BudgetBackTestResults,
	type BudgetedLine
} from '#lib/core/standards/budget-back-test.ts';
import type { ComparisonSnapshot } from '#lib/core/standards/inputs.ts';
import type { Context } from '../context.ts';
import type { Decision } from '../decisions/service.ts';
import { mayReadHash } from '../lineage/access.ts';
import { frozenAliases, hiddenLabels } from '../lineage/hidden-members.ts';
import { getSnapshot } from '../snapshots/service.ts';

/** The back-tests under the last signature, as they were when it was given; names only by permission. */
export interface SignedBackTests {
	readonly set: { readonly hash: Hash; readonly results: BackTestResults } | null;
	readonly budgets: {
		readonly hash: Hash;
		readonly year: number;
		/** The lines this person may read, with their results in the same order. */
		readonly lines: readonly BudgetedLine[];
		/** Sums are of all lines, organisations only of those that are listed. */
		readonly results: BudgetBackTestResults;
		readonly hidden: number;
		/** Where each listed line and organisation stands in the snapshot. */
		readonly shown: { readonly lines: readonly number[]; readonly organisations: readonly number[] };
	} | null;
}

/** Null where nobody has signed after the proposer. The caller has asked whether the proposal may be read. */
export async function signedBackTests(
	context: Context,
	comparison: ComparisonSnapshot,
	decisions: readonly Decision[]
): Promise<SignedBackTests | null> {
	const [, , , ...tests] = decisions.at(-1)?.snapshots ?? [];
	if (tests.length === 0) return null;
	let signed: SignedBackTests = { set: null, budgets: null };
	for (const hash of tests) {
		const read = await getSnapshot(context.db, hash);
		if (!read.ok) continue;
		const { value: snapshot } = read;
		if (snapshot.method === backTest.id)
			signed = { ...signed, set: { hash, results: await readableSet(context, comparison, snapshot) } };
		if (snapshot.method === budgetBackTest.id)
			signed = { ...signed, budgets: { hash, ...(await readableBudgets(context, snapshot)) } };
	}
	return signed;
}

/** Members of the set by the names this person may know them by. */
async function readableSet(
	context: Context,
	comparison: ComparisonSnapshot,
	snapshot: Snapshot
): Promise<BackTestResults> {
	// Results of this method have this one type.
	const results = snapshot.results as BackTestResults;
	const labels = hiddenLabels(comparison, await frozenAliases(context, comparison));
	const told = (text: string) =>
		[...labels].reduce((rest, [label, alias]) => rest.replaceAll(label, alias), text);
	return {
		...results,
		words: told(results.words),
		projects: results.projects.map((project) => ({ ...project, label: told(project.label) }))
	};
}

async function readableBudgets(context: Context, snapshot: Snapshot) {
	// Content and results of this method have these types.
	const { year, lines } = snapshot.content as BudgetBackTestContent;
	const results = snapshot.results as BudgetBackTestResults;
	const readable = await Promise.all(
		snapshot.inputs.map(async ({ hash }) => {
			const source = await getSnapshot(context.db, hash);
			return source.ok && (await mayReadHash(context, hash, source.value.kind)).ok;
		})
	);
	const shown = lines.map(({ input }) => readable[input] === true);
	const listed = lines.filter((_, i) => shown[i]);
	const names = new Set(listed.map(({ organisation }) => organisation));
	return {
		year,
		lines: listed,
		results: {
			...results,
			lines: results.lines.filter((_, i) => shown[i]),
			organisations: results.organisations.filter(({ name }) => names.has(name))
		},
		hidden: lines.length - listed.length,
		shown: {
			lines: lines.flatMap((_, i) => (shown[i] ? [i] : [])),
			organisations: results.organisations.flatMap(({ name }, i) => (names.has(name) ? [i] : []))
		}
	};
}
