import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Hash } from '#lib/core/address/value-ref.ts';
import type { ComparisonContent } from '#lib/core/comparison/comparison-snapshot.ts';
import { COMPARISON_METHOD } from '#lib/core/comparison/method.ts';
import type { EditCommand } from '#lib/core/costing/edit-command.ts';
import { applyCommands } from '#lib/core/costing/edit.ts';
import { freezeAnalysis } from '#lib/core/costing/freeze.ts';
import type { AnalysisDraft } from '#lib/core/costing/line.ts';
import { movedHeadlines } from '#lib/core/lineage/headline.ts';
import { predict, type Prediction } from '#lib/core/lineage/impact.ts';
import { METHODS } from '#lib/core/lineage/registry.ts';
import { unwrap } from '#lib/core/result.ts';
import type { Method } from '#lib/core/snapshot/method.ts';
import { snapshotHash, type Snapshot } from '#lib/core/snapshot/snapshot.ts';
import { budgetCheck } from '#lib/core/standards/budget-check.ts';
import { expenditureStandard } from '#lib/core/standards/expenditure.ts';
import { CURRENT_QUOTA_METHODS } from '#lib/core/standards/rules/all-rules.ts';
import { serviceStandard } from '#lib/core/standards/service.ts';
import { sha256 } from '#lib/server/hash.ts';
import { costLine, costUnit, draftOf } from '../../support/cost-draft.ts';
import { EXPENDITURE, QUOTA, SERVICE } from '../../support/standard-drafts.ts';

const CATEGORY = '城市运维/环卫保洁';

/** An analysis of six lines in two cost units; the project and its unit price tell the nine of a set apart. */
function analysisOf(project: string, price: string): AnalysisDraft {
	const lines = Array.from({ length: 6 }, (_, i) =>
		costLine({
			id: `L${i}`,
			position: i,
			name: `第${i}行`,
			unit: '平方米',
			quantity: String(1000 + 37 * i),
			unitPrice: price,
			element: 'labour'
		})
	);
	const units = [
		costUnit({ id: 'U0', name: '一级路', position: 0, output: '3000', lineIds: ['L0', 'L1', 'L2'] }),
		costUnit({ id: 'U1', name: '二级路', position: 1, output: '2500', lineIds: ['L3', 'L4', 'L5'] })
	];
	const draft = draftOf(lines, units);
	return { ...draft, project: { ...draft.project, code: project, name: project, category: CATEGORY } };
}

/** A shelf of snapshots, as the database holds them. */
class Shelf {
	readonly snapshots = new Map<Hash, Snapshot>();

	put(snapshot: Snapshot): Hash {
		const hash = snapshotHash(snapshot, sha256);
		this.snapshots.set(hash, snapshot);
		return hash;
	}

	/** Freezes what a method makes of its inputs; null where it refuses, or an input was refused already. */
	compute(
		method: Method,
		inputs: readonly { readonly role: string; readonly hash: Hash | null }[],
		content: Snapshot['content']
	): Hash | null {
		const known = inputs.flatMap(({ role, hash }) => (hash === null ? [] : [{ role, hash }]));
		if (known.length < inputs.length) return null;
		const read = known.map((input) => ({ ...input, snapshot: this.snapshots.get(input.hash) as Snapshot }));
		const results = method.compute(read, content);
		if (!results.ok) return null;
		return this.put({
			kind: method.kind,
			schema: 1,
			method: method.id,
			inputs: known,
			content,
			results: results.value
		});
	}

	graph() {
		return { snapshots: this.snapshots, methods: METHODS, sha256 };
	}
}

const BASE = analysisOf('P0', '7.5');
const OTHERS = ['7.1', '7.9', '8.2', '6.9', '7.3', '7.7', '8.0'].map((price, i) =>
	unwrap(freezeAnalysis(analysisOf(`P${i + 1}`, price), []))
);

/** Eight analyses of one service, a comparison over both cost units of the first, the three standards and a budget check. */
function chainOn(shelf: Shelf, analysis: Snapshot, units: readonly number[]) {
	const analyses = [analysis, ...OTHERS].map((snapshot) => shelf.put(snapshot));
	const members = analyses.flatMap((_, i) =>
		(i === 0 ? units : [0]).map((unit) => ({ analysis: i, unit, included: true, reason: '' }))
	);
	const content: ComparisonContent = {
		title: '道路保洁',
		purpose: '',
		category: CATEGORY,
		unit: 'm2',
		targetYear: 2022,
		steps: ['period'],
		parameters: {},
		members
	};
	const comparison = shelf.compute(
		COMPARISON_METHOD,
		analyses.map((hash) => ({ role: 'analysis', hash })),
		content
	);
	const service = shelf.compute(serviceStandard, [], SERVICE);
	const quota = shelf.compute(
		CURRENT_QUOTA_METHODS[QUOTA.rule],
		[
			{ role: 'comparison', hash: comparison },
			{ role: 'service', hash: service }
		],
		QUOTA
	);
	const expenditure = shelf.compute(expenditureStandard, [{ role: 'quota', hash: quota }], EXPENDITURE);
	const check = shelf.compute(budgetCheck, [{ role: 'standard', hash: expenditure }], {
		line: '保洁经费',
		date: '2027-03-01',
		quantity: '100000',
		unit: '平方米',
		months: 12,
		requested: '90000000'
	});
	return [comparison, quota, expenditure, check] as const;
}

const set = fc
	.tuple(
		fc.nat(5),
		fc.constantFrom('quantity', 'unitPrice', 'coefficient', 'verifiedAmount', 'months', 'name'),
		fc.constantFrom('0', '1', '0.5', '9.99', '12', '333.33', '1234.5678', '10000', '=1/3', null)
	)
	.map(([line, field, value]): EditCommand => ({
		type: 'set',
		lineId: `L${line}`,
		field: field as 'quantity',
		value: field === 'name' ? `改名${value}` : value
	}));
