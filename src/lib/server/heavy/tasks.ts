import type { Result } from '#lib/core/result.ts';
import type { Context } from '../context.ts';
import { exportAnalysis, type ExportedWorkbook } from '../export/analysis-workbook.ts';
import { commitIntake, type CommitMode, type CommittedIntake } from '../intake/commit.ts';
import { commitOwnImport, previewOwnImport, type OwnPreview } from '../intake/own-import.ts';

/** Use cases that take seconds of calculation for 100,000 lines. */
export type HeavyTask =
	| { readonly kind: 'commit-intake'; readonly intakeId: string; readonly mode: CommitMode }
	| { readonly kind: 'preview-own'; readonly intakeId: string }
	| { readonly kind: 'commit-own'; readonly intakeId: string }
	| { readonly kind: 'export'; readonly analysisId: string };

export interface HeavyAnswers {
	'commit-intake': CommittedIntake;
	'preview-own': OwnPreview;
	'commit-own': { readonly revision: number; readonly changed: number; readonly added: number };
	export: ExportedWorkbook;
}
export type HeavyAnswer<T extends HeavyTask> = HeavyAnswers[T['kind']];

/** Does a task in whatever process this is. */
export function performHeavy<T extends HeavyTask>(context: Context, task: T): Promise<Result<HeavyAnswer<T>>>;
export function performHeavy(
	context: Context,
	task: HeavyTask
): Promise<Result<HeavyAnswers[HeavyTask['kind']]>> {
	switch (task.kind) {
		case 'commit-intake':
			return commitIntake(context, task.intakeId, task.mode);
		case 'preview-own':
			return previewOwnImport(context, task.intakeId);
		case 'commit-own':
			return commitOwnImport(context, task.intakeId);
		case 'export':
			return exportAnalysis(context, task.analysisId);
	}
}

/** Whether a task writes, so that no other writer of this process may start until it is done. */
export function writes(task: HeavyTask): boolean {
	return task.kind === 'commit-intake' || task.kind === 'commit-own';
}
