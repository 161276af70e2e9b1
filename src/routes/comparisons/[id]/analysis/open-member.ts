import { sourcePanel } from '#lib/ui/lineage/source-panel.svelte.ts';
import { memberRef } from './worked-ref.ts';

/** Opens where the unit cost of a member comes from, down to its lines. */
export function openMember(head: Parameters<typeof memberRef>[0], member: string): void {
	sourcePanel.open(memberRef(head, Number(member), 'comparable'));
}
