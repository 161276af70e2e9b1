/** The page to go to after sign-in: a path of this site only, whatever the link said; else the home page. */
export function safeNext(next: string | null): string {
	if (!next || !URL.canParse(next, BASE)) return '/';
	const url = new URL(next, BASE);
	// "//elsewhere", "/\elsewhere" and whole addresses all end up with another origin.
	if (url.origin !== BASE || !next.startsWith('/') || url.pathname.startsWith('//')) return '/';
	return url.pathname === '/sign-in' ? '/' : url.pathname + url.search;
}

const BASE = 'http://hengzhun.invalid';
