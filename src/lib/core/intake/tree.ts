import { finding } from './finding.ts';
import { outlineRank, totalKind } from './meaning.ts';
import type { Reading, RowFacts, SourcedNumber, SourcedText } from './row.ts';

/** A line before it is one: a row with its place in the tree. */
export interface Node {
	readonly key: string;
	facts: RowFacts;
	readonly name: SourcedText;
	parent: Node | null;
	/** The amount the sheet states: the row's own, or that of a totals row which closes it. */
	stated: SourcedNumber | undefined;
	/** Order among siblings; a parent made from a totals row stands where its first child stood. */
	order: number;
}

type Mode = 'parent-column' | 'content' | 'code' | 'longer-code' | 'name' | 'indent' | 'flat';

/**
 * Hangs rows under each other: by the parent column, by 实施内容 with 费用明细, by outline numbers (1, 1.1, 一、, (一)),
 * or by indentation. Totals rows become the parent of what they total, with their stated amount, so that costing can
 * say what does not add up. Rows without a name have been taken out.
 */
export function growTree(
	reading: Reading,
	rows: readonly (RowFacts & { readonly label: SourcedText })[]
): readonly Node[] {
	const totals = rows.filter((row) => totalKind(row.label.text) !== undefined);
	const grand = grandTotal(rows, totals);
	const isTotal = new Set(totals);
	const lines = rows.filter((row) => !isTotal.has(row));
	const mode = modeOf(lines, reading);
	const nodes: Node[] = [];
	const place = placer(mode, nodes, reading);
	for (const row of rows) {
		if (row === grand) continue;
		if (isTotal.has(row)) closeBlock(reading, nodes, row, mode);
		else place(row);
	}
	if (grand) crown(reading, nodes, grand);
	return nodes;
}

type Row = RowFacts & { readonly label: SourcedText };

/** 总计 when there is one; else a total on top; else the last total with no line behind it. */
function grandTotal(rows: readonly Row[], totals: readonly Row[]): Row | undefined {
	if (rows.length === totals.length) return undefined;
	const named = totals.findLast((row) => totalKind(row.label.text) === 'grand');
	if (named) return named;
	const first = rows[0];
	if (first && totalKind(first.label.text) === 'total') return first;
	const last = totals.findLast((row) => totalKind(row.label.text) === 'total');
	return last && rows.indexOf(last) >= rows.length - 1 ? last : undefined;
}

function modeOf(lines: readonly Row[], { mapping }: Reading): Mode {
	const fields = Object.values(mapping.columns);
	if (fields.includes('parent')) return 'parent-column';
	if (fields.includes('content')) return 'content';
	const codes = new Set(lines.map((row) => outlineRank(row.code)).filter((rank) => rank !== undefined));
	if (codes.size > 1) return 'code';
	if (codesGrow(lines)) return 'longer-code';
	const names = new Set(lines.map((row) => outlineRank(row.label.text)).filter((rank) => rank !== undefined));
	if (names.size > 1 && codes.size === 0) return 'name';
	return new Set(lines.map((row) => row.indent)).size > 1 ? 'indent' : 'flat';
}

/** Shortest code of a classification whose codes grow with depth; the numbers of rows begin with one digit. */
const SHORTEST_CODE = 3;

/** Codes of a classification: 301, 30101, 30102, 302; each longer one begins with the last shorter one above it. */
function codesGrow(lines: readonly Row[]): boolean {
	const codes = lines.map(({ code }) => code).filter((code) => code !== '');
	const lengths = new Set(codes.map((code) => code.length));
	const [first] = codes;
	if (!first || lengths.size < 2 || codes.some((code) => !/^\d+$/.test(code))) return false;
	if (Math.min(...lengths) < SHORTEST_CODE || first.length !== Math.min(...lengths)) return false;
	const open: string[] = [];
	return codes.every((code) => {
		while ((open.at(-1)?.length ?? 0) >= code.length) open.pop();
		const begins = code.startsWith(open.at(-1) ?? '');
		open.push(code);
		return begins;
	});
}

function placer(mode: Mode, nodes: Node[], reading: Reading): (row: Row) => void {
	switch (mode) {
		case 'parent-column':
			return byParentColumn(nodes, reading);
		case 'content':
			return byContent(nodes);
		case 'longer-code':
			return byRank(nodes, reading, (row) => (row.code === '' ? 50 : row.code.length));
		case 'code':
			return byRank(nodes, reading, (row) => outlineRank(row.code) ?? 50);
		case 'name':
			return byRank(nodes, reading, (row) => outlineRank(row.label.text) ?? 50);
		case 'indent':
			return byRank(nodes, reading, (row) => row.indent);
		case 'flat':
			return byRank(nodes, reading, () => 0);
	}
}

/** The parent is the last line above with a smaller rank. */
function byRank(nodes: Node[], reading: Reading, rankOf: (row: Row) => number): (row: Row) => void {
	const open: { node: Node; rank: number }[] = [];
	const seen = new Map<string, Row>();
	return (row) => {
		const rank = rankOf(row);
		while ((open.at(-1)?.rank ?? -1) >= rank) open.pop();
		const parent = open.at(-1)?.node ?? null;
		// Numbers usually begin anew below each heading: 一, 1, 2, 二, 1, 2.
		noteDuplicate(reading, seen, row, `${parent?.facts.row ?? ''}|${row.code}`);
		const node = nodeOf(row, row.label, parent, nodes.length);
		nodes.push(node);
		open.push({ node, rank });
	};
}

