import type { Hash } from '../address/value-ref.ts';
import { ID_MARK, isFormula } from '../formula/references.ts';
import { parameterText, rewriteFormula } from '../formula/rewrite.ts';
import type { Fen } from '../money/fen.ts';
import { problem } from '../problem.ts';
import { ok, refuse, type Result } from '../result.ts';
import type { SnapshotInput } from '../snapshot/snapshot.ts';
import type { FrozenLine, FrozenSource, OptionalLineParts } from './analysis-snapshot.ts';
import { FORMULA_FIELDS, type AnalysisDraft, type CellSource, type CostLine } from './line.ts';
import type { Tree } from './tree.ts';

/** A source table that stands ready as a snapshot: one sheet of a stored original. */
export interface SourceTableAt {
	readonly hash: Hash;
	readonly file: Hash;
	readonly sheet: string;
}

/** The inputs of a snapshot in the making, in the order in which they are first met. */
export class UsedInputs {
	readonly used: SnapshotInput[] = [];
	readonly #tables: readonly SourceTableAt[];

	constructor(tables: readonly SourceTableAt[]) {
		this.#tables = tables;
	}

	source(source: CellSource): Result<FrozenSource> {
		const table = this.#tables.find(
			(candidate) => candidate.file === source.file && candidate.sheet === source.sheet
		);
		if (!table)
			return refuse(problem('analysis/source-missing', { place: `${source.sheet}!${source.address}` }));
		const input = this.#input('source', table.hash);
		const { address, factor } = source;
		return ok({ input, address, ...(factor === undefined ? {} : { factor }) });
	}

	recipe(hash: Hash): number {
		return this.#input('recipe', hash);
	}

	#input(role: string, hash: Hash): number {
		const found = this.used.findIndex((used) => used.hash === hash && used.role === role);
		return found >= 0 ? found : this.used.push({ role, hash }) - 1;
	}
}

/** Formulas of a snapshot name lines and parameters by their index, as everything in it does. */
export class FormulaIndices {
	readonly #tree: Tree;
	readonly #parameters: ReadonlyMap<string, number>;

	constructor(draft: Pick<AnalysisDraft, 'parameters'>, tree: Tree) {
		this.#tree = tree;
		this.#parameters = new Map(draft.parameters.map(({ id }, index) => [id, index]));
	}

	text(text: string): string {
		if (!isFormula(text)) return text;
		const renamed = rewriteFormula(text, {
			line: (key) => {
				const index = key.startsWith(ID_MARK) ? this.#tree.indexOf.get(key.slice(ID_MARK.length)) : undefined;
				return index === undefined ? undefined : `${ID_MARK}${index}`;
			},
			parameter: (key) => {
				const index = this.#parameters.get(key);
				return index === undefined ? undefined : parameterText(String(index));
			}
		});
		return renamed.ok ? renamed.value : text;
	}

	orNull(text: string | null): string | null {
		return text === null ? null : this.text(text);
	}

	all<K extends string>(texts: { readonly [key in K]?: string }): { readonly [key in K]?: string } {
		// Only the values change, the keys stay.
		return Object.fromEntries(
			Object.entries<string | undefined>(texts).map(([key, text]) => [key, this.text(text ?? '')])
		) as { readonly [key in K]?: string };
	}
}

/** A line as a snapshot holds it, its parent and its cells named by index. */
export function frozenLine(
	line: CostLine,
	parent: number,
	formulas: FormulaIndices,
	inputs: UsedInputs
): Result<FrozenLine> {
	const sources: [string, FrozenSource][] = [];
	for (const [field, source] of Object.entries<CellSource | undefined>(line.sources)) {
		const frozen = source && inputs.source(source);
		if (frozen && !frozen.ok) return frozen;
		if (frozen) sources.push([field, frozen.value]);
	}
	const { code, name, grade, element, unit, amountBasis, reason, periodMonths, recurrence } = line;
	return ok({
		parent: parent < 0 ? null : parent,
		code,
		name,
		grade,
		element,
		unit,
		quantity: formulas.orNull(line.quantity),
		unitPrice: formulas.orNull(line.unitPrice),
		coefficient: formulas.orNull(line.coefficient),
		amountBasis,
		statedAmount: textOrNull(line.statedAmount),
		verifiedAmount: textOrNull(line.verifiedAmount),
		reason,
		periodMonths,
		recurrence,
		evidence: line.evidence,
		remark: line.remark,
		sources: Object.fromEntries(sources),
		...optionalParts(line, formulas, inputs)
	});
}

const OPTIONAL_PLAIN = [
	'nature',
	'timeBasis',
	'behaviour',
	'necessity',
	'costKind',
	'supply',
	'fundingSource',
	'fundType',
	'functionCode',
	'economicCode',
	'taxBasis',
	'evidenceLevel'
] as const satisfies readonly (keyof CostLine & keyof OptionalLineParts)[];

/** What a line has said beyond the columns of the first version; blank parts are left out. */
function optionalParts(line: CostLine, formulas: FormulaIndices, inputs: UsedInputs): OptionalLineParts {
	const plain = OPTIONAL_PLAIN.flatMap((field) => {
		const value: string | number | null = line[field];
		return value === null || value === '' ? [] : [[field, value] as const];
	});
	const factors = (['frequency', 'months'] as const).flatMap((field) => {
		const text = line[field];
		return text === null ? [] : [[field, formulas.text(text)] as const];
	});
	const { recipe, years, fills } = line;
	// The fields keep the types they have in a line; blanks were left out above.
	return {
		...Object.fromEntries([...factors, ...plain]),
		...(Object.keys(years).length === 0 ? {} : { years: formulas.all(years) }),
		...(FORMULA_FIELDS.every((field) => fills[field] === undefined) ? {} : { fills: formulas.all(fills) }),
		...(recipe === null
			? {}
			: {
					recipe: {
						code: recipe.code,
						name: recipe.name,
						version: recipe.version,
						input: inputs.recipe(recipe.hash)
					}
				})
	} as OptionalLineParts;
}

function textOrNull(amount: Fen | null): string | null {
	return amount === null ? null : String(amount);
}
