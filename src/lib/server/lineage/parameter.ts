import type { Step } from '#lib/core/address/step.ts';
import type { ValueRef } from '#lib/core/address/value-ref.ts';
import { SERIES_FORMS } from '#lib/core/comparison/parameters.ts';
import { ok, type Result } from '#lib/core/result.ts';
import type { Context } from '../context.ts';
import { pendingEntry, seriesDetail } from '../parameters/service.ts';

/** Explains an entry of a parameter series as entered: a chain ends here, in a dated document two people put in. */
export async function explainEntry(
	context: Context,
	ref: Extract<ValueRef, { kind: 'parameter' }>
): Promise<Result<Step | undefined>> {
	const detail = await seriesDetail(context, ref.series);
	if (!detail.ok) return detail;
	const { series, entries } = detail.value;
	const entry = entries.find(({ key, version }) => key === ref.at && version === ref.version);
	if (!entry) return ok(undefined);
	return ok({
		ref,
		label: `${series.name} ${entry.key}（第 ${entry.version} 版）`,
		value: entry.value,
		unit: series.kind === 'price-index' ? SERIES_FORMS[series.form] : null,
		method: null,
		inputs: [],
		end: 'parameter',
		source: { document: entry.document, date: entry.validFrom }
	});
}

/** A value that was proposed and waits for a second person: typed in, with the document it was taken from. */
export async function explainPending(
	context: Context,
	ref: Extract<ValueRef, { kind: 'draft' }>
): Promise<Result<Step | undefined>> {
	if (ref.field !== 'value') return ok(undefined);
	const pending = await pendingEntry(context, ref.id);
	if (!pending.ok) return pending;
	const { series, entry } = pending.value;
	return ok({
		ref,
		label: `${series.name} ${entry.key}（${entry.author}提出，待审核）`,
		value: entry.value,
		unit: series.kind === 'price-index' ? SERIES_FORMS[series.form] : null,
		method: null,
		inputs: [],
		end: 'typed',
		source: { document: entry.document, date: entry.validFrom }
	});
}
