const CSP = 'content-security-policy';

/** Headers that every answer carries. The content policy of pages comes from svelte.config.js. */
export function secureHeaders(headers: Headers, protocol: string): void {
	headers.set('x-content-type-options', 'nosniff');
	headers.set('referrer-policy', 'same-origin');
	headers.set('x-frame-options', 'DENY');
	headers.set('permissions-policy', 'camera=(), geolocation=(), microphone=()');
	// Data that is not a page needs nothing at all, should a browser ever open it as one.
	if (!headers.has(CSP)) headers.set(CSP, "default-src 'none'; frame-ancestors 'none'");
	// Pages and figures belong to one person; a shared computer asks again before it shows them.
	if (!headers.has('cache-control')) headers.set('cache-control', 'private, no-cache');
	// On plain http browsers ignore it, and an intranet without certificates must not be told to come back by https.
	if (protocol === 'https:') headers.set('strict-transport-security', 'max-age=31536000');
}

/**
 * Adds the page's nonce to `style-src`: AG Grid makes style elements at run time and gives them the nonce it reads from
 * app.html. Kit in hash mode replaces the placeholder there but never names the nonce in the header. In development Kit
 * allows inline styles, which a nonce would switch off again.
 */
export function withStyleNonce(headers: Headers, nonce: string): void {
	const policy = headers.get(CSP);
	if (policy === null || nonce === '') return;
	const directives = policy.split('; ').map((directive) => {
		if (!directive.startsWith('style-src ') || directive.includes("'unsafe-inline'")) return directive;
		return `${directive} 'nonce-${nonce}'`;
	});
	headers.set(CSP, directives.join('; '));
}
