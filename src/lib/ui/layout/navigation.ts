import type { Actor } from '#lib/core/workflow/actor.ts';
import { mightEver, type Action } from '#lib/core/workflow/permission.ts';

export interface Destination {
	readonly href: string;
	readonly label: string;
	/** One character that stands for the label when the navigation is folded. */
	readonly sign: string;
	/** Pinyin initials, for the command palette. */
	readonly initials: string;
}

/** The navigation by job, in the order of the work. */
const DESTINATIONS: readonly (Destination & { readonly needs: Action | null })[] = [
	{ href: '/', label: '工作台', sign: '工', initials: 'gzt', needs: null },
	{ href: '/analyses', label: '成本拆分', sign: '拆', initials: 'cbcf', needs: 'project.read' },
	{ href: '/comparisons', label: '同类比对', sign: '比', initials: 'tlbd', needs: 'comparison.read' },
	{ href: '/proposals', label: '标准编制', sign: '编', initials: 'bzbz', needs: 'standard.read' },
	{ href: '/standards', label: '标准库', sign: '准', initials: 'bzk', needs: 'standard.read' },
	{ href: '/budget-check', label: '预算审核', sign: '审', initials: 'yssh', needs: 'budget-check.run' },
	{ href: '/recipes', label: '定额测算', sign: '定', initials: 'decs', needs: 'recipe.read' },
	{ href: '/parameters', label: '资料库', sign: '资', initials: 'zlk', needs: 'parameter.read' },
	{ href: '/samples', label: '外部样本', sign: '样', initials: 'wbyb', needs: 'sample.read' },
	{ href: '/audit', label: '操作记录', sign: '录', initials: 'czjl', needs: 'audit.read' },
	{ href: '/admin', label: '管理', sign: '管', initials: 'gl', needs: 'user.manage' }
];

/** What this person may open. Each page asks again for itself. */
export function destinationsFor(actor: Actor): readonly Destination[] {
	return DESTINATIONS.filter(({ needs }) => needs === null || mightEver(actor, needs)).map(
		({ href, label, sign, initials }) => ({ href, label, sign, initials })
	);
}

export function isCurrent(href: string, pathname: string): boolean {
	return href === '/' ? pathname === '/' : pathname === href || pathname.startsWith(`${href}/`);
}
