import { entryFor } from '#lib/core/comparison/normalise/entry.ts';
import type { ParameterSetContent } from '#lib/core/comparison/comparison-snapshot.ts';
import type { PlaceAttributes } from '#lib/core/comparison/distance.ts';
import type { Observation } from '#lib/core/comparison/observation.ts';
import { toText } from '#lib/core/decimal/decimal.ts';
import type { Context } from '../context.ts';
import { listSeries, seriesContent } from '../parameters/service.ts';

/**
 * What is known of the place an observation comes from: the attributes its sample gives, and those that series of
 * 地区属性 hold for its region, each with its source, its date and two people's signatures.
 */
export async function placeAttributes(
	context: Context
): Promise<(observation: Observation) => PlaceAttributes> {
	const listed = await listSeries(context);
	const contents: ParameterSetContent[] = [];
	for (const { kind, code } of listed.ok ? listed.value : []) {
		if (kind !== 'place-attribute') continue;
		const content = await seriesContent(context, code);
		if (content.ok) contents.push(content.value);
	}
	const known = new Map<string, PlaceAttributes>();
	const ofRegion = (region: string) => {
		const found = known.get(region) ?? attributesOf(contents, region);
		known.set(region, found);
		return found;
	};
	return ({ basis, attributes }) => ({ ...ofRegion(basis.region), ...attributes });
}

function attributesOf(contents: readonly ParameterSetContent[], region: string): PlaceAttributes {
	return Object.fromEntries(
		contents.flatMap((content) => {
			const entry = entryFor(content, region);
			return entry ? [[content.name, toText(entry.value)]] : [];
		})
	);
}
