import type { Hash } from '#lib/core/address/value-ref.ts';
import {
	GroupDescriber,
	type GroupDescription,
	type ObservationColumns
} from '#lib/core/comparison/numeric/describe-groups.ts';
import { ok, type Result } from '#lib/core/result.ts';
import type { Context } from '../context.ts';
import { confirmedSamples } from '../samples/service.ts';
import { columnsOf } from './observation-columns.ts';

/**
 * How the unit costs of every confirmed external sample lie, by snapshot, before anything is normalised: for choosing a
 * sample. Empty for people who compare nothing.
 */
export async function describeSamples(
	context: Context
): Promise<Result<ReadonlyMap<Hash, GroupDescription>>> {
	const samples: [Hash, ObservationColumns][] = [];
	let most = 0;
	for (const hash of await confirmedSamples(context)) {
		const columns = await columnsOf(context, hash);
		if (!columns.ok) return columns;
		samples.push([hash, columns.value]);
		most = Math.max(most, columns.value.groups.length);
	}
	const describer = new GroupDescriber(most);
	return ok(
		new Map(
			samples.flatMap(([hash, columns]) =>
				describer.describe(columns, 1).map((description) => [hash, description] as const)
			)
		)
	);
}
