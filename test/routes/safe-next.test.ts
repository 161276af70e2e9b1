import { describe, expect, it } from 'vitest';
import { safeNext } from '../../src/routes/sign-in/safe-next.ts';

describe('the page after sign-in', () => {
	it.each([
		['/analyses/1?tab=units', '/analyses/1?tab=units'],
		['/', '/'],
		[null, '/'],
		['', '/'],
		['/sign-in?next=/sign-in', '/'],
		['https://elsewhere.example/', '/'],
		['//elsewhere.example/', '/'],
		['/\\elsewhere.example/', '/'],
		['/%09/elsewhere.example', '/%09/elsewhere.example'],
		['/\t/elsewhere.example', '/'],
		['javascript:alert(1)', '/'],
		['analyses', '/']
	])('%j → %s', (asked, expected) => {
		expect(safeNext(asked)).toBe(expected);
	});
});
