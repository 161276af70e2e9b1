import adapter from '@sveltejs/adapter-node';
import { vitePreprocess } from '@sveltejs/vite-plugin-svelte';

/** @type {import('@sveltejs/kit').Config} */
export default {
	preprocess: vitePreprocess(),
	kit: {
		adapter: adapter(),
		// Kit's own check of a form's origin answers in English before any hook runs. hooks.server.ts checks every
		// request that changes something, whatever its content type, and answers in Chinese.
		csrf: { trustedOrigins: ['*'] },
		csp: {
			// Scripts: only our own files and the one bootstrap script that Kit hashes. Styles: our files; AG Grid adds
			// style elements at run time, so hooks.server.ts adds the page's nonce to style-src.
			mode: 'hash',
			directives: {
				'default-src': ['self'],
				'script-src': ['self'],
				'style-src': ['self'],
				'style-src-attr': ['unsafe-inline'],
				'img-src': ['self', 'data:'],
				'font-src': ['self', 'data:'],
				'connect-src': ['self'],
				'worker-src': ['self'],
				'object-src': ['none'],
				'base-uri': ['none'],
				'form-action': ['self'],
				'frame-ancestors': ['none']
			}
		}
	}
};
