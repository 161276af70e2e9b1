import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { problem } from '#lib/core/problem.ts';
import type { Actor } from '#lib/core/workflow/actor.ts';
import { SYSTEM_ACTOR } from '#lib/server/auth/system-actor.ts';
import { listPeople } from '#lib/server/auth/people.ts';
import type { Context } from '#lib/server/context.ts';
import { listAnalyses } from '#lib/server/costing/analyses.ts';
import { inTransaction } from '#lib/server/database/database.ts';
import { commitIntake, type CommittedIntake } from '#lib/server/intake/commit.ts';
import { previewUpload, remap, type IntakePreview } from '#lib/server/intake/service.ts';
import { ok, type Result } from '#lib/core/result.ts';
import { intakeFindingText } from '#lib/text/intake.ts';
import { problemText } from '#lib/text/zh-CN.ts';
import { CommandRefused, UsageError, type Arguments, type Command, type Outcome } from '../command.ts';
import { contextOf, need, withDatabase } from '../installation.ts';

const SEVERITIES = { error: '错误', warning: '警告', notice: '提示' } as const;

export const command: Command = {
	usage:
		'hengzhun import <文件> --project <项目编号> --year <年度> --as <用户名> [--sheet <工作表>] [--commit]',
	help: [
		'读取一份成本工作簿（.xlsx、.xls 或 .csv），列出将要导入的行数、合计和全部问题提示。',
		'  --project <编号>   导入到哪个项目',
		'  --year <年度>      哪一年的成本分析，如 2021',
		'  --as <用户名>      以哪位用户的名义和权限导入',
		'  --sheet <名称>     读取哪个工作表（默认由系统建议）',
		'  --commit           确认写入；不加时只看不写'
	],
	options: {
		project: { type: 'string' },
		year: { type: 'string' },
		as: { type: 'string' },
		sheet: { type: 'string' },
		commit: { type: 'boolean' }
	},
	positionals: 1,
	run: (given) =>
		withDatabase(async (open) => {
			const path = given.positionals[0];
			if (path === undefined) throw new UsageError('请给出要导入的文件。');
			const [project, year] = [required(given, 'project'), required(given, 'year')];
			const system = contextOf(open, SYSTEM_ACTOR);
			const context = { ...system, actor: await userNamed(system, required(given, 'as')) };
			const analysisId = await analysisOf(context, project, year);
			const bytes = await bytesOf(path);
			const upload = { analysisId, fileName: basename(path), bytes };
			const { preview, committed } = await importing(context, upload, given);
			return outcomeOf(preview, committed);
		})
};

function required(given: Arguments, name: string): string {
	const value = given.text(name);
	if (value === undefined || value === '') throw new UsageError(`缺少 --${name}。`);
	return value;
}

async function bytesOf(path: string): Promise<Uint8Array> {
	try {
		return await readFile(path);
	} catch {
		throw new CommandRefused(problem('import/no-file', { path }));
	}
}

/** The person with every role held, as if signed in: permissions are asked of them, not of the command line. */
async function userNamed(system: Context, username: string): Promise<Actor> {
	const person = (await listPeople(system)).find((one) => one.username === username && !one.disabled);
	if (!person) throw new CommandRefused(problem('import/no-user', { username }));
	const appointments = person.roles.map(({ role, organisationId, organisationName, path }) => ({
		role,
		organisationId,
		organisationName,
		path
	}));
	return { userId: person.id, name: person.name, appointments };
}

async function analysisOf(context: Context, project: string, year: string): Promise<string> {
	const analyses = await listAnalyses(context);
	const found = analyses.find((one) => one.projectCode === project && String(one.fiscalYear) === year);
	if (!found) throw new CommandRefused(problem('import/no-analysis', { project, year }));
	return found.id;
}

type Imported = { readonly preview: IntakePreview; readonly committed: CommittedIntake | null };

/** All in one transaction, which is kept only with --commit: a look leaves nothing behind. */
async function importing(
	context: Context,
	upload: Parameters<typeof previewUpload>[1],
	given: Arguments
): Promise<Imported> {
	let imported: Imported | null = null;
	const done = await inTransaction(context, async (tx): Promise<Result<true>> => {
		const preview = await readInto(tx, upload, given.text('sheet'));
		if (!preview.ok) return preview;
		if (!given.flag('commit')) throw new OnlyLooked(preview.value);
		const committed = await commitIntake(tx, preview.value.id);
		if (!committed.ok) return committed;
		imported = { preview: preview.value, committed: committed.value };
		return ok(true);
	}).catch((error: unknown): Result<true> => {
		if (!(error instanceof OnlyLooked)) throw error;
		imported = { preview: error.preview, committed: null };
		return ok(true);
	});
	need(done);
	if (imported === null) throw new Error('An import that was not refused has a preview');
	return imported;
}

/** Rolls the transaction back and carries the preview out. */
class OnlyLooked extends Error {
	readonly preview: IntakePreview;

	constructor(preview: IntakePreview) {
		super('only looked');
		this.preview = preview;
	}
}

async function readInto(
	tx: Context,
	upload: Parameters<typeof previewUpload>[1],
	sheet: string | undefined
): Promise<Result<IntakePreview>> {
	const preview = await previewUpload(tx, upload);
	if (!preview.ok || sheet === undefined || sheet === preview.value.sheet) return preview;
	return remap(tx, { intakeId: preview.value.id, sheet });
}

function outcomeOf(preview: IntakePreview, committed: CommittedIntake | null): Outcome {
	const { fileName, sheet, lineCount, total, findings, problem: blocked } = preview;
	const refused = blocked === null ? [] : [problemText(blocked)];
	const end =
		committed === null
			? '只看未写：确认无误后加 --commit 写入。'
			: `已写入 ${committed.lines} 行，来源表快照 ${committed.snapshot}。`;
	return {
		ok: blocked === null,
		lines: [
			`${fileName} 工作表“${sheet}”：${lineCount} 行，合计 ${total === null ? '无法合计' : `${total} 元`}`,
			...findings.map(
				(finding) =>
					`  ${SEVERITIES[finding.severity]} ${finding.at === null ? '' : `${finding.at} `}${intakeFindingText(finding)}`
			),
			...refused,
			end
		],
		json: {
			file: fileName,
			sheet,
			lines: lineCount,
			total,
			findings: findings.map((finding) => ({ ...finding, text: intakeFindingText(finding) })),
			problem: blocked === null ? null : problemText(blocked),
			committed: committed === null ? null : { lines: committed.lines, snapshot: committed.snapshot }
		}
	};
}
