import { spawn, spawnSync } from 'node:child_process';
import { createInterface } from 'node:readline';

/** NumPy in one child process: a program that answers one line per line it reads, so that starting up is not measured. */
export class PythonPeer {
	readonly #child;
	readonly #lines;

	constructor(program: string) {
		this.#child = spawn('python3', ['-u', '-c', program], { stdio: ['pipe', 'pipe', 'inherit'] });
		this.#lines = createInterface({ input: this.#child.stdout })[Symbol.asyncIterator]();
	}

	async ask(line = ''): Promise<string> {
		this.#child.stdin.write(`${line}\n`);
		const { value } = await this.#lines.next();
		if (typeof value !== 'string') throw new Error('python3 ended before it answered');
		return value;
	}

	close(): void {
		this.#child.stdin.end();
	}
}

/** Version of NumPy on this machine; null where there is none. */
export function numpyVersion(): string | null {
	const asked = spawnSync('python3', ['-c', 'import numpy; print(numpy.__version__)'], { encoding: 'utf8' });
	return asked.status === 0 ? asked.stdout.trim() : null;
}
