import { describe, expect, it } from 'vitest';
import { auditAction, auditSubject } from '#lib/text/audit-words.ts';
import { sourceFiles } from '../support/source-files.ts';

// Every name of an action or kind that a file writing audit entries mentions, found in the sources themselves.
const writers = sourceFiles('src/lib/server').filter(({ uses }) => uses.has('recordAudit'));
const mentioned = (pattern: RegExp) =>
	[
		...new Set(writers.flatMap(({ text }) => [...text.matchAll(pattern)].map(([, name]) => name ?? '')))
	].sort();

describe('words for what was done', () => {
	const actions = mentioned(
		/'((?:user|organisation|project|intake|analysis|comparison|standard|parameter|budget-check)\.[a-z-]+)'/g
	);
	const kinds = mentioned(/subjectKind: '([a-z_-]+)'/g);

	it('finds the entries it is about', () => {
		expect(actions).toContain('user.create');
		expect(kinds).toContain('organisation');
	});

	it.each(actions)('%s is said in Chinese', (action) => {
		expect(auditAction(action)).toMatch(/^\p{Script=Han}+$/u);
	});

	it.each(kinds)('%s is said in Chinese', (kind) => {
		expect(auditSubject(kind)).toMatch(/^\p{Script=Han}+$/u);
	});
});
