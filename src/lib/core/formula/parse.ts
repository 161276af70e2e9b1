import { parseDecimal, type Decimal } from '../decimal/decimal.ts';
import { LIMITS } from '../limits.ts';
import { problem, type Problem } from '../problem.ts';
import { ok, refuse, type Result } from '../result.ts';
import { tokenize, type Column, type Token } from './tokens.ts';

export type BinaryOperator = '+' | '-' | '*' | '/' | '^' | '&' | '=' | '<>' | '<' | '>' | '<=' | '>=';
export type UnaryOperator = '-' | '+' | '%';

/** The syntax tree: this closed list is all a formula can be. */
export type Node =
	| { readonly kind: 'number'; readonly value: Decimal }
	| { readonly kind: 'text'; readonly value: string }
	| { readonly kind: 'boolean'; readonly value: boolean }
	| { readonly kind: 'reference'; readonly key: string; readonly column: Column }
	| { readonly kind: 'name'; readonly name: string }
	| { readonly kind: 'unary'; readonly operator: UnaryOperator; readonly operand: Node }
	| { readonly kind: 'binary'; readonly operator: BinaryOperator; readonly left: Node; readonly right: Node }
	| { readonly kind: 'call'; readonly name: string; readonly parameters: readonly Node[] };

/**
 * How strongly an operator binds, as in Excel: comparison, &, + −, × ÷, ^, %, sign. All are left-associative, so
 * 2^3^2 is 64; a sign binds more strongly than ^, so -2^2 is 4.
 */
const BINDING: Record<string, number> = {
	'=': 1,
	'<>': 1,
	'<': 1,
	'>': 1,
	'<=': 1,
	'>=': 1,
	'&': 2,
	'+': 3,
	'-': 3,
	'*': 4,
	'/': 4,
	'^': 5,
	'%': 6
};
const SIGN_BINDING = 7;

/** Reads a formula such as "=[8.1].数量*7" by Pratt's method. Refuses what is malformed or beyond the limits. */
export function parseFormula(formula: string): Result<Node> {
	const tokens = tokenize(formula);
	if (!tokens.ok) return tokens;
	const reader = new Reader(tokens.value);
	const tree = reader.expression(0, 0);
	if (!tree.ok) return tree;
	const rest = reader.peek();
	return rest ? refuse(unexpected(rest)) : tree;
}

class Reader {
	readonly #tokens: readonly Token[];
	#next = 0;
	#nodes = 0;

	constructor(tokens: readonly Token[]) {
		this.#tokens = tokens;
	}

	peek(): Token | undefined {
		return this.#tokens[this.#next];
	}

	/** An expression whose operators all bind more strongly than `floor`. */
	expression(floor: number, depth: number): Result<Node> {
		if (depth > LIMITS.formulaDepth)
			return refuse(problem('formula/too-complex', { limit: `${LIMITS.formulaDepth} 层嵌套` }));
		let left = this.#operand(depth);
		while (left.ok) {
			const token = this.peek();
			const binding = token?.kind === 'operator' ? BINDING[token.text] : undefined;
			if (!token || binding === undefined || binding <= floor) return left;
			this.#next += 1;
			left =
				token.text === '%'
					? this.#node({ kind: 'unary', operator: '%', operand: left.value })
					: this.#binary(token, left.value, binding, depth);
		}
		return left;
	}

	#binary(token: Token, left: Node, binding: number, depth: number): Result<Node> {
		const right = this.expression(binding, depth + 1);
		if (!right.ok) return right;
		// Only binary operators have a binding, apart from "%", which never comes here.
		return this.#node({ kind: 'binary', operator: token.text as BinaryOperator, left, right: right.value });
	}

	#operand(depth: number): Result<Node> {
		const token = this.peek();
		if (!token) return refuse(problem('formula/malformed', { part: '末尾', place: '末尾' }));
		this.#next += 1;
		switch (token.kind) {
			case 'number': {
				const value = parseDecimal(token.text);
				return value.ok ? this.#node({ kind: 'number', value: value.value }) : value;
			}
			case 'text':
				return this.#node({ kind: 'text', value: token.text });
			case 'reference':
				return this.#node({ kind: 'reference', key: token.key, column: token.column });
			case 'name':
				return this.#name(token.text, depth);
			case 'operator':
				return this.#prefix(token, depth);
		}
	}

	#prefix(token: Token, depth: number): Result<Node> {
		if (token.text === '(') {
			const inner = this.expression(0, depth + 1);
			return inner.ok ? this.#closed(inner.value) : inner;
		}
		if (token.text !== '-' && token.text !== '+') return refuse(unexpected(token));
		const operand = this.expression(SIGN_BINDING, depth + 1);
		return operand.ok ? this.#node({ kind: 'unary', operator: token.text, operand: operand.value }) : operand;
	}

	#name(name: string, depth: number): Result<Node> {
		const upper = name.toUpperCase();
		if (!this.#take('(')) {
			if (upper === 'TRUE' || upper === 'FALSE')
				return this.#node({ kind: 'boolean', value: upper === 'TRUE' });
			return this.#node({ kind: 'name', name });
		}
		const parameters: Node[] = [];
		if (this.#take(')')) return this.#node({ kind: 'call', name: upper, parameters });
		do {
			const parameter = this.expression(0, depth + 1);
			if (!parameter.ok) return parameter;
			parameters.push(parameter.value);
		} while (this.#take(','));
		return this.#closed({ kind: 'call', name: upper, parameters });
	}

	#closed(node: Node): Result<Node> {
		if (this.#take(')')) return this.#node(node);
		const token = this.peek();
		return refuse(
			token ? unexpected(token) : problem('formula/malformed', { part: '缺少右括号', place: '末尾' })
		);
	}

	#take(operator: string): boolean {
		const token = this.peek();
		if (token?.kind !== 'operator' || token.text !== operator) return false;
		this.#next += 1;
		return true;
	}

	#node(node: Node): Result<Node> {
		this.#nodes += 1;
		if (this.#nodes > LIMITS.formulaNodes)
			return refuse(problem('formula/too-complex', { limit: `${LIMITS.formulaNodes} 个运算` }));
		return ok(node);
	}
}

function unexpected(token: Token): Problem {
	return problem('formula/malformed', { part: token.text.slice(0, 12), place: String(token.at + 1) });
}
