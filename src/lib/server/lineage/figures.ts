import type { Step } from '#lib/core/address/step.ts';
import { refText, type Hash, type ValueRef } from '#lib/core/address/value-ref.ts';
import type { ParameterSetContent } from '#lib/core/comparison/comparison-snapshot.ts';
import type { SetAnalysisContent } from '#lib/core/comparison/analysis/set-analysis-snapshot.ts';
import { anonymousStep, hiddenPlaces } from '#lib/core/comparison/anonymous.ts';
import type { ComparisonResults } from '#lib/core/comparison/comparison-snapshot.ts';
import { explainFrozen } from '#lib/core/lineage/explain.ts';
import { explainCell, sourceTable } from '#lib/core/lineage/source-cell.ts';
import { isRecord, readStoredText } from '#lib/core/lineage/stored-text.ts';
import { problem } from '#lib/core/problem.ts';
import { ok, refuse, type Result } from '#lib/core/result.ts';
import type { Json } from '#lib/core/snapshot/canonical.ts';
import type { Snapshot } from '#lib/core/snapshot/snapshot.ts';
import type { Context } from '../context.ts';
import { resolveFile } from '../files/service.ts';
import { sha256 } from '../hash.ts';
import { hidesEntry } from '../parameters/named-projects.ts';
import { getSnapshot, resolveHash } from '../snapshots/service.ts';
import { mayReadHash, type Access } from './access.ts';
import { openDraft, type DraftExplainer } from './draft.ts';
import { comparisonBelow, frozenAliases, hiddenLabels } from './hidden-members.ts';
import { explainEntry, explainPending } from './parameter.ts';
import { fileNameOf } from './rests-on.ts';
import { Standing } from './standing.ts';
import { StandingProposals } from './standing-proposal.ts';
import { selectSourceTablesOf } from './store.ts';

/** Finds and explains figures for one request: each snapshot is read, proved and asked about once. */
export class Figures {
	readonly #context: Context;
	readonly #snapshots = new Map<Hash, Promise<Result<Snapshot>>>();
	readonly #tables = new Map<Hash, Promise<readonly Snapshot[]>>();
	readonly #access = new Map<Hash, Promise<Result<Access>>>();
	readonly #names = new Map<Hash, Promise<string>>();
	/** Once something may be read together with everything below it, nothing below is asked about again. */
	#open = false;
	#draft: DraftExplainer | null = null;
	readonly #standing: Standing;
	readonly #proposals: StandingProposals;

	constructor(context: Context) {
		this.#context = context;
		this.#standing = new Standing(context);
		this.#proposals = new StandingProposals(context);
	}

	/** Explains one address. The first one asked decides what below it needs no further permission. */
	async explain(ref: ValueRef): Promise<Result<Step>> {
		const step = await this.#step(ref);
		if (!step.ok) return step;
		return step.value ? ok(step.value) : refuse(problem('lineage/no-figure', { ref: refText(ref) }));
	}

	async #step(ref: ValueRef): Promise<Result<Step | undefined>> {
		switch (ref.kind) {
			case 'frozen':
				return this.#frozen(ref.snapshot, ref.pointer);
			case 'cell':
				return this.#cell(ref.file, ref.sheet, ref.address);
			case 'draft':
				return this.#drafted(ref);
			case 'parameter':
				return explainEntry(this.#context, ref);
		}
	}

