import type { Problem } from '#lib/core/problem.ts';
import { verifyPack, type PackReport } from '#lib/core/lineage/verify-pack.ts';
import { problemText } from '#lib/text/zh-CN.ts';
import { readZip } from './read-zip.ts';

// The script of verify.html in an evidence pack: core/reporting/evidence/verifier-page.ts is the page around it.

const outcome = document.querySelector('#outcome');

chosen('#zip', async ([file]) => (file ? readZip(new Uint8Array(await file.arrayBuffer())) : null));
chosen('#folder', async (files) => {
	const named = new Map<string, Uint8Array>();
	for (const file of files)
		// A path in a chosen folder begins with the folder's own name.
		named.set(
			file.webkitRelativePath.split('/').slice(1).join('/'),
			new Uint8Array(await file.arrayBuffer())
		);
	return named.size > 0 ? named : null;
});

function chosen(
	input: string,
	read: (files: readonly File[]) => Promise<ReadonlyMap<string, Uint8Array> | null>
): void {
	const field = document.querySelector<HTMLInputElement>(input);
	field?.addEventListener('change', async () => {
		show(paragraph('正在核对……'));
		// Lets the words appear before the work begins.
		await new Promise((resolve) => setTimeout(resolve, 50));
		try {
			const files = await read([...(field.files ?? [])]);
			if (!files) return show();
			const report = verifyPack(files);
			show(...(report.ok ? reported(report.value) : refused([report.problem])));
		} catch {
			// A container that cannot be unpacked: not a ZIP, cut short, or its compressed bytes were changed.
			show(...refused([{ code: 'evidence/not-a-pack', values: { file: field.files?.[0]?.name ?? '' } }]));
		}
	});
}

function reported(report: PackReport): readonly HTMLElement[] {
	const { title, edition, root, seal, files, recomputed, hashOnly, originals, withheld, steps } = report;
	const facts = list([
		['内容', `${title}（${edition === 'full' ? '完整版' : '公开版'}）`],
		['校验码', root],
		['清单校验码', seal],
		['文件', `${files} 个，原始文件 ${originals} 份`],
		['复算', `${recomputed} 个快照由来源重新计算，${hashOnly} 个按校验码核对，${steps} 步推导重新说明`],
		['未随附', withheld === 0 ? '无' : `${withheld} 项来源只列校验码`]
	]);
	if (report.faults.length > 0) return [...refused(report.faults), facts];
	return [
		paragraph('全部一致', 'good'),
		paragraph('请再把“校验码”与标准库或印发单位公布的校验码对照。'),
		facts
	];
}

function refused(faults: readonly Problem[]): readonly HTMLElement[] {
	const items = document.createElement('ol');
	for (const fault of faults) {
		const item = document.createElement('li');
		item.textContent = problemText(fault);
		items.append(item);
	}
	return [paragraph(`不一致：发现 ${faults.length} 处，第一处如下`, 'bad'), items];
}

function list(entries: readonly (readonly [string, string])[]): HTMLElement {
	const facts = document.createElement('dl');
	for (const [label, value] of entries)
		for (const [tag, words] of [
			['dt', label],
			['dd', value]
		] as const) {
			const element = document.createElement(tag);
			element.textContent = words;
			facts.append(element);
		}
	return facts;
}

function paragraph(words: string, look = ''): HTMLElement {
	const element = document.createElement('p');
	element.textContent = words;
	element.className = look;
	return element;
}

function show(...content: readonly HTMLElement[]): void {
	outcome?.replaceChildren(...content);
}