function byParentColumn(nodes: Node[], reading: Reading): (row: Row) => void {
	const byCode = new Map<string, Node>();
	const seen = new Map<string, Row>();
	return (row) => {
		noteDuplicate(reading, seen, row, row.code);
		const parent = row.parentCode === '' ? undefined : byCode.get(row.parentCode);
		if (row.parentCode !== '' && !parent)
			reading.findings.push(finding('parent-unknown', row.label.source.address, { code: row.parentCode }));
		const node = nodeOf(row, row.label, parent ?? null, nodes.length);
		nodes.push(node);
		if (row.code !== '' && !byCode.has(row.code)) byCode.set(row.code, node);
	};
}

/** 实施内容 with 费用明细: a blank or merged 实施内容 goes on with the one above. */
function byContent(nodes: Node[]): (row: Row) => void {
	let group: Node | undefined;
	return (row) => {
		const { content, name } = row;
		const same = content && group && content.source.address === group.name.source.address;
		const spansBoth = content && name && content.source.address === name.source.address;
		if (content && !same) {
			// A row that names only the content is the group itself; otherwise the group is a line of its own above.
			const whole = !name || spansBoth;
			group = nodeOf(row, content, null, nodes.length, whole ? 'r' : 'g');
			if (!whole) group.stated = undefined;
			nodes.push(group);
			if (whole) return;
		}
		if (name) nodes.push(nodeOf(row, name, group ?? null, nodes.length));
	};
}

function nodeOf(facts: RowFacts, name: SourcedText, parent: Node | null, order: number, prefix = 'r'): Node {
	return {
		key: `${prefix}${facts.row}`,
		facts: prefix === 'g' ? bare(facts) : facts,
		name,
		parent,
		stated: facts.amount,
		order
	};
}

/** Facts of a line that only groups: the numbers and words of the row belong to the detail, not to it. */
function bare(facts: RowFacts): RowFacts {
	const nothing = {
		grade: '',
		unit: '',
		priceUnit: '',
		period: '',
		functionCode: '',
		economicCode: '',
		evidence: '',
		remark: '',
		code: '',
		parentCode: ''
	};
	const none = {
		quantity: undefined,
		unitPrice: undefined,
		frequency: undefined,
		months: undefined,
		coefficient: undefined,
		amount: undefined,
		verifiedAmount: undefined,
		adjustment: undefined
	};
	return { ...facts, ...nothing, ...none, choices: {}, years: [] };
}

/** 小计: gives its amount to the group it closes, or gathers the lines since the last one under itself. */
function closeBlock(reading: Reading, nodes: Node[], row: Row, mode: Mode): void {
	const at = row.label.source.address;
	const roots = nodes.filter((node) => node.parent === null);
	const open = mode === 'flat' ? undefined : roots.at(-1);
	const loose = roots.slice(roots.findLastIndex((node) => totalKind(node.name.text) !== undefined) + 1);
	if (open && open.stated === undefined && nodes.some((node) => node.parent === open)) {
		open.stated = row.amount;
		// Of its own, the heading states none of these; what the 小计 says is checked against the lines.
		const { verifiedAmount = open.facts.verifiedAmount, years } = row;
		open.facts = { ...open.facts, verifiedAmount, years: years.length > 0 ? years : open.facts.years };
		reading.findings.push(finding('total-as-parent', at, { name: row.label.text, parent: open.name.text }));
	} else if (mode === 'flat' && loose.length > 0 && totalKind(row.label.text) === 'sub') {
		const parent = nodeOf(row, row.label, null, (loose[0]?.order ?? 0) - 0.5);
		for (const node of loose) node.parent = parent;
		nodes.push(parent);
		reading.findings.push(finding('total-as-parent', at, { name: row.label.text, parent: row.label.text }));
	} else reading.findings.push(finding('extra-total', at, { name: row.label.text }));
}

/** The grand total becomes the one root above everything. */
function crown(reading: Reading, nodes: Node[], row: Row): void {
	const root = nodeOf(row, row.label, null, -1);
	for (const node of nodes) node.parent ??= root;
	nodes.push(root);
	reading.findings.push(
		finding('total-as-parent', row.label.source.address, { name: row.label.text, parent: row.label.text })
	);
}

function noteDuplicate(reading: Reading, seen: Map<string, Row>, row: Row, place: string): void {
	const before = row.code === '' ? undefined : seen.get(place);
	if (before)
		reading.findings.push(
			finding('duplicate-code', row.label.source.address, { code: row.code, row: String(before.row) })
		);
	else if (row.code !== '') seen.set(place, row);
}

/** Nodes with parents before their children, siblings in the sheet's order; `position` counts among siblings. */
export function inOrder(
	nodes: readonly Node[]
): readonly { readonly node: Node; readonly position: number }[] {
	const below = new Map<Node | null, Node[]>();
	for (const node of nodes) {
		const siblings = below.get(node.parent);
		if (siblings) siblings.push(node);
		else below.set(node.parent, [node]);
	}
	const ordered: { node: Node; position: number }[] = [];
	// An explicit stack: depth is the sender's choice.
	const stack = [...(below.get(null) ?? [])].sort((a, b) => b.order - a.order).map(withPosition);
	for (let next = stack.pop(); next; next = stack.pop()) {
		ordered.push(next);
		const children = [...(below.get(next.node) ?? [])].sort((a, b) => b.order - a.order);
		stack.push(...children.map(withPosition));
	}
	return ordered;
}

/** Called on siblings in reverse order. */
function withPosition(
	node: Node,
	index: number,
	siblings: readonly Node[]
): { node: Node; position: number } {
	return { node, position: siblings.length - 1 - index };
}
