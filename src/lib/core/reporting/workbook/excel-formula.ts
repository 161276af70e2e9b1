import { toText } from '../../decimal/decimal.ts';
import { numberOfText } from '../../formula/convert.ts';
import { FUNCTIONS } from '../../formula/functions.ts';
import type { Column } from '../../formula/columns.ts';
import type { BinaryOperator, Node, RangeNode } from '../../formula/node.ts';

/** Where in the workbook stands what a formula reads. What does not exist there is undefined, and becomes `#REF!`. */
export interface Place {
	cell(key: string, column: Column): string | undefined;
	/** The name or cell of a named parameter. */
	parameter(key: string): string | undefined;
	/** The cells of a range as any number of areas, for functions that take many arguments. */
	areas(range: RangeNode): readonly string[] | undefined;
	/** The same cells as one rectangle, for functions that need one. */
	block(range: RangeNode): string | undefined;
}

/**
 * A formula of ours in Excel's language, without "=". Whatever is no function of ours becomes `#NAME?`, so that no text
 * typed here ever calls a function that only the other program knows.
 */
export function excelFormula(tree: Node, place: Place): string {
	return written(tree, 0, place);
}

/** As in formula/parse.ts, which reads what is written here. */
const BINDING: Record<BinaryOperator, number> = {
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
	'^': 5
};
const PERCENT_BINDING = 6;
const SIGN_BINDING = 7;
const ATOM = 8;

/** Functions whose arguments may be several areas in the place of one. */
const TAKES_AREAS = new Set([
	'SUM',
	'AVERAGE',
	'MIN',
	'MAX',
	'COUNT',
	'COUNTA',
	'MEDIAN',
	'PRODUCT',
	'AND',
	'OR'
]);
/** Functions younger than the file format carry a mark in it. */
const YOUNGER = new Set(['IFNA', 'IFS']);
/** Excel's limit on arguments is 255; a formula written with so many areas would not be read by people anyway. */
const MOST_AREAS = 30;

/** The text of a node where its surroundings bind with `floor`: in brackets when it binds less strongly. */
function written(node: Node, floor: number, place: Place): string {
	const [text, binding] = textOf(node, place);
	return binding < floor ? `(${text})` : text;
}

function textOf(node: Node, place: Place): readonly [text: string, binding: number] {
	switch (node.kind) {
		case 'number':
			return [toText(node.value), ATOM];
		case 'text':
			return [quoted(node.value), ATOM];
		case 'boolean':
			return [node.value ? 'TRUE' : 'FALSE', ATOM];
		case 'blank':
			return ['', ATOM];
		case 'reference':
			return [place.cell(node.key, node.column) ?? '#REF!', ATOM];
		case 'parameter':
			return [place.parameter(node.key) ?? '#REF!', ATOM];
		case 'range':
			return [place.block(node) ?? '#REF!', ATOM];
		case 'name':
			return ['#NAME?', ATOM];
		case 'unary':
			return node.operator === '%'
				? [`${written(node.operand, PERCENT_BINDING, place)}%`, PERCENT_BINDING]
				: [`${node.operator}${written(node.operand, SIGN_BINDING, place)}`, SIGN_BINDING];
		case 'binary': {
			const binding = BINDING[node.operator];
			const left = written(node.left, binding, place);
			// Equal operators group from the left, so an equal one on the right needs its brackets.
			const right = written(node.right, binding + 1, place);
			return [`${left}${node.operator}${right}`, binding];
		}
		case 'call':
			return [called(node.name, node.parameters, place), ATOM];
	}
}

