#!/usr/bin/env node
// The command as npm installs it. The program runs from TypeScript source, which needs Node 22.18 or newer; where an older
// Node started this file, the one that came with the packages takes over.
import { fileURLToPath } from 'node:url';

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);

if (major > 22 || (major === 22 && minor >= 18)) {
	await import('./hengzhun.ts');
} else {
	const { become, main } = await import('../scripts/installation.mjs');
	const program = fileURLToPath(new URL('./hengzhun.ts', import.meta.url));
	await main(() => become([program, ...process.argv.slice(2)]));
}
