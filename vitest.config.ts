import { defineConfig } from 'vitest/config';

// Two projects: `fast` (pure core, services on both databases) and `browser` (production build in real Chromium).
export default defineConfig({
	test: {
		projects: [
			{
				test: {
					name: 'fast',
					include: ['test/**/*.test.ts'],
					exclude: ['test/e2e/**', 'test/bench/**'],
					globalSetup: ['test/support/postgres-server.ts'],
					maxWorkers: '100%',
					testTimeout: 30_000,
					hookTimeout: 60_000
				}
			},
			{
				test: {
					name: 'browser',
					include: ['test/e2e/**/*.test.ts'],
					globalSetup: ['test/support/loaded-example.ts'],
					testTimeout: 180_000,
					hookTimeout: 180_000,
					// Each file has its own server, data and browser: two at a time use both cores of a small machine.
					maxWorkers: 2
				}
			}
		]
	}
});
