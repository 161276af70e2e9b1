import { parseDecimal } from '../decimal/decimal.ts';
import { LIMITS } from '../limits.ts';
import { problem, type Problem } from '../problem.ts';
import { ok, refuse, type Result } from '../result.ts';
import { columnOfWord } from './columns.ts';
import type { BinaryOperator, Node } from './node.ts';
import { SELF_KEY } from './references.ts';
import { tokenize, type Token } from './tokens.ts';

/**
 * How strongly an operator binds, as in Excel: comparison, &, + −, × ÷, ^, %, sign. All are left-associative, so
 * 2^3^2 is 64; a sign binds more strongly than ^, so -2^2 is 4.
 */
const BINDING = new Map<string, number>([
	['=', 1],
	['<>', 1],
	['<', 1],
	['>', 1],
	['<=', 1],
	['>=', 1],
	['&', 2],
	['+', 3],
	['-', 3],
	['*', 4],
	['/', 4],
	['^', 5],
	['%', 6]
]);
const SIGN_BINDING = 7;

/** Reads a formula such as "=[8.1].数量*7" by Pratt's method. Refuses what is malformed or beyond the limits. */
export function parseFormula(formula: string): Result<Node> {
	const tokens = tokenize(formula);
	if (!tokens.ok) return tokens;
	const reader = new Reader(formula, tokens.value);
	const tree = reader.expression(0, 0);
	if (!tree.ok) return tree;
	const rest = reader.peek();
	return rest ? refuse(reader.unexpected(rest)) : tree;
}

class Reader {
	readonly #formula: string;
	readonly #tokens: readonly Token[];
	#next = 0;
	#nodes = 0;

	constructor(formula: string, tokens: readonly Token[]) {
		this.#formula = formula;
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
			const operator = this.#operator();
			const binding = operator === undefined ? undefined : BINDING.get(operator);
			if (operator === undefined || binding === undefined || binding <= floor) return left;
			this.#next += 1;
			left =
				operator === '%'
					? this.#node({ kind: 'unary', operator: '%', operand: left.value })
					: this.#binary(operator, left.value, binding, depth);
		}
		return left;
	}

	#operator(): string | undefined {
		const token = this.peek();
		return token?.kind === 'operator' ? token.operator : undefined;
	}

	#binary(operator: string, left: Node, binding: number, depth: number): Result<Node> {
		const right = this.expression(binding, depth + 1);
		if (!right.ok) return right;
		// Only binary operators have a binding, apart from "%", which never comes here.
		return this.#node({ kind: 'binary', operator: operator as BinaryOperator, left, right: right.value });
	}

	#operand(depth: number): Result<Node> {
		const token = this.peek();
		if (!token) return refuse(problem('formula/malformed', { part: '末尾', place: '末尾' }));
		this.#next += 1;
		switch (token.kind) {
			case 'number': {
				const value = parseDecimal(token.digits);
				return value.ok ? this.#node({ kind: 'number', value: value.value }) : refuse(this.unexpected(token));
			}
			case 'text':
				return this.#node({ kind: 'text', value: token.value });
			case 'reference':
				return this.#reference(token);
			case 'parameter':
				return this.#node({ kind: 'parameter', key: token.key });
			case 'name':
				return this.#name(token.name, depth);
			case 'operator':
				return this.#prefix(token, token.operator, depth);
		}
	}

	#reference({ key, scope, columns }: Extract<Token, { kind: 'reference' }>): Result<Node> {
		const [column] = columns;
		if (!column) throw new Error('A reference without a column');
		return this.#node(scope ? { kind: 'range', key, scope, columns } : { kind: 'reference', key, column });
	}

	#prefix(token: Token, operator: string, depth: number): Result<Node> {
		if (operator === '(') {
			const inner = this.expression(0, depth + 1);
			return inner.ok ? this.#closed(inner.value) : inner;
		}
		if (operator !== '-' && operator !== '+') return refuse(this.unexpected(token));
		const operand = this.expression(SIGN_BINDING, depth + 1);
		return operand.ok ? this.#node({ kind: 'unary', operator, operand: operand.value }) : operand;
	}

	/** A function with its parameters, TRUE or FALSE, a column word for the line's own column, or a plain name. */
	#name(name: string, depth: number): Result<Node> {
		const upper = name.toUpperCase();
		if (this.#take('(')) return this.#call(upper, depth);
		if (upper === 'TRUE' || upper === 'FALSE')
			return this.#node({ kind: 'boolean', value: upper === 'TRUE' });
		const column = columnOfWord(name);
		return this.#node(column ? { kind: 'reference', key: SELF_KEY, column } : { kind: 'name', name });
	}

	#call(name: string, depth: number): Result<Node> {
		const parameters: Node[] = [];
		if (this.#take(')')) return this.#node({ kind: 'call', name, parameters });
		do {
			const next = this.#operator();
			const parameter =
				next === ',' || next === ')' ? this.#node({ kind: 'blank' }) : this.expression(0, depth + 1);
			if (!parameter.ok) return parameter;
			parameters.push(parameter.value);
		} while (this.#take(','));
		return this.#closed({ kind: 'call', name, parameters });
	}

	#closed(node: Node): Result<Node> {
		if (this.#take(')')) return this.#node(node);
		const token = this.peek();
		return refuse(
			token ? this.unexpected(token) : problem('formula/malformed', { part: '缺少右括号', place: '末尾' })
		);
	}

	#take(operator: string): boolean {
		if (this.#operator() !== operator) return false;
		this.#next += 1;
		return true;
	}

	#node(node: Node): Result<Node> {
		this.#nodes += 1;
		if (this.#nodes > LIMITS.formulaNodes)
			return refuse(problem('formula/too-complex', { limit: `${LIMITS.formulaNodes} 个运算` }));
		return ok(node);
	}

	unexpected({ at, end }: Token): Problem {
		const part = this.#formula.slice(at, Math.min(end, at + SHOWN_PART));
		return problem('formula/malformed', { part, place: String(at + 1) });
	}
}

const SHOWN_PART = 12;
