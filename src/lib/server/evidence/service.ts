import type { Hash } from '#lib/core/address/value-ref.ts';
import type { Edition } from '#lib/core/lineage/evidence-pack.ts';
import { chineseDate } from '#lib/core/period/date.ts';
import { problem } from '#lib/core/problem.ts';
import { ok, refuse, type Result } from '#lib/core/result.ts';
import { compositionWords } from '#lib/core/standards/composition.ts';
import { payerTableWords } from '#lib/core/standards/payers.ts';
import {
	QUOTA_FORMS,
	STANDARD_KINDS,
	type ExpenditureResults,
	type QuotaResults
} from '#lib/core/standards/standard-snapshot.ts';
import { today, type Context } from '../context.ts';
import { resolveHash } from '../snapshots/service.ts';
import { issuedStandard, lookUp, type LibraryEntry } from '../standards/library.ts';
import { makePack } from './pack.ts';

/** A download: its name and its bytes, made while they are sent. */
export interface EvidencePack {
	readonly name: string;
	readonly bytes: AsyncGenerator<Buffer>;
}

/** 证据包 of an issued standard: all three standards of the issue, as the one they end in proves them. */
export async function standardEvidence(
	context: Context,
	id: string,
	edition: Edition
): Promise<Result<EvidencePack>> {
	const view = await issuedStandard(context, id, today(context));
	return view.ok ? packOf(context, view.value.entry, edition) : view;
}

/** The same by code (编号) of any of the three, of the version issued last. */
export async function evidenceByCode(
	context: Context,
	code: string,
	edition: Edition
): Promise<Result<EvidencePack>> {
	const entries = await lookUp(context, { date: today(context), all: true });
	if (!entries.ok) return entries;
	const entry = entries.value.find(({ codes }) => Object.values(codes).includes(code));
	return entry ? packOf(context, entry, edition) : refuse(problem('evidence/unknown-standard', { code }));
}

/** 证据包 of any snapshot: a confirmed analysis, a frozen comparison, a budget check. `hash` may be a beginning of one. */
export async function snapshotEvidence(
	context: Context,
	hash: string,
	edition: Edition
): Promise<Result<EvidencePack>> {
	const root = await resolveHash(context.db, hash);
	return root.ok ? download(context, root.value, edition, []) : root;
}

function packOf(context: Context, entry: LibraryEntry, edition: Edition): Promise<Result<EvidencePack>> {
	const { codes, service, quota, expenditure } = entry;
	const force =
		chineseDate(entry.effectiveFrom) + (entry.effectiveTo ? ` 至 ${chineseDate(entry.effectiveTo)}` : ' 起');
	return download(context, entry.hashes.expenditure, edition, [
		['名称', entry.title],
		[STANDARD_KINDS.service, `${service.title}（${codes.service}），${service.items.length} 项`],
		[STANDARD_KINDS.quota, `${quota.results.value ?? '无'} ${quota.results.unit}（${codes.quota}）`],
		[
			STANDARD_KINDS.expenditure,
			`${expenditure.results.value} ${expenditure.results.unit}（${codes.expenditure}）`
		],
		...formFact(quota),
		...compositionFact(quota.results),
		...payerFact(expenditure.results),
		['文号', entry.documentNumber],
		['施行', force + (entry.trial ? '（试行）' : '')],
		['编制单位', entry.organisation],
		['类别', entry.category]
	]);
}

type Fact = readonly [string, string];

function formFact({ content, results }: LibraryEntry['quota']): readonly Fact[] {
	if (content.form === 'point') return [];
	const span = results.low !== null && results.high !== null ? `：${results.low} 至 ${results.high}` : '';
	return [['定额表示形式', `${QUOTA_FORMS[content.form]}${span}`]];
}

function compositionFact(results: QuotaResults): readonly Fact[] {
	const words = compositionWords(results);
	return words === '' ? [] : [['费用构成', words]];
}

function payerFact(results: ExpenditureResults): readonly Fact[] {
	const words = payerTableWords(results);
	return words === '' ? [] : [['分级负担', words]];
}

async function download(
	context: Context,
	root: Hash,
	edition: Edition,
	facts: readonly (readonly [string, string])[]
): Promise<Result<EvidencePack>> {
	const pack = await makePack(context, { root, edition, facts });
	if (!pack.ok) return pack;
	const { title, bytes } = pack.value;
	const safe = title.replaceAll(/[\\/:*?"<>|\p{Cc}]/gu, '');
	return ok({ name: `证据包${edition === 'public' ? '（公开版）' : ''} ${safe}.zip`, bytes });
}
