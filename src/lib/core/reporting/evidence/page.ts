import { PACK_FILES } from '../../lineage/evidence-pack.ts';
import type { ExplainedOutline } from '../../lineage/explained-step.ts';
import { beijingTime } from './beijing-time.ts';
import { evidenceTable, quantity, source, titlesOf, type Titles } from './evidence-table.ts';
import type { Evidence, EvidenceTable } from './evidence.ts';

/**
 * The page of an evidence pack that people read: one HTML file that opens from a disk, with no script, no font file and
 * nothing from a network.
 */
export function evidencePage(evidence: Evidence, tables: readonly EvidenceTable[]): string {
	const { manifest, facts, conclusions } = evidence;
	const titles = titlesOf(evidence.nodes);
	const edition = manifest.edition === 'full' ? '完整版' : '公开版';
	return `<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${escape(manifest.title)} 证据包</title>
<style>${STYLE}</style>
</head>
<body>
<header>
<p class="kind">证据包（${edition}）</p>
<h1>${escape(manifest.title)}</h1>
<dl>${facts.map(([label, value]) => `<dt>${escape(label)}</dt><dd>${escape(value)}</dd>`).join('')}</dl>
</header>
<nav aria-label="目录"><a href="#conclusions">结论</a><a href="#evidence">证据表</a><a href="#chain">推导过程</a>${tables
		.map((table, index) => `<a href="#table-${index}">${escape(table.title)}</a>`)
		.join('')}<a href="#check">怎样核对</a></nav>
<main>
<section id="conclusions"><h2>结论</h2>${conclusionList(conclusions)}${withheldNote(evidence)}</section>
<section id="evidence"><h2>证据表（结论—数据—来源—推导）</h2>${tableHtml(evidenceTable(evidence))}</section>
<section id="chain"><h2>推导过程</h2><p>点开每一步，可一直看到原始文件的单元格、手工录入或文件依据。</p>
${conclusions.map((node) => `<ul class="tree">${branch(node, titles, true)}</ul>`).join('')}</section>
${tables.map((table, index) => `<section id="table-${index}"><h2>${escape(table.title)}</h2>${tableHtml(table)}</section>`).join('\n')}
${checkSection(evidence)}
</main>
</body>
</html>
`;
}

function conclusionList(conclusions: readonly ExplainedOutline[]): string {
	const items = conclusions.map(
		({ step }) =>
			`<li><span>${escape(step.label)}</span><strong>${escape(quantity(step))}</strong>${
				step.method ? `<p>${escape(step.method.words)}</p>` : ''
			}</li>`
	);
	return `<ul class="figures">${items.join('')}</ul>`;
}

function withheldNote({ manifest }: Evidence): string {
	const withheld = manifest.nodes.filter(({ path }) => path === null).length;
	if (withheld === 0) return '';
	const why =
		manifest.edition === 'public'
			? '公开版不含成本明细、样本、原始文件和人员姓名'
			: '导出人无权查看的来源没有随附';
	return `<p class="note">${why}：${withheld} 项来源只列校验码。持有来源的单位可以按校验码逐项核对。</p>`;
}

function branch({ step, children, cut }: ExplainedOutline, titles: Titles, open: boolean): string {
	const head = `${escape(step.label)} <strong>${escape(quantity(step))}</strong>`;
	const rule = step.method ? `<p>${escape(step.method.words)}</p>` : '';
	const end = children.length === 0 ? `<p class="source">来源：${escape(source(step, titles))}</p>` : '';
	if (children.length === 0) return `<li>${head}${rule}${end}${cut === null ? '' : CUT[cut]}</li>`;
	const below = children.map((child) => branch(child, titles, false)).join('');
	return `<li><details${open ? ' open' : ''}><summary>${head}</summary>${rule}<ul>${below}</ul>${cut === null ? '' : CUT[cut]}</details></li>`;
}

const CUT = {
	repeated: '<p class="source">上文已展开。</p>',
	depth: '<p class="source">层次过深，未继续展开。</p>',
	size: '<p class="source">步骤过多，未全部展开。</p>'
} as const;

