import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** What the house rules ask about a source file; read from its syntax tree, so that comments and texts do not count. */
export interface SourceFile {
	/** Path from the root of the repository, with forward slashes. */
	readonly path: string;
	readonly text: string;
	readonly lines: number;
	readonly imports: readonly Import[];
	/** Property names that are read or called, with their object where that is a plain name: "Math.round", ".selectFrom". */
	readonly members: ReadonlySet<string>;
	/** Plain names that are called, constructed without arguments or used as a template tag: "new Date()", "sql``". */
	readonly uses: ReadonlySet<string>;
	readonly comments: readonly string[];
}

export interface Import {
	/** As written. */
	readonly specifier: string;
	/** Path from the root for our own files; null for packages and for Node's and SvelteKit's own modules. */
	readonly target: string | null;
}

/** All TypeScript and Svelte files below the folders, in a fixed order. */
export function sourceFiles(...folders: string[]): SourceFile[] {
	return folders
		.flatMap(filesBelow)
		.filter((path) => /\.(ts|svelte|mjs)$/.test(path))
		.map(read);
}

export function filesBelow(folder: string): string[] {
	return (
		readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })
			.filter((entry) => entry.isFile())
			.map((entry) => posix.join(entry.parentPath.slice(ROOT.length).replaceAll('\\', '/'), entry.name))
			// The bench has packages of its own.
			.filter((path) => !path.includes('/node_modules/'))
			.sort()
	);
}

function read(path: string): SourceFile {
	const text = readFileSync(join(ROOT, path), 'utf8');
	const code = path.endsWith('.svelte') ? scripts(text) : text;
	const members = new Set<string>();
	const uses = new Set<string>();
	const tree = ts.createSourceFile(path, code, ts.ScriptTarget.Latest, false, ts.ScriptKind.TS);
	const visit = (node: ts.Node): void => {
		if (ts.isPropertyAccessExpression(node)) {
			members.add(`.${node.name.text}`);
			if (ts.isIdentifier(node.expression)) members.add(`${node.expression.text}.${node.name.text}`);
		}
		if (ts.isIdentifier(node)) uses.add(node.text);
		if (ts.isTaggedTemplateExpression(node) && ts.isIdentifier(node.tag)) uses.add(`${node.tag.text}\`\``);
		if (ts.isNewExpression(node) && ts.isIdentifier(node.expression) && !node.arguments?.length)
			uses.add(`new ${node.expression.text}()`);
		ts.forEachChild(node, visit);
	};
	visit(tree);
	return {
		path,
		text,
		lines: lineCount(text),
		imports: imports(path, code),
		members,
		uses,
		comments: comments(code)
	};
}

/** A file's last line end does not begin another line. */
function lineCount(text: string): number {
	return text.split('\n').length - (text.endsWith('\n') ? 1 : 0);
}

function scripts(svelte: string): string {
	return [...svelte.matchAll(/<script[^>]*>([\s\S]*?)<\/script>/g)].map((match) => match[1] ?? '').join('\n');
}

function imports(path: string, code: string): Import[] {
	return ts.preProcessFile(code, true, true).importedFiles.map(({ fileName: specifier }) => {
		if (specifier.startsWith('#lib/'))
			return { specifier, target: posix.join('src/lib', specifier.slice(5)) };
		if (specifier.startsWith('#migrations/'))
			return { specifier, target: posix.join('migrations', specifier.slice(12)) };
		if (specifier.startsWith('.')) return { specifier, target: posix.join(dirname(path), specifier) };
		return { specifier, target: null };
	});
}

function comments(code: string): string[] {
	const found: string[] = [];
	const scanner = ts.createScanner(ts.ScriptTarget.Latest, false, ts.LanguageVariant.Standard, code);
	for (let token = scanner.scan(); token !== ts.SyntaxKind.EndOfFileToken; token = scanner.scan())
		if (token === ts.SyntaxKind.SingleLineCommentTrivia || token === ts.SyntaxKind.MultiLineCommentTrivia)
			found.push(scanner.getTokenText());
	return found;
}