	async #frozen(prefix: string, pointer: string): Promise<Result<Step | undefined>> {
		const hash = await resolveHash(this.#context.db, prefix);
		if (!hash.ok) return hash;
		const snapshot = await this.#snapshot(hash.value);
		if (!snapshot.ok) return snapshot;
		const allowed = await this.#mayRead(hash.value, snapshot.value.kind);
		if (!allowed.ok) return allowed;
		const line = await this.#mayReadLine(snapshot.value, pointer);
		if (!line.ok) return line;
		if (await this.#namesHiddenProject(snapshot.value, pointer))
			return refuse(problem('analysis-plan/not-yours', {}));
		const explained = explainFrozen(snapshot.value, hash.value, pointer);
		const step = explained && (await this.#withoutNames(explained, snapshot.value, pointer));
		if (step === 'hidden') return refuse(problem('analysis-plan/not-yours', {}));
		return ok(step?.end === 'cell' ? await this.#withFileName(step) : step);
	}

	async #cell(prefix: string, sheet: string, address: string): Promise<Result<Step | undefined>> {
		const file = await resolveFile(this.#context.db, prefix);
		if (!file.ok) return file;
		const allowed = await this.#mayRead(file.value, 'file');
		if (!allowed.ok) return allowed;
		for (const table of await this.#tablesOf(file.value)) {
			const step = sourceTable(table)?.sheet === sheet ? explainCell(table, address) : undefined;
			if (step) return ok(await this.#withFileName(step));
		}
		return ok(undefined);
	}

	/** A draft's figures read each other, so the analysis first asked about usually knows the next one too. */
	async #drafted(ref: Extract<ValueRef, { kind: 'draft' }>): Promise<Result<Step | undefined>> {
		if (ref.table === 'comparison') return this.#standing.explain(ref);
		if (ref.table === 'proposal') return this.#proposals.explain(ref);
		if (ref.table === 'parameter_draft') return explainPending(this.#context, ref);
		const known = this.#draft?.(ref);
		if (known) return ok(known);
		const opened = await openDraft(this.#context, ref);
		if (!opened.ok) return opened;
		this.#draft = opened.value;
		return ok(opened.value(ref));
	}

	#snapshot(hash: Hash): Promise<Result<Snapshot>> {
		return memo(this.#snapshots, hash, () => getSnapshot(this.#context.db, hash));
	}

	/** Sheets read from an original; one whose stored text was tampered with explains nothing. */
	#tablesOf(file: Hash): Promise<readonly Snapshot[]> {
		return memo(this.#tables, file, async () => {
			const rows = await selectSourceTablesOf(this.#context.db, file);
			const read = rows.map((row) => readStoredText(row.hash, row.body, sha256));
			return read.flatMap((table) => (table.ok ? [table.value] : []));
		});
	}

	async #mayRead(hash: Hash, kind: Parameters<typeof mayReadHash>[2]): Promise<Result<Access>> {
		if (this.#open) return ok('with-everything-below');
		const access = await memo(this.#access, hash, () => mayReadHash(this.#context, hash, kind));
		if (access.ok && access.value === 'with-everything-below' && this.#access.size === 1) this.#open = true;
		return access;
	}

	/** A line of a check on many projects' budgets belongs to the project it was taken from. */
	async #mayReadLine(
		{ kind, content, inputs, results }: Snapshot,
		pointer: string
	): Promise<Result<unknown>> {
		const place = kind === 'budget-check' ? /^\/(?:content|results)\/lines\/(\d+)/.exec(pointer) : null;
		const lines = isRecord(content) && Array.isArray(content.lines) ? (content.lines as readonly Json[]) : [];
		const line = place ? lines[Number(place[1])] : lineOfOrganisation(lines, results, pointer);
		const source = isRecord(line) && typeof line.input === 'number' ? inputs[line.input] : undefined;
		if (source === undefined) return ok(true);
		const below = await this.#snapshot(source.hash);
		return below.ok ? this.#mayRead(source.hash, below.value.kind) : below;
	}

	/** An entry of a frozen scope series whose key is a project of others. */
	async #namesHiddenProject({ kind, content }: Snapshot, pointer: string): Promise<boolean> {
		const place = kind === 'parameter-set' && !this.#open ? /^\/content\/entries\/(\d+)/.exec(pointer) : null;
		if (!place) return false;
		// The content of every snapshot of this kind.
		const { kind: series, entries } = content as ParameterSetContent;
		const key = entries[Number(place[1])]?.key;
		return key !== undefined && (await hidesEntry(this.#context, series))(key);
	}

	/** Who may read a comparison without every breakdown in it reads no names and no lines of those. */
	async #withoutNames(
		step: Step,
		{ kind, inputs, content, ...rest }: Snapshot,
		pointer: string
	): Promise<Step | 'hidden'> {
		if (this.#open) return step;
		const whole = { kind, inputs, content, ...rest };
		const comparison = await comparisonBelow(whole, (hash) => this.#snapshot(hash));
		if (!comparison) return step;
		const aliases = await frozenAliases(this.#context, comparison);
		if (kind === 'comparison-analysis' && pointer.startsWith('/results/split/')) {
			// Only `comparison/analysis@1` has such a pointer.
			const { split } = content as SetAnalysisContent;
			if (split && (aliases.has(split.own) || aliases.has(split.benchmark))) return 'hidden';
		}
		// Asked only about snapshots of comparisons.
		const places = hiddenPlaces(comparison.results as ComparisonResults, aliases);
		return anonymousStep(
			step,
			hiddenLabels(comparison, aliases),
			kind === 'comparison' ? places : () => null
		);
	}

	async #withFileName(step: Step): Promise<Step> {
		if (step.ref.kind !== 'cell') return step;
		const { file } = step.ref;
		const name = await memo(this.#names, file, () => fileNameOf(this.#context.db, file));
		return { ...step, source: { ...step.source, document: name } };
	}
}

/** A line of the organisation whose part of a sum is asked for; an organisation's lines are all its own. */
function lineOfOrganisation(lines: readonly Json[], results: Json, pointer: string): Json | undefined {
	const place = /^\/results\/organisations\/(\d+)\//.exec(pointer);
	const all = isRecord(results) && Array.isArray(results.organisations) ? results.organisations : [];
	const organisation = place ? (all[Number(place[1])] as Json | undefined) : undefined;
	if (!isRecord(organisation)) return undefined;
	return lines.find((line) => isRecord(line) && line.organisation === organisation.name);
}

function memo<V>(known: Map<Hash, Promise<V>>, key: Hash, make: () => Promise<V>): Promise<V> {
	const found = known.get(key) ?? make();
	known.set(key, found);
	return found;
}
