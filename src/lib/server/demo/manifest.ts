import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';

const unit = v.object({
	name: v.string(),
	grade: v.string(),
	unit: v.string(),
	output: v.string(),
	/** The cell the output was read from; null when it is a sum or was typed. */
	outputCell: v.nullable(v.string()),
	lineCodes: v.array(v.string())
});

const example = v.object({
	file: v.string(),
	sheet: v.string(),
	project: v.object({ code: v.string(), name: v.string(), organisation: v.string(), category: v.string() }),
	fiscalYear: v.number(),
	periodMonths: v.number(),
	priceYear: v.number(),
	region: v.string(),
	basis: v.object({
		taxBasis: v.picklist(['included', 'excluded', 'unknown']),
		staffScope: v.picklist(['included', 'excluded', 'unknown']),
		deliveryMode: v.picklist(['own', 'purchased', 'mixed', 'unknown'])
	}),
	units: v.array(unit),
	sourceNote: v.string(),
	synthetic: v.boolean()
});

export type Example = v.InferOutput<typeof example>;

/** The example workbooks and what each one is; see examples/README.md for their sources. */
export function readManifest(projectRoot: string): readonly Example[] {
	return v.parse(
		v.array(example),
		JSON.parse(readFileSync(join(projectRoot, 'examples', 'manifest.json'), 'utf8'))
	);
}

export function readExample(projectRoot: string, file: string): Uint8Array {
	return readFileSync(join(projectRoot, 'examples', file));
}
