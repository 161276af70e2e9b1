// `npm start`: from a bare clone to a running workbench. Installs, builds, then hands over to the command line,
// which migrates, loads the example workspace into an empty database, prints the sign-ins and serves.
import { build, install, main, runNode } from './installation.mjs';

await main(async () => {
	await install();
	await build();
	return runNode(['bin/hengzhun.ts', 'serve', '--demo', ...process.argv.slice(2)]);
});
