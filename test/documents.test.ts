import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { LIMITS } from '#lib/core/limits.ts';
import { METHODS } from '#lib/core/lineage/registry.ts';
import { ROLES } from '#lib/core/workflow/actor.ts';
import { SETTINGS } from '#lib/server/config.ts';

const DOCUMENTS = [
	...['README.md', 'ARCHITECTURE.md', 'CONTRIBUTING.md', 'CHANGELOG.md'],
	...readdirSync('docs', { recursive: true, encoding: 'utf8' })
		.filter((name) => name.endsWith('.md'))
		.map((name) => join('docs', name))
];

const MEBIBYTE = 1024 * 1024;

function read(path: string): string {
	return readFileSync(path, 'utf8');
}

/** What documents say about the code, compared with the code. */
describe('documents', () => {
	it.each(DOCUMENTS)('%s links to files that exist', (document) => {
		const links = [...read(document).matchAll(/\]\(([^)#\s]+)/g)].map((match) => match[1] ?? '');
		const broken = links.filter(
			(link) => !/^https?:/.test(link) && !existsSync(join(dirname(document), link))
		);
		// Screenshots are made from the running product.
		expect(broken.filter((link) => !link.includes('screenshots/'))).toEqual([]);
	});

	it('the README publishes the limits that people can meet', () => {
		const readme = read('README.md');
		const cells = (limit: number) => limit.toLocaleString('en-US');
		const published: readonly (readonly [string, string])[] = [
			['Cost lines of one analysis', cells(LIMITS.linesPerAnalysis)],
			['Depth of a cost tree', cells(LIMITS.treeDepth)],
			['Members of one comparison', cells(LIMITS.comparisonMembers)],
			['Characters of a formula', cells(LIMITS.formulaLength)],
			['Uploaded file', `${LIMITS.uploadBytes / MEBIBYTE} MiB`],
			['What a workbook may unpack to', `${LIMITS.unpackedBytes / MEBIBYTE} MiB`],
			['Sheets of one workbook', cells(LIMITS.sheetsPerWorkbook)],
			['Rows and columns of one sheet', `${cells(LIMITS.sheetRows)} and ${cells(LIMITS.sheetColumns)}`],
			['Filled cells of one sheet', cells(LIMITS.sheetCells)],
			['Characters of one cell', cells(LIMITS.cellText)],
			['Time to read one workbook', `${LIMITS.readMilliseconds / 1000} s`],
			['Characters of a name, of a remark', `${cells(LIMITS.nameLength)}, ${cells(LIMITS.remarkLength)}`]
		];
		for (const [what, limit] of published) expect(rowOf(readme, what), what).toContain(limit);
		expect(rowOf(readme, 'Amount')).toContain(cells(LIMITS.amountFen / 100));
	});

	it('the README lists every setting', () => {
		for (const { name } of SETTINGS) expect(rowOf(read('README.md'), `\`${name}\``), name).not.toBe('');
	});

	it('docs/methods.md and the changelog name every method', () => {
		expect(METHODS.size).toBeGreaterThan(5);
		for (const id of METHODS.keys())
			for (const document of ['docs/methods.md', 'CHANGELOG.md'])
				expect(read(document), document).toContain(`\`${id}\``);
	});

	it('the glossary names every role by its word in code', () => {
		for (const role of Object.keys(ROLES)) expect(read('docs/glossary.md')).toContain(role);
	});
});

/** The row of a Markdown table that begins with this cell; "" when there is none. */
function rowOf(markdown: string, first: string): string {
	return markdown.split('\n').find((line) => line.startsWith(`| ${first} `)) ?? '';
}
