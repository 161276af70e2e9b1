import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { refText, type Hash } from '#lib/core/address/value-ref.ts';
import type { Json } from '#lib/core/snapshot/canonical.ts';
import { unwrap } from '#lib/core/result.ts';
import { draftOf } from '#lib/core/standards/draft.ts';
import { freezeSetAnalysis } from '#lib/server/comparison/freeze-analysis.ts';
import { freezeComparison } from '#lib/server/comparison/freeze.ts';
import { addMembers, setIncluded } from '#lib/server/comparison/members.ts';
import { createComparison } from '#lib/server/comparison/service.ts';
import type { Context } from '#lib/server/context.ts';
import type { OpenDatabase } from '#lib/server/database/database.ts';
import { snapshotEvidence } from '#lib/server/evidence/service.ts';
import { unpackZip } from '#lib/server/intake/zip.ts';
import { createSeries, decideEntry, proposeEntry } from '#lib/server/parameters/service.ts';
import { getSnapshot } from '#lib/server/snapshots/service.ts';
import { confirmByDepartment, confirmByFinance, propose } from '#lib/server/standards/approval.ts';
import { createProposal, saveDraft } from '#lib/server/standards/drafting.ts';
import { issue } from '#lib/server/standards/issuing.ts';
import { getProposal } from '#lib/server/standards/proposals.ts';
import { confirmAnalysis } from '../support/analyses.ts';
import { freshDatabase } from '../support/databases.ts';
import { EXPENDITURE, QUOTA, SERVICE } from '../support/standard-drafts.ts';
import { seedWorkspace, type Workspace } from '../support/workspace.ts';

/**
 * The law of names (区镇视图): who may see a set but not every breakdown in it learns position and quantiles, never whose
 * the other members are. Every page and every endpoint is asked as such a reader, with every id there is.
 */
const PROJECT = 'HIDDENCODE';
const REGION = '密云隐区';
const REASON = '因隐藏单位另有补贴';
const SECRETS = [PROJECT, REGION, REASON];

/** Kinds whose every figure is asked for; breakdowns and sheets are refused as a whole. */
const EXPLAINED = ['comparison', 'comparison-analysis', 'standard', 'budget-check', 'parameter-set'];

/** Where the table of factors itself is read, and the record of its changes. */
const PUBLIC_TABLES = /\/(?:parameters|audit|evidence)\//;

type Handler = (event: unknown) => unknown;
const PAGES = import.meta.glob<{ readonly load?: Handler }>('../../src/routes/**/+page.server.ts');
const ENDPOINTS = import.meta.glob<{ readonly GET?: Handler }>('../../src/routes/**/+server.ts');

/** Milliseconds: one reader asks every page and endpoint there is, the first one while their modules are loaded. */
const MANY = 120_000;