function called(name: string, parameters: readonly Node[], place: Place): string {
	if (!FUNCTIONS.has(name)) return '#NAME?';
	if (name === 'XLOOKUP') return lookedUp(parameters, place);
	const said = YOUNGER.has(name) ? `_xlfn.${name}` : name;
	const texts = parameters.flatMap((parameter) => {
		// A text that is a number counts as one where it stands as an argument; not every program sees that.
		const number =
			parameter.kind === 'text' && name !== 'COUNTA' && TAKES_AREAS.has(name)
				? numberOfText(parameter.value)
				: undefined;
		if (number) return [toText(number)];
		if (parameter.kind !== 'range' || !TAKES_AREAS.has(name)) return [written(parameter, 0, place)];
		const areas = place.areas(parameter);
		return areas && areas.length > 0 && areas.length <= MOST_AREAS ? areas : [written(parameter, 0, place)];
	});
	return `${said}(${texts.join(',')})`;
}

/** XLOOKUP in words that programs before it know; the nearest value and the last row keep its own name. */
function lookedUp(parameters: readonly Node[], place: Place): string {
	const [sought, keys, results, otherwise] = parameters.map((parameter) => written(parameter, 0, place));
	const [key, , , , mode, order] = parameters;
	const isExact = mode === undefined || mode.kind === 'blank' || isNumber(mode, '0');
	const isSayable = parameters.length >= 3 && (isExact || isNumber(mode, '2'));
	if (!isSayable || !(order === undefined || isNumber(order, '1')))
		return `_xlfn.XLOOKUP(${parameters.map((parameter) => written(parameter, 0, place)).join(',')})`;
	// MATCH reads wildcards in a text where XLOOKUP does not.
	const plain = isExact && key?.kind === 'text' ? quoted(key.value.replace(/[~*?]/g, '~$&')) : sought;
	const found = `INDEX(${results},MATCH(${plain},${keys},0))`;
	return otherwise === undefined || otherwise === '' ? found : `_xlfn.IFNA(${found},${otherwise})`;
}

function isNumber(node: Node, text: string): boolean {
	return node.kind === 'number' && toText(node.value) === text;
}

/** Excel allows 255 characters in one text constant; longer ones are joined from pieces. */
function quoted(text: string): string {
	const pieces = text.match(/[^]{1,120}/gu) ?? [''];
	const constants = pieces.map((piece) => `"${piece.replaceAll('"', '""')}"`);
	return constants.length === 1 ? (constants[0] ?? '""') : `(${constants.join('&')})`;
}

/**
 * Whether a formula calculates with the cells of a range one by one, outside the functions that take ranges: workbooks
 * must be told, or they look at a single cell of the range.
 */
export function calculatesByCell(tree: Node): boolean {
	const waiting: Node[] = [tree];
	for (let node = waiting.pop(); node; node = waiting.pop()) {
		if (node.kind === 'unary') waiting.push(node.operand);
		else if (node.kind === 'binary') waiting.push(node.left, node.right);
		else if (node.kind === 'call') {
			const whole = FUNCTIONS.get(node.name)?.takes === 'operands' || node.name === 'XLOOKUP';
			waiting.push(...node.parameters.filter((parameter) => !(whole && parameter.kind === 'range')));
		} else if (node.kind === 'range') return true;
	}
	return false;
}

const TRUTHS = new Set(['AND', 'OR', 'NOT']);
const COMPARISONS: readonly BinaryOperator[] = ['=', '<>', '<', '>', '<=', '>='];

/** Whether a formula comes to a truth, or to several values, one for each cell of a range, whatever the cells hold. */
export function neverOneNumber(tree: Node): boolean {
	switch (tree.kind) {
		case 'range':
		case 'boolean':
			return true;
		case 'unary':
			return isArea(tree.operand);
		case 'binary':
			return COMPARISONS.includes(tree.operator) || isArea(tree);
		case 'call':
			return TRUTHS.has(tree.name) || isArea(tree);
		default:
			return false;
	}
}

function isArea(tree: Node): boolean {
	switch (tree.kind) {
		case 'range':
			return true;
		case 'unary':
			return isArea(tree.operand);
		case 'binary':
			return isArea(tree.left) || isArea(tree.right);
		case 'call':
			return FUNCTIONS.get(tree.name)?.takes !== 'operands' && tree.parameters.some(isArea);
		default:
			return false;
	}
}