function tableHtml({ columns, rows }: EvidenceTable): string {
	if (rows.length === 0) return '<p class="source">没有内容。</p>';
	const head = columns.map(
		({ label, number }) => `<th scope="col"${number ? ' class="n"' : ''}>${escape(label)}</th>`
	);
	const body = rows.map((row) => {
		const cells = columns.map(
			({ number }, index) => `<td${number ? ' class="n"' : ''}>${escape(row[index] ?? '')}</td>`
		);
		return `<tr>${cells.join('')}</tr>`;
	});
	return `<div class="scroll"><table><thead><tr>${head.join('')}</tr></thead><tbody>${body.join('')}</tbody></table></div>`;
}

function checkSection({ manifest, auditEnd, madeAt }: Evidence): string {
	return `<section id="check"><h2>怎样核对</h2>
<ol>
<li>打开同一文件夹里的 <a href="${PACK_FILES.verifier}">${PACK_FILES.verifier}</a>，选择这个证据包，即可在本机逐项复算，不需要联网。</li>
<li>把下面的校验码与标准库、印发文件或出具单位公布的校验码对照：一致，说明包内每个数字都是印发时的数字。</li>
<li>也可以用任何计算 SHA-256 的工具，按 ${PACK_FILES.sums} 逐个文件核对。</li>
</ol>
<dl><dt>校验码</dt><dd class="code">${manifest.root}</dd>
<dt>操作记录</dt><dd>导出时共 ${auditEnd.seq} 条，末条校验码 <span class="code">${auditEnd.hash}</span></dd>
<dt>导出时间</dt><dd>${beijingTime(madeAt)}</dd></dl></section>`;
}

function escape(text: string): string {
	return text
		.replaceAll('&', '&amp;')
		.replaceAll('<', '&lt;')
		.replaceAll('>', '&gt;')
		.replaceAll('"', '&quot;');
}

/** Fonts by name only: those of Windows, macOS and 信创 desktops. */
const STYLE = `
:root{color-scheme:light;--ink:#1c2430;--soft:#5b6675;--line:#d5dbe3;--accent:#1f4e79}
*{box-sizing:border-box}
body{margin:0 auto;max-width:78rem;padding:2rem 1.5rem 4rem;color:var(--ink);background:#fff;font:15px/1.65 "Microsoft YaHei","PingFang SC","Noto Sans CJK SC","Source Han Sans SC","WenQuanYi Micro Hei",sans-serif}
h1{margin:.25rem 0 1rem;font-size:1.7rem}h2{margin:2.5rem 0 .75rem;padding-bottom:.35rem;border-bottom:2px solid var(--accent);font-size:1.2rem}
.kind{margin:0;color:var(--soft)}
dl{display:grid;grid-template-columns:8rem minmax(0,1fr);gap:.25rem 1rem;margin:0}dt{color:var(--soft)}dd{margin:0}
nav{display:flex;flex-wrap:wrap;gap:.25rem 1rem;margin-top:1.25rem;padding:.5rem 0;border-block:1px solid var(--line)}
a{color:var(--accent)}.code,dd.code{font-family:Consolas,"DejaVu Sans Mono",monospace;font-size:.86em;overflow-wrap:anywhere}
.figures{list-style:none;padding:0;display:grid;grid-template-columns:repeat(auto-fit,minmax(20rem,1fr));gap:1rem;margin:0}
.figures li{padding:.75rem 1rem;border:1px solid var(--line);border-left:4px solid var(--accent)}
.figures span{display:block;color:var(--soft)}.figures strong{font-size:1.35rem}.figures p{margin:.25rem 0 0;font-size:.93em}
.note{padding:.5rem .75rem;border-left:4px solid #b7791f;background:#fdf6e7}
.scroll{overflow-x:auto}table{width:100%;border-collapse:collapse;font-size:.87rem}
th,td{padding:.35rem .5rem;border:1px solid var(--line);text-align:left;vertical-align:top;white-space:pre-line;overflow-wrap:anywhere;min-width:4.5rem}
th{background:#eef2f7;white-space:nowrap}.n{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
.tree,.tree ul{list-style:none;margin:.25rem 0;padding-left:1.25rem;border-left:1px solid var(--line)}
.tree li{margin:.3rem 0}.tree p{margin:.1rem 0;color:var(--soft);font-size:.93em}summary{cursor:pointer}
@media print{nav{display:none}body{max-width:none;padding:0;font-size:11px}h2{break-after:avoid}tr{break-inside:avoid}}
`;
