import { describe, expect, it } from 'vitest';
import { PROBLEM_KINDS, problem, type Problem, type ProblemCode } from '#lib/core/problem.ts';
import { problemText } from '#lib/text/zh-CN.ts';

const codes = Object.keys(PROBLEM_KINDS) as ProblemCode[];

/** Stands for any value of any code; a value that is itself advice ends its sentence. */
const SAMPLE = '甲乙丙';

const NEXT_STEP = /请|可以|可在|可改|可先|应填|应改|不必|无需|需要先/;

/** Names of settings and formats, which officials and administrators meet as they are. */
const LATIN = [
	...['DATABASE_URL', 'DATA_DIR', 'ORIGIN', 'PORT', 'HOST', 'UTF', 'GBK', 'URL', 'MiB', 'Excel', 'WPS'],
	...['hengzhun migrate', 'npm start', 'npm run build', 'sign-in.txt'],
	...['xlsx', 'xlsm', 'xls', 'csv', 'docx', 'XLSX', 'XLS', 'CSV', 'DOCX']
];

function sentenceOf(code: ProblemCode): string {
	// The proxy answers for every value a sentence may ask for; a problem inside a problem is named "cause",
	// findings inside one "findings".
	const cause = problem('auth/signed-out', {});
	const structured: Record<PropertyKey, unknown> = { cause, findings: [{ code: 'no-lines', values: {} }] };
	const values = new Proxy({}, { get: (_, name) => structured[name] ?? SAMPLE });
	return problemText({ code, values } as Problem);
}

describe('sentences for problems', () => {
	it.each(codes)('%s says what happened and what to do next', (code) => {
		const sentence = sentenceOf(code);
		const own = sentence.replaceAll(SAMPLE, '');
		expect(own.match(/\p{Script=Han}/gu)?.length ?? 0, sentence).toBeGreaterThanOrEqual(10);
		expect(sentence, 'is made of sentences').toContain('。');
		expect(NEXT_STEP.test(own) || sentence.endsWith(SAMPLE), `says what next: ${sentence}`).toBe(true);
		expect(sentence, 'fills in every value').not.toMatch(/undefined|null|NaN|\[object/);
	});

	it.each(codes)('%s uses words of the users: no code, no English', (code) => {
		let sentence = sentenceOf(code).replaceAll(SAMPLE, '');
		for (const word of LATIN) sentence = sentence.replaceAll(word, '');
		// Options of the command line are typed as they are.
		sentence = sentence.replace(/--[a-z-]+/g, '');
		expect(sentence).not.toMatch(/[A-Za-z]{3,}/);
	});
});
