import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/**
 * Path of a file of our own source, "src/lib/server/…". Child processes run from source, while the code that starts them
 * may have been bundled elsewhere; so it is looked for upwards from the working directory, from the program that was
 * started and from here.
 */
export function sourcePath(file: string): string {
	for (const start of [process.cwd(), dirname(process.argv[1] ?? '.'), import.meta.dirname]) {
		for (let directory = start; ; directory = dirname(directory)) {
			const path = join(directory, file);
			if (existsSync(path)) return path;
			if (dirname(directory) === directory) break;
		}
	}
	throw new Error(`Our source ${file} is not beside this installation`);
}
