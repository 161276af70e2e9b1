import type { Hash } from '#lib/core/address/value-ref.ts';
import type { ComparisonResults, StepId } from '#lib/core/comparison/comparison-snapshot.ts';
import type { ParameterSetContent } from '#lib/core/comparison/comparison-snapshot.ts';
import { STEP_WORDS } from '#lib/core/comparison/normalise/chain.ts';
import { dec, round, toText } from '#lib/core/decimal/decimal.ts';
import type { DateText } from '#lib/core/period/date.ts';
import { ok, type Result } from '#lib/core/result.ts';
import {
	compareVersions,
	type ComparedSet,
	type ComparedVersion,
	type ComparedVersions
} from '#lib/core/standards/compare-versions.ts';
import { mayAnywhere } from '#lib/core/workflow/permission.ts';
import type { Context } from '../context.ts';
import { frozenAliases } from '../lineage/hidden-members.ts';
import { mayReadHash } from '../lineage/access.ts';
import { getSnapshot } from '../snapshots/service.ts';
import { issuedStandard, type LibraryEntry } from './library.ts';
import { libraryLines } from './facts.ts';
import { frozenComparison, loadProposal, type FrozenComparison } from './proposal.ts';

/** An issued version with the frozen set behind its quota. */
export interface ComparedEntry extends LibraryEntry {
	readonly comparison: Hash;
}

export interface ComparedPair {
	readonly a: ComparedEntry;
	readonly b: ComparedEntry;
	readonly compared: ComparedVersions;
}

const FACTOR_PLACES = 4;

/** 版本比较: two issued versions, by any of their standards, side by side on a date. */
export async function compareIssued(
	context: Context,
	ids: readonly [string, string],
	at: DateText
): Promise<Result<ComparedPair>> {
	const allowed = mayAnywhere(context.actor, 'standard.read');
	if (!allowed.ok) return allowed;
	const a = await sideOf(context, ids[0], at);
	if (!a.ok) return a;
	const b = await sideOf(context, ids[1], at);
	if (!b.ok) return b;
	return ok({
		a: a.value.entry,
		b: b.value.entry,
		compared: compareVersions(a.value.version, b.value.version)
	});
}

async function sideOf(
	context: Context,
	id: string,
	at: DateText
): Promise<Result<{ readonly entry: ComparedEntry; readonly version: ComparedVersion }>> {
	const view = await issuedStandard(context, id, at);
	if (!view.ok) return view;
	const { entry } = view.value;
	const lines = await libraryLines(context, at);
	const line = lines.find(({ proposalId }) => proposalId === entry.proposalId);
	const proposal = await loadProposal(context.db, entry.proposalId);
	if (!proposal.ok) return proposal;
	const comparison = await frozenComparison(context.db, proposal.value);
	if (!comparison.ok) return comparison;
	return ok({
		entry: { ...entry, comparison: comparison.value.hash },
		version: {
			...entry,
			level: line?.level ?? 'district',
			region: line?.region ?? '',
			repealedFrom: entry.repeal?.from ?? null,
			set: await setOf(context, comparison.value)
		}
	});
}

async function setOf(context: Context, { hash, snapshot }: FrozenComparison): Promise<ComparedSet> {
	const aliases = await frozenAliases(context, snapshot);
	const { content, results } = snapshot;
	const factors: string[] = [];
	for (const step of content.steps) {
		const at = step === 'period' ? undefined : content.parameters[step];
		const input = at === undefined ? undefined : snapshot.inputs[at];
		const series = input ? await getSnapshot(context.db, input.hash) : undefined;
		// The role "parameters" only ever names snapshots with this content.
		const name = series?.ok ? `：${(series.value.content as ParameterSetContent).name}` : '';
		factors.push(`${STEP_WORDS[step]}${name}${factorsOf(results, step)}`);
	}
	return {
		members: results.members.map(({ label, comparable, output }, i) => ({
			label: aliases.get(i) ?? label,
			comparable,
			output,
			included: content.members[i]?.included === true
		})),
		factors,
		shown: (await mayReadHash(context, hash, 'comparison')).ok
	};
}

/** "（1.02、1.05）": the factors a step read, each once. */
function factorsOf({ members }: ComparisonResults, step: StepId): string {
	const used = members.flatMap(({ steps }) => steps.filter((done) => done.step === step));
	const factors = new Set(used.map(({ factor }) => toText(round(dec(factor), FACTOR_PLACES, 'half-up'))));
	return factors.size === 0 ? '' : `（${[...factors].sort().join('、')}）`;
}
