import type { ExplainedOutline, ExplainedStep } from '#lib/core/lineage/explained-step.ts';

const ENDS = { cell: '原始单元格', typed: '手工录入', parameter: '参数', document: '文件规定' } as const;
const CUTS = {
	repeated: '（来源见上文同一项）',
	depth: '（更深的来源未展开，可用 --depth 加深）',
	size: '（来源太多，未全部展开）'
} as const;

/** A chain as indented lines: value, rule in words, where it ends, who signed it, and its address. */
export function outlineLines({ step, children, cut }: ExplainedOutline, level = 0): readonly string[] {
	const indent = '  '.repeat(level);
	const [head = '', ...details] = stepLines(step);
	return [
		`${indent}${level === 0 ? '' : '└ '}${head}`,
		...details.map((line) => `${indent}    ${line}`),
		...children.flatMap((child) => outlineLines(child, level + 1)),
		...(cut === null ? [] : [`${indent}    ${CUTS[cut]}`])
	];
}

function stepLines(step: ExplainedStep): readonly string[] {
	const { label, value, unit, method, end, ref } = step;
	const lines = [`${label} = ${value}${unit === null ? '' : ` ${unit}`}`];
	if (method !== null) lines.push(`规则：${method.words} [${method.id}]`);
	if (end !== null) lines.push(`${ENDS[end]}：${sourceText(step)}`);
	for (const { organisation, role, who, action, when } of step.signatures)
		lines.push(`签署：${when.slice(0, 10)} ${organisation} ${role} ${who} ${action}`);
	return [...lines, `地址：${ref}`];
}

/** "文件!工作表!单元格" for a cell; document, number, date and place for the others. */
function sourceText({ end, source, typed }: ExplainedStep): string {
	if (end === 'cell') return [source?.document, source?.place].filter(Boolean).join('!');
	const parts = [source?.document, source?.number, source?.date, source?.place].filter(Boolean);
	if (typed !== null) parts.push(`${typed.who} 于 ${typed.when.slice(0, 10)} 录入`);
	return parts.length === 0 ? '编制时填写' : parts.join('，');
}