describe('names by permission', { timeout: MANY }, () => {
	let open: OpenDatabase;
	let workspace: Workspace;
	let comparison: Hash;
	let snapshots: readonly { readonly hash: Hash; readonly kind: string }[];
	// Of the department whose set it is; and one who works here and may read no project at all.
	const readers = ['analyst', 'admin'] as const;

	beforeAll(async () => {
		open = await freshDatabase('sqlite');
		workspace = await seedWorkspace(open);
		await regionFactors(workspace);
		const perf = workspace.as('perf');
		const set = await mixedSet(open, workspace);
		comparison = unwrap(await freezeComparison(perf, set));
		unwrap(await freezeSetAnalysis(perf, { id: set, own: '0', benchmark: '1' }));
		await open.db.updateTable('comparison').set({ organisation_id: 'cm' }).where('id', '=', set).execute();
		await mixedSet(open, workspace, 'draft');
		await issueFrom(workspace, set);
		snapshots = await open.db.selectFrom('snapshot').select(['hash', 'kind']).orderBy('hash').execute();
	});
	afterAll(() => open.db.destroy());

	it('means something: who may see every breakdown reads the names', async () => {
		const told = await everything(workspace.as('perf'), open);
		for (const secret of SECRETS)
			expect(
				told.some(({ text }) => text.includes(secret)),
				secret
			).toBe(true);
	});

	it.each(readers)('holds on every page and endpoint for the %s', async (reader) => {
		const told = await everything(workspace.as(reader), open);
		// Some pages open for this reader at all: the law is not kept by refusing everything.
		expect(told.filter(({ refused }) => !refused).length).toBeGreaterThan(10);
		const leaks = told.flatMap(({ at, text }) =>
			// That a region stands in a public table of factors says nothing about any member.
			SECRETS.filter((secret) => text.includes(secret) && !(secret === REGION && PUBLIC_TABLES.test(at))).map(
				(secret) => `${at}: ${secret}`
			)
		);
		expect(leaks).toEqual([]);
	});

	it.each(readers)('holds in every explanation of every frozen figure for the %s', async (reader) => {
		const explain = await endpoint('api/explain');
		const leaks: string[] = [];
		for (const { hash, kind } of snapshots) {
			if (!EXPLAINED.includes(kind)) continue;
			const { content, results } = unwrap(await getSnapshot(open.db, hash));
			for (const pointer of pointersIn({ content, results })) {
				const ref = refText({ kind: 'frozen', snapshot: hash, pointer });
				const { text } = await asked(explain, event(workspace.as(reader), { query: { ref, chain: '1' } }));
				leaks.push(
					...SECRETS.filter(
						(secret) => text.includes(secret) && !(secret === REGION && kind === 'parameter-set')
					).map((secret) => `${kind} ${pointer}: ${secret}`)
				);
			}
		}
		expect(leaks).toEqual([]);
	});

	it.each([
		['analyst', 'full'],
		['admin', 'full'],
		['supervisor', 'public']
	] as const)('holds in the evidence pack of the %s, %s edition', async (reader, edition) => {
		for (const { hash, kind } of snapshots) {
			if (kind !== 'standard') continue;
			const pack = unwrap(await snapshotEvidence(workspace.as(reader), hash, edition));
			const pieces: Buffer[] = [];
			for await (const piece of pack.bytes) pieces.push(piece);
			for (const [name, bytes] of unpackZip(new Uint8Array(Buffer.concat(pieces)), 'pack.zip'))
				for (const secret of [PROJECT, REASON])
					expect(new TextDecoder().decode(bytes).includes(secret), `${secret} in ${name}`).toBe(false);
		}
		expect(comparison).not.toBe('');
	});
});

/** Six members: one of the analyst's own department, five of another whose breakdowns it may not see. */
async function mixedSet(open: OpenDatabase, workspace: Workspace, suffix = ''): Promise<string> {
	const perf = workspace.as('perf');
	const members: { snapshot: Hash; unit: number }[] = [];
	for (const [i, cost] of ['8600', '8100', '8200', '8300', '8400', '8500'].entries()) {
		const own = i === 0 ? { project: `OWN${suffix}`, organisation: 'cm' } : null;
		const place = own ?? { project: `${PROJECT}${i}${suffix}`, organisation: 'edu', region: REGION };
		members.push({ snapshot: await confirmAnalysis(open, { ...place, cost }), unit: 0 });
	}
	const settings = {
		title: `两部门${suffix}`,
		purpose: '',
		targetYear: '2025',
		steps: ['region', 'scope'],
		series: { region: 'regions', scope: 'scopes' }
	};
	const id = unwrap(await createComparison(perf, { ...settings, category: SERVICE.category, unit: '㎡' }));
	unwrap(await addMembers(perf, { id, members }));
	const [last] = members.slice(-1);
	if (last) unwrap(await setIncluded(perf, { id, ...last, included: false, reason: REASON }));
	if (suffix !== '')
		await open.db.updateTable('comparison').set({ organisation_id: 'cm' }).where('id', '=', id).execute();
	return id;
}

async function regionFactors(workspace: Workspace): Promise<void> {
	const [perf, approver] = [workspace.as('perf'), workspace.as('approver')];
	unwrap(
		await createSeries(perf, { code: 'regions', name: '地区系数', kind: 'region-factor', form: 'ratio' })
	);
	unwrap(
		await createSeries(perf, {
			code: 'scopes',
			name: '自有人员资产',
			kind: 'scope-adjustment',
			form: 'amount'
		})
	);
	// The amount of each project stands under its code: approved ones, and one that waits for a second person.
	const scope = { series: 'scopes', value: '0.5', validFrom: '2020-01-01', document: '财务决算' };
	for (const code of [
		'OWN',
		'OWNdraft',
		...[1, 2, 3, 4, 5].flatMap((i) => [`${PROJECT}${i}`, `${PROJECT}${i}draft`])
	]) {
		const id = unwrap(await proposeEntry(perf, { ...scope, key: `${code} 2025` }));
		unwrap(await decideEntry(approver, { id, approve: true }));
	}
	unwrap(await proposeEntry(perf, { ...scope, key: `${PROJECT}1 2024` }));
	for (const [key, value] of [
		['甲区', '1'],
		[REGION, '0.95']
	] as const) {
		const entry = { series: 'regions', key, value, validFrom: '2020-01-01', document: '统计年鉴' };
		unwrap(await decideEntry(approver, { id: unwrap(await proposeEntry(perf, entry)), approve: true }));
	}
}

