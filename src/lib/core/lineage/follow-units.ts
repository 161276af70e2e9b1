import type { ComparisonContent } from '../comparison/comparison-snapshot.ts';
import type { AnalysisContent, FrozenUnit } from '../costing/analysis-snapshot.ts';
import type { InputSnapshots } from '../snapshot/method.ts';
import { canonicalText, type Json } from '../snapshot/canonical.ts';
import type { Snapshot } from '../snapshot/snapshot.ts';
import { isRecord } from './stored-text.ts';

/**
 * Where each cost unit of an analysis stands in a later version of it, by index; null where it is gone. A unit is the same
 * one when it has the same name (the first of that name not yet taken); one that was only renamed is the one that counts
 * the same lines for the same output under a name that was not there before.
 */
export function laterPlaces(
	before: Pick<AnalysisContent, 'units'>,
	after: Pick<AnalysisContent, 'units'>
): readonly (number | null)[] {
	const taken = new Set<number>();
	const places = before.units.map(({ name }) => {
		const at = after.units.findIndex((unit, index) => unit.name === name && !taken.has(index));
		if (at < 0) return null;
		taken.add(at);
		return at;
	});
	const known = new Set(before.units.map(({ name }) => name));
	return places.map((place, index) => {
		if (place !== null) return place;
		const old = before.units[index];
		const at = after.units.findIndex(
			(unit, i) => old && !taken.has(i) && !known.has(unit.name) && sameButName(old, unit)
		);
		if (at < 0) return null;
		taken.add(at);
		return at;
	});
}

function sameButName(a: FrozenUnit, b: FrozenUnit): boolean {
	return canonicalText({ ...a, name: '' }) === canonicalText({ ...b, name: '' });
}

/**
 * The content of a snapshot whose analyses were replaced by later versions: a comparison names cost units by their place,
 * a set analysis the two members it splits, and both mean the units, not the places. Null where one of them is gone.
 * Anything else stays as it is.
 */
export function followUnits(
	snapshot: Snapshot,
	before: readonly (Snapshot | undefined)[],
	after: InputSnapshots
): Json | null {
	const { kind, content } = snapshot;
	if (!isRecord(content)) return content;
	if (kind === 'comparison-analysis') return followSplit(content, before, after);
	return kind === 'comparison' ? followMembers(content, before, after) : content;
}

type Content = { readonly [key: string]: Json };

function placesAfter(before: readonly (Snapshot | undefined)[], after: InputSnapshots) {
	return before.map((old, i) => {
		const next = after[i]?.snapshot;
		// A snapshot of this kind has this content: only freezing an analysis makes one.
		return old?.kind === 'analysis' && next?.kind === 'analysis' && old !== next
			? laterPlaces(old.content as AnalysisContent, next.content as AnalysisContent)
			: null;
	});
}

function followMembers(
	content: Content,
	before: readonly (Snapshot | undefined)[],
	after: InputSnapshots
): Json | null {
	if (!Array.isArray(content.members)) return content;
	const places = placesAfter(before, after);
	const members: { readonly [key: string]: Json }[] = [];
	for (const member of content.members as readonly Json[]) {
		if (!isRecord(member)) return content;
		const { analysis, unit } = member;
		const moved = typeof analysis === 'number' ? places[analysis] : undefined;
		const place = typeof unit === 'number' && moved ? (moved[unit] ?? null) : unit;
		if (place === null || place === undefined) return null;
		members.push({ ...member, unit: place });
	}
	// Within one analysis members stand in the order of its units, as freezing puts them.
	members.sort((a, b) => (a.analysis === b.analysis ? Number(a.unit) - Number(b.unit) : 0));
	return { ...content, members };
}

/** The two members of a split, found again among those of the comparison that came after. */
function followSplit(
	content: Content,
	before: readonly (Snapshot | undefined)[],
	after: InputSnapshots
): Json | null {
	const { split } = content;
	const [old, next] = [membersOf(before[0]), membersOf(after[0]?.snapshot)];
	if (!isRecord(split) || !old || !next) return content;
	// Behind the comparison come its analyses, in its own order.
	const places = placesAfter(before.slice(1), after.slice(1));
	const later = (index: Json | undefined): number => {
		const member = typeof index === 'number' ? old[index] : undefined;
		const moved = member && places[member.analysis];
		const unit = moved ? moved[member.unit] : member?.unit;
		return next.findIndex((one) => one.analysis === member?.analysis && one.unit === unit);
	};
	const [own, benchmark] = [later(split.own), later(split.benchmark)];
	return own < 0 || benchmark < 0 ? null : { ...content, split: { ...split, own, benchmark } };
}

function membersOf(comparison: Snapshot | undefined): ComparisonContent['members'] | undefined {
	// A snapshot of this kind has this content: only freezing a comparison makes one.
	return comparison?.kind === 'comparison' ? (comparison.content as ComparisonContent).members : undefined;
}
