import { readFileSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';
import { dirname, relative, resolve } from 'node:path';
import { sourcePath } from '../source-tree.ts';

/**
 * Run as a program: prints a module of ours and all it imports as JSON, [[name, JavaScript], …]. They are the very
 * sources the server runs, with types blanked out by Node as it does for itself, and every import named "#lib/…".
 */
const [entry = ''] = process.argv.slice(2);
process.stdout.write(JSON.stringify(modulesFrom(entry)));

function modulesFrom(first: string): readonly (readonly [string, string])[] {
	const library = dirname(dirname(sourcePath('src/lib/core/result.ts')));
	const found = new Map<string, string>();
	const waiting = [first];
	for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
		if (found.has(name)) continue;
		const file = resolve(library, name.slice('#lib/'.length));
		const code = stripTypeScriptTypes(readFileSync(file, 'utf8')).replaceAll(
			/(\bfrom |\bimport )'(\.{1,2}\/[^']+|#lib\/[^']+)'/g,
			(_, keyword: string, specifier: string) => {
				const target = specifier.startsWith('#')
					? specifier
					: `#lib/${relative(library, resolve(dirname(file), specifier)).replaceAll('\\', '/')}`;
				waiting.push(target);
				return `${keyword}'${target}'`;
			}
		);
		found.set(name, code);
	}
	return [...found].sort(([a], [b]) => (a < b ? -1 : 1));
}
