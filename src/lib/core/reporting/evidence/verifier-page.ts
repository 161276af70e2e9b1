/**
 * The page that checks a pack on the auditor's own machine (verify.html). It carries the program's own modules, each under
 * its own name, in one import map, because a browser loads no file beside a page that was opened from a disk.
 */
export function verifierPage(
	modules: readonly (readonly [name: string, url: string])[],
	entry: string
): string {
	return `<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline' data:">
<title>核对证据包</title>
<style>${STYLE}</style>
<script type="importmap">${JSON.stringify({ imports: Object.fromEntries(modules) })}</script>
</head>
<body>
<h1>核对证据包</h1>
<p>在本机逐个文件核对、逐项复算，不联网，也不上传任何内容。请选择一种方式：</p>
<div class="ways">
<label>证据包（.zip）<input type="file" id="zip" accept=".zip"></label>
<label>或解压后的整个文件夹<input type="file" id="folder" webkitdirectory></label>
</div>
<section id="outcome" role="status" aria-live="polite"><noscript>本页需要浏览器允许运行脚本。阅读证据请打开 index.html，不需要脚本。</noscript></section>
<script type="module">import ${JSON.stringify(entry)};</script>
</body>
</html>
`;
}

const STYLE = `
:root{color-scheme:light}
body{margin:0 auto;max-width:60rem;padding:2rem 1.5rem;color:#1c2430;font:16px/1.7 "Microsoft YaHei","PingFang SC","Noto Sans CJK SC","Source Han Sans SC","WenQuanYi Micro Hei",sans-serif}
h1{font-size:1.6rem}.ways{display:flex;flex-wrap:wrap;gap:1rem;margin:1rem 0}
label{flex:1 1 18rem;padding:1rem;border:1px solid #d5dbe3;border-left:4px solid #1f4e79}
input{display:block;margin-top:.5rem;font:inherit;max-width:100%}
.good,.bad{padding:.75rem 1rem;border-left:6px solid #2f855a;background:#edf7f1;font-size:1.25rem;font-weight:600}
.bad{border-color:#c53030;background:#fdeeee}
dl{display:grid;grid-template-columns:9rem minmax(0,1fr);gap:.25rem 1rem}dt{color:#5b6675}dd{margin:0;overflow-wrap:anywhere}
li{margin:.35rem 0;overflow-wrap:anywhere}
`;
