import type { Hash } from '#lib/core/address/value-ref.ts';
import { problem } from '#lib/core/problem.ts';
import { ok, refuse, type Result } from '#lib/core/result.ts';
import { canonicalText } from '#lib/core/snapshot/canonical.ts';
import { isSeriesCode } from '#lib/core/standards/draft.ts';
import { checkWritten } from '#lib/core/standards/rule-pack/check-written.ts';
import type { RulePack } from '#lib/core/standards/rule-pack/rule-pack.ts';
import { may, mayAnywhere } from '#lib/core/workflow/permission.ts';
import { editable, PROPOSAL_MACHINE } from '#lib/core/workflow/states.ts';
import { contentHash, recordAudit } from '../audit/service.ts';
import { timestamp, type Context } from '../context.ts';
import { inTransaction } from '../database/database.ts';
import { organisationById } from '../organisations/service.ts';
import { EXAMPLE_PACKS } from './example-packs.ts';
import { parsePack } from './pack-schema.ts';
import { loadRule, RULE, storedPack } from './proposal.ts';
import { insertRule, updatePack } from './store.ts';

/** Rules a draft can be started from: name, region and document are enough to choose by. */
export function exampleRules(): readonly Pick<RulePack, 'code' | 'title' | 'region' | 'document'>[] {
	return EXAMPLE_PACKS.map(({ code, title, region, document }) => ({ code, title, region, document }));
}

/** The choice of no example: everything is written on the screen. Nothing unsound is ever saved over it or proposed. */
export const BLANK = 'blank';
const BLANK_PACK: RulePack = {
	code: '',
	title: '新规则',
	region: '',
	document: '',
	inputs: [],
	steps: [],
	result: ''
};

/** 编制规则: a draft that starts empty or as a copy of a published rule, kept by a department. */
export async function createRule(
	context: Context,
	input: { readonly example: string; readonly organisationId: string }
): Promise<Result<{ readonly id: string }>> {
	const pack =
		input.example === BLANK ? BLANK_PACK : EXAMPLE_PACKS.find(({ code }) => code === input.example);
	if (!pack) return refuse(problem('standard/not-found', {}));
	const owner = await organisationById(context.db, input.organisationId);
	if (!owner.ok) return owner;
	const allowed = may(context.actor, 'standard.edit', { path: owner.value.path });
	if (!allowed.ok) return allowed;
	return inTransaction(context, async (tx) => {
		const id = tx.newId();
		await insertRule(tx.db, {
			id,
			title: pack.title,
			code: pack.code,
			organisation_id: owner.value.id,
			state: PROPOSAL_MACHINE.initial,
			pack: canonicalText(pack),
			snapshot: null,
			created_by: tx.actor.userId,
			created_at: timestamp(tx)
		});
		await recordAudit(tx, {
			action: 'standard.create',
			subjectKind: RULE,
			subjectId: id,
			before: null,
			after: contentHash(pack),
			details: { title: pack.title, region: pack.region }
		});
		return ok({ id });
	});
}

/** Saves a draft made on the one whose hash is `base`. Refused where it could not be applied: a rule is kept sound. */
export async function saveRule(
	context: Context,
	input: { readonly id: string; readonly base: Hash; readonly pack: unknown }
): Promise<Result<{ readonly base: Hash }>> {
	const found = await loadRule(context.db, input.id);
	if (!found.ok) return found;
	const { value: row } = found;
	const allowed = may(context.actor, 'standard.edit', { path: row.organisation_path });
	if (!allowed.ok) return allowed;
	const open = editable(PROPOSAL_MACHINE, row.state, '保存草稿');
	if (!open.ok) return open;
	const pack = parsePack(input.pack);
	if (!pack.ok) return pack;
	const fit = checkWritten(pack.value);
	if (!fit.ok) return fit;
	const { code, title } = pack.value;
	if (!isSeriesCode(code))
		return refuse(
			problem('standard/bad-parameter', {
				name: '规则编号',
				text: code.slice(0, 40),
				expected: '40 字以内的字母、数字、汉字，可用短横线分段'
			})
		);
	const before = contentHash(storedPack(row));
	if (before !== input.base) return refuse(problem('standard/draft-changed', {}));
	return inTransaction(context, async (tx) => {
		if (!(await updatePack(tx.db, row, { title, code, pack: canonicalText(pack.value) })))
			return refuse(problem('standard/draft-changed', {}));
		const after = contentHash(pack.value);
		await recordAudit(tx, { action: 'standard.edit', subjectKind: RULE, subjectId: row.id, before, after });
		return ok({ base: after });
	});
}

export function mayDraftRules(context: Context): boolean {
	return mayAnywhere(context.actor, 'standard.edit').ok;
}
