import { problem } from '../problem.ts';
import { ok, refuse, type Result } from '../result.ts';

/** What decides whether a member's place needs a written reason. */
export interface Placed {
	readonly label: string;
	readonly included: boolean;
	readonly reason: string;
	readonly flagged: 'low' | 'high' | null;
	readonly warnings: readonly string[];
}

/**
 * Why this member may not stand as it does without a reason: it was taken out, or it was taken in although it lies
 * outside the fences or differs in basis. Null where no reason is needed.
 */
export function reasonNeeded({
	included,
	flagged,
	warnings
}: Omit<Placed, 'label' | 'reason'>): string | null {
	if (!included) return '不纳入统计';
	if (flagged !== null) return flagged === 'high' ? '高于离群上限而仍纳入' : '低于离群下限而仍纳入';
	return warnings.length > 0 ? `口径有差异（${warnings.join('；')}）而仍纳入` : null;
}

/** Refuses a member whose place needs a reason and has none. */
export function requireReason(member: Placed): Result<true> {
	const because = reasonNeeded(member);
	if (because === null || member.reason.trim() !== '') return ok(true);
	return refuse(problem('comparison/reason-needed', { member: member.label, because }));
}
