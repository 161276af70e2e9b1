import * as v from 'valibot';
import { problem } from '#lib/core/problem.ts';
import { ok, refuse, type Result } from '#lib/core/result.ts';
import type { Context } from '../context.ts';
import { isSettingKey, SETTINGS, type SettingKey } from './schema.ts';
import { selectSetting, upsertSetting } from './store.ts';

/** How the person who asks likes something, as it was kept; null before the first time. */
export async function settingOf(context: Context, key: SettingKey): Promise<unknown> {
	const kept = await selectSetting(context.db, context.actor.userId, key);
	return kept === undefined ? null : JSON.parse(kept);
}

/**
 * Keeps how the person who asks likes something. Everybody may set up their own screen and nobody else's, and it says
 * nothing about the work: it is the one write that the audit chain does not record.
 */
export async function keepSetting(context: Context, key: string, value: unknown): Promise<Result<true>> {
	if (!isSettingKey(key)) return refuse(problem('request/malformed', {}));
	const parsed = v.safeParse(SETTINGS[key], value);
	if (!parsed.success) return refuse(problem('request/malformed', {}));
	await upsertSetting(context.db, context.actor.userId, key, JSON.stringify(parsed.output));
	return ok(true);
}