async function issueFrom(workspace: Workspace, comparisonId: string): Promise<void> {
	const analyst = workspace.as('analyst');
	const { id: proposalId } = unwrap(await createProposal(analyst, { comparisonId }));
	const { base } = unwrap(await getProposal(analyst, proposalId));
	const draft = draftOf({ service: SERVICE, quota: QUOTA, expenditure: EXPENDITURE });
	unwrap(await saveDraft(analyst, { proposalId, base, draft }));
	unwrap(await propose(analyst, { proposalId }));
	unwrap(await confirmByDepartment(workspace.as('head'), { proposalId }));
	unwrap(await confirmByFinance(workspace.as('perf'), { proposalId }));
	const terms = { documentNumber: '示财绩〔2026〕8号', effectiveFrom: '2027-01-01', trial: false };
	unwrap(await issue(workspace.as('approver'), { proposalId, ...terms }));
}

interface Told {
	readonly at: string;
	readonly text: string;
	readonly refused: boolean;
}

/** What every page and endpoint answers this person, asked with every id that could stand in its address. */
async function everything(context: Context, { db }: OpenDatabase): Promise<readonly Told[]> {
	const idsOf = async (table: 'comparison' | 'standard_proposal' | 'issued_standard' | 'analysis') =>
		(await db.selectFrom(table).select('id').execute()).map(({ id }) => id);
	const ids: Readonly<Record<string, readonly string[]>> = {
		comparisons: await idsOf('comparison'),
		proposals: await idsOf('standard_proposal'),
		standards: await idsOf('issued_standard'),
		analyses: (await idsOf('analysis')).slice(0, 3)
	};
	// Of each kind some: a pack of everything below is made for each.
	const all = await db.selectFrom('snapshot').select(['hash', 'kind']).orderBy('hash').execute();
	const hashes = [...Map.groupBy(all, ({ kind }) => kind).values()].flatMap((same) =>
		same.slice(0, 2).map(({ hash }) => hash)
	);
	const told: Told[] = [];
	for (const [path, load] of [...Object.entries(PAGES), ...Object.entries(ENDPOINTS)]) {
		// An open stream never ends.
		if (path.includes('/live/')) continue;
		const module = (await load()) as { readonly load?: Handler; readonly GET?: Handler };
		const handler = module.load ?? module.GET;
		if (!handler) continue;
		const area = path.split('/')[4] ?? '';
		const values = path.includes('[hash]')
			? hashes
			: path.includes('[code]')
				? ['regions', 'scopes']
				: (ids[area] ?? ['x']);
		const addresses = path.includes('[') ? values : [''];
		for (const id of addresses) {
			const params = { id, hash: id, code: id, ref: `frozen/${id}`, file: id, sheet: '表1', intakeId: id };
			const query = { id, comparison: id, near: '', date: '2027-03-01', q: '' };
			told.push({ at: path, ...(await asked(handler, event(context, { params, query }))) });
		}
	}
	return told;
}

function event(
	context: Context,
	{ params = {}, query }: { params?: Record<string, string>; query: Record<string, string> }
) {
	const url = new URL('http://app.test/');
	for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
	const request = new Request(url);
	return {
		locals: { context },
		params,
		url,
		request,
		depends: () => undefined,
		setHeaders: () => undefined,
		parent: () => ({}),
		cookies: { get: () => undefined }
	};
}

async function endpoint(path: string): Promise<Handler> {
	const found = ENDPOINTS[`../../src/routes/${path}/+server.ts`];
	const handler = found && (await found()).GET;
	if (!handler) throw new Error(`No such endpoint: ${path}`);
	return handler;
}

async function asked(handler: Handler, given: unknown): Promise<{ text: string; refused: boolean }> {
	try {
		const answer = await handler(given);
		const text = answer instanceof Response ? await answer.text() : JSON.stringify(answer ?? null);
		return { text, refused: answer instanceof Response && !answer.ok };
	} catch (error) {
		// A refusal of SvelteKit: its message is what the reader sees.
		return { text: JSON.stringify(error), refused: true };
	}
}

/** Pointers of every figure and text in a value. */
function pointersIn(value: Json, at = ''): readonly string[] {
	if (value === null || typeof value !== 'object') return [at];
	return Object.entries(value).flatMap(([key, inside]) => pointersIn(inside as Json, `${at}/${key}`));
}
