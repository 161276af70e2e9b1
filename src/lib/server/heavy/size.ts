import type { Context } from '../context.ts';
import { countLines, fileSizeOfIntake } from './store.ts';
import type { HeavyTask } from './tasks.ts';

/** Lines of an analysis, and bytes of a workbook (of about as many lines), from which a process of its own pays. */
const LINES = 2_000;
const BYTES = 128 * 1024;

/** Whether a task is worth a process of its own. Permission is asked by the task itself, wherever it runs. */
export async function isLarge({ db }: Context, task: HeavyTask): Promise<boolean> {
	if (task.kind === 'export') return (await countLines(db, task.analysisId)) >= LINES;
	return (await fileSizeOfIntake(db, task.intakeId)) >= BYTES;
}
