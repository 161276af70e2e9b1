import { beforeNavigate, goto } from '$app/navigation';
import type { CostSheet } from './cost-sheet.svelte.ts';

/** Leaving the page waits until the server has everything, or the person says that it may wait on this computer. */
export function stayUntilSaved(
	sheet: CostSheet,
	finishTyping: () => void,
	ask: (question: string, agree: string) => Promise<boolean>
): void {
	let leaving = false;
	beforeNavigate(({ cancel, to, willUnload }) => {
		finishTyping();
		if (sheet.saving === 'saved' || leaving) return;
		cancel();
		if (willUnload || !to) return;
		void sheet.flush().then(async (saved) => {
			const question = '还有修改没有保存到服务器。它们已记在这台电脑上，下次打开本页会接着保存。';
			if (saved || (leaving = await ask(question, '先离开'))) await goto(to.url);
		});
	});
}
