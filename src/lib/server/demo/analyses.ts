import type { EditCommand } from '#lib/core/costing/edit-command.ts';
import type { AnalysisDraft, CellSource, CostLine } from '#lib/core/costing/line.ts';
import { unwrap } from '#lib/core/result.ts';
import { createAnalysis, loadAnalysis } from '../costing/analyses.ts';
import { approveAnalysis, submitAnalysis } from '../costing/approval.ts';
import { saveEdits } from '../costing/edits.ts';
import { createProject } from '../costing/projects.ts';
import type { Context } from '../context.ts';
import { commitIntake } from '../intake/commit.ts';
import { previewUpload, remap } from '../intake/service.ts';
import { readIndicators, type ExampleIndicator } from './indicators.ts';
import { readExample, readManifest, type Example } from './manifest.ts';
import type { OrganisationCode } from './organisations.ts';
import type { DemoPeople } from './people.ts';

/** The example that stays with the analyst, so that a new user has something to continue. */
const LEFT_OPEN = 'TX2022B';

/** Imports every example workbook as the analyst would, forms its cost units, enters its indicators, has it confirmed. */
export async function loadAnalyses(
	people: DemoPeople,
	organisations: ReadonlyMap<OrganisationCode, string>,
	projectRoot: string
): Promise<void> {
	const analyst = people.as('analyst');
	const projects = new Map<string, string>();
	for (const example of readManifest(projectRoot)) {
		const { code } = example.project;
		const organisationId = organisations.get(example.synthetic ? 'jgw' : 'anli');
		if (organisationId === undefined) throw new Error('The example organisations are incomplete');
		const projectId = projects.get(code) ?? (await createExampleProject(analyst, example, organisationId));
		projects.set(code, projectId);
		const { fiscalYear, periodMonths, basis, priceYear, region } = example;
		const analysisId = unwrap(
			await createAnalysis(analyst, {
				projectId,
				fiscalYear,
				periodMonths,
				basis: { ...basis, priceYear, region }
			})
		);
		await importExample(analyst, example, analysisId, readExample(projectRoot, example.file));
		await enterIndicators(analyst, analysisId, readIndicators(projectRoot, code));
		if (code !== LEFT_OPEN) await confirmExample(people, analysisId);
	}
}

async function createExampleProject(
	analyst: Context,
	example: Example,
	organisationId: string
): Promise<string> {
	const { code, name, organisation, category } = example.project;
	const sourceNote = `${organisation}。${example.sourceNote}`;
	return unwrap(await createProject(analyst, { code, name, organisationId, category, sourceNote }));
}

async function importExample(
	analyst: Context,
	example: Example,
	analysisId: string,
	bytes: Uint8Array
): Promise<void> {
	const preview = unwrap(await previewUpload(analyst, { analysisId, fileName: example.file, bytes }));
	const intakeId = preview.id;
	if (preview.sheet !== example.sheet) unwrap(await remap(analyst, { intakeId, sheet: example.sheet }));
	unwrap(await commitIntake(analyst, intakeId));
	const { draft, revision } = unwrap(await loadAnalysis(analyst, analysisId));
	const source = { file: preview.file, sheet: example.sheet };
	const commands = example.units.map((unit, position): EditCommand => {
		const lineIds = unit.lineCodes.map((code) => lineOf(draft, code).id);
		const { name, grade, output, outputCell } = unit;
		const outputSource: CellSource | null = outputCell === null ? null : { ...source, address: outputCell };
		const id = analyst.newId();
		return {
			type: 'set-unit',
			unit: { id, position, name, grade, unit: unit.unit, output, outputSource, yearOutputs: {}, lineIds }
		};
	});
	if (commands.length > 0)
		unwrap(await saveEdits(analyst, { analysisId, batchId: analyst.newId(), revision, commands }));
}

async function enterIndicators(
	analyst: Context,
	analysisId: string,
	given: readonly ExampleIndicator[]
): Promise<void> {
	if (given.length === 0) return;
	const { revision } = unwrap(await loadAnalysis(analyst, analysisId));
	const commands = given.map((indicator, position): EditCommand => {
		return { type: 'set-indicator', indicator: { ...indicator, id: analyst.newId(), position } };
	});
	unwrap(await saveEdits(analyst, { analysisId, batchId: analyst.newId(), revision, commands }));
}

function lineOf(draft: AnalysisDraft, code: string): CostLine {
	const line = draft.lines.find((candidate) => candidate.code === code);
	if (!line) throw new Error(`The example ${draft.project.code} has no line ${code}`);
	return line;
}

/** Submits a breakdown as the analyst and confirms it as the head of the department. */
export async function confirmExample(people: DemoPeople, analysisId: string): Promise<void> {
	const analyst = people.as('analyst');
	const { revision } = unwrap(await loadAnalysis(analyst, analysisId));
	unwrap(await submitAnalysis(analyst, { analysisId, revision, opinion: '' }));
	unwrap(
		await approveAnalysis(people.as('head'), {
			analysisId,
			revision,
			opinion: '已核对来源与合计，予以确认。'
		})
	);
}
