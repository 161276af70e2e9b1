import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** What loading the workload took in a process of its own. */
export interface ColdLoad {
	readonly milliseconds: number;
	/** Most memory the process ever had. */
	readonly mebibytes: number;
	readonly total: number;
}

export function loadInChild(who: 'ours' | 'hyperformula'): ColdLoad {
	const program = fileURLToPath(new URL(`cold-load-${who}.ts`, import.meta.url));
	const child = spawnSync(process.execPath, ['--no-warnings', program], { encoding: 'utf8' });
	if (child.status !== 0) throw new Error(child.stderr);
	// The child prints exactly this shape.
	return JSON.parse(child.stdout) as ColdLoad;
}

/** Says what a load took, as the last thing its process does. */
export function report(milliseconds: number, total: number): void {
	console.log(JSON.stringify({ milliseconds, mebibytes: process.resourceUsage().maxRSS / 1024, total }));
}