const structural: fc.Arbitrary<EditCommand> = fc.oneof(
	fc.nat(5).map((line): EditCommand => ({ type: 'remove', lineId: `L${line}` })),
	fc.constantFrom('U0', 'U1').map((unitId): EditCommand => ({ type: 'remove-unit', unitId })),
	fc.tuple(fc.nat(2), fc.integer({ min: 1, max: 9999 })).map(([position, output]): EditCommand => ({
		type: 'set-unit',
		unit: costUnit({ id: 'U2', name: '新单元', position, output: String(output), lineIds: ['L0', 'L5'] })
	})),
	fc.tuple(fc.constantFrom(0, 1), fc.integer({ min: 0, max: 9999 })).map(([at, output]): EditCommand => ({
		type: 'set-unit',
		unit: { ...(BASE.units[at] as (typeof BASE.units)[number]), output: String(output) }
	}))
);
const renamed: fc.Arbitrary<EditCommand> = fc.constantFrom(0, 1).map((at) => ({
	type: 'set-unit',
	unit: { ...(BASE.units[at] as (typeof BASE.units)[number]), name: `改称${at}` }
}));
/** A unit is found again by its name, or by its lines and output where only the name changed: one case does one of them. */
const edits = fc.oneof(
	fc.array(fc.oneof({ weight: 3, arbitrary: set }, structural), { minLength: 1, maxLength: 5 }),
	fc.array(fc.oneof({ weight: 3, arbitrary: set }, renamed), { minLength: 1, maxLength: 5 })
);

/** The edits saved one by one, as a person types them; undefined where one of them is refused. */
function really(commands: readonly EditCommand[]): AnalysisDraft | undefined {
	let draft = BASE;
	for (const command of commands) {
		const edited = applyCommands(draft, [command]);
		if (!edited.ok) return undefined;
		draft = edited.value.draft;
	}
	return draft;
}

function predicted(shelf: Shelf, hash: Hash, prediction: Prediction): Snapshot | string {
	const outcome = prediction.dependents.get(hash);
	if (outcome?.kind === 'changed') return outcome.next.snapshot;
	return outcome?.kind === 'same' ? (shelf.snapshots.get(hash) as Snapshot) : (outcome?.kind ?? 'none');
}

describe('predict', () => {
	const shelf = new Shelf();
	const confirmed = unwrap(freezeAnalysis(BASE, []));
	const chain = chainOn(shelf, confirmed, [0, 1]).map((hash) => {
		if (hash === null) throw new Error('The chain stands before the edits');
		return hash;
	});
	const [comparison = '', , , check = ''] = chain;
	const version = snapshotHash(confirmed, sha256);
	const foretell = (after: AnalysisDraft) =>
		unwrap(predict(shelf.graph(), { versions: [version], before: confirmed, after, sources: [] }, chain));

	it('says what then happens: 1,000 random edits saved, frozen, compared and derived again', () => {
		let followed = 0;
		fc.assert(
			fc.property(edits, (commands) => {
				const batch = applyCommands(BASE, commands);
				const saved = really(commands);
				expect(batch.ok).toBe(saved !== undefined);
				if (!batch.ok || !saved) return;
				const prediction = foretell(batch.value.draft);
				const frozen = freezeAnalysis(saved, []);
				expect(prediction.blocked === null).toBe(frozen.ok);
				if (!frozen.ok) return;
				expect(prediction.own).toEqual(movedHeadlines(confirmed, frozen.value));
				// A new comparison of the same cost units, which their ids say.
				const places = ['U0', 'U1'].map((id) => saved.units.findIndex((unit) => unit.id === id));
				if (places.includes(-1)) {
					expect(predicted(shelf, comparison, prediction)).toBe('detached');
					expect(predicted(shelf, check, prediction)).toBe('blocked');
					return;
				}
				const after = new Shelf();
				const members = places.sort((a, b) => a - b);
				const actual = chainOn(after, frozen.value, members);
				chain.forEach((hash, i) => {
					const made = actual[i] ?? null;
					const foretold = predicted(shelf, hash, prediction);
					if (made === null) expect(foretold).toBe(actual[i - 1] === null ? 'blocked' : 'refused');
					else expect(foretold).toEqual(after.snapshots.get(made));
				});
				if (actual.includes(null)) return;
				followed += 1;
			}),
			{ numRuns: 1000 }
		);
		// The law is about something: most edits can be confirmed.
		expect(followed).toBeGreaterThan(300);
	});

	it('shows the own figures of a draft that cannot be confirmed yet, and what stands against it', () => {
		const broken = unwrap(
			applyCommands(BASE, [
				{ type: 'set', lineId: 'L0', field: 'quantity', value: '2000' },
				{ type: 'set', lineId: 'L1', field: 'quantity', value: '=1/0' }
			])
		).draft;
		const prediction = foretell(broken);
		expect(prediction.next).toBeNull();
		expect(prediction.blocked?.code).toBe('analysis/not-ready');
		expect(prediction.own.map(({ label }) => label)).toContain('核定合计');
		expect(prediction.dependents.size).toBe(0);
	});

	it('finds a cost unit again whose place has moved', () => {
		const [first, second] = BASE.units;
		if (!first || !second) throw new Error('Two units');
		const after = {
			...BASE,
			units: [
				{ ...second, position: 0 },
				{ ...first, position: 1 }
			]
		};
		const prediction = foretell(after);
		expect(prediction.own).toEqual([]);
		const follows = predicted(shelf, comparison, prediction) as Snapshot;
		expect(movedHeadlines(shelf.snapshots.get(comparison) as Snapshot, follows)).toEqual([]);
	});
});
