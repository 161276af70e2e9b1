import type { Step } from '#lib/core/address/step.ts';
import type { ValueRef } from '#lib/core/address/value-ref.ts';
import { SERIES_FORMS } from '#lib/core/comparison/parameters.ts';
import { ok, type Result } from '#lib/core/result.ts';
import type { Context } from '../context.ts';
import { seriesDetail } from '../parameters/service.ts';

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
