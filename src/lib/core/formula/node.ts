import type { Decimal } from '../decimal/decimal.ts';
import type { Column } from './columns.ts';

export type BinaryOperator = '+' | '-' | '*' | '/' | '^' | '&' | '=' | '<>' | '<' | '>' | '<=' | '>=';
export type UnaryOperator = '-' | '+' | '%';

/** Which lines below a line a range names: its direct children (下级), or all below it without children (明细). */
export type Scope = 'children' | 'leaves';

/** One column of one line, `[8.1].数量`. Keys: see `references.ts`. */
export interface ReferenceNode {
	readonly kind: 'reference';
	readonly key: string;
	readonly column: Column;
}

/** Columns of the lines below a line, `[8].下级.金额` or `[8].明细.名称:金额`: one block, a row for each line. */
export interface RangeNode {
	readonly kind: 'range';
	readonly key: string;
	readonly scope: Scope;
	/** At least one, in the order written. */
	readonly columns: readonly Column[];
}

/** A named parameter by its stable id (in drafts) or its index (in snapshots): `[@id]`. */
export interface ParameterNode {
	readonly kind: 'parameter';
	readonly key: string;
}

/** What a formula reads besides its own constants. */
export type PrecedentNode = ReferenceNode | RangeNode | ParameterNode;

/** The syntax tree: this closed list is all a formula can be. */
export type Node =
	| { readonly kind: 'number'; readonly value: Decimal }
	| { readonly kind: 'text'; readonly value: string }
	| { readonly kind: 'boolean'; readonly value: boolean }
	/** An argument left out, as in IF(a,,b). */
	| { readonly kind: 'blank' }
	| PrecedentNode
	/** A name that means nothing here; typed names of parameters are stored as ParameterNode. */
	| { readonly kind: 'name'; readonly name: string }
	| { readonly kind: 'unary'; readonly operator: UnaryOperator; readonly operand: Node }
	| { readonly kind: 'binary'; readonly operator: BinaryOperator; readonly left: Node; readonly right: Node }
	| { readonly kind: 'call'; readonly name: string; readonly parameters: readonly Node[] };
