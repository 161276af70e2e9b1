/** Why a sheet cannot be typed into, as server/costing/lock.ts finds it. */
export interface LockFacts {
	readonly kind: 'state' | 'role';
	readonly state: string;
	readonly since: { readonly who: string; readonly at: string } | null;
	readonly ways: readonly { readonly words: string; readonly names: readonly string[] }[];
}

const STATES: Readonly<Record<string, string>> = {
	dept_review: '已提交部门审核，审核期间不能修改',
	confirmed: '已确认固化，不能直接修改'
};

/** One sentence: why the sheet is locked and who can lift that. `day` words the time of the last decision. */
export function lockText({ kind, state, since, ways }: LockFacts, day: (at: string) => string): string {
	const people = ways.map(({ words, names }) => `${wayWords(words)}\uff1a${namesText(names)}`).join('\uff1b');
	if (kind === 'role')
		return `您可以查看和批注，不能修改。能修改的人\uff1a${namesText(ways[0]?.names ?? [])}。`;
	const by = since === null ? '' : `\uff08${since.who}，${day(since.at)}\uff09`;
	return `${STATES[state] ?? '现在不能修改'}${by}。要改时，能${people}。`;
}

/** "撤回成本分析" → "撤回" */
function wayWords(words: string): string {
	return words.replace('成本分析', '');
}

const MOST_NAMES = 3;

function namesText(names: readonly string[]): string {
	if (names.length === 0) return '暂无人员\uff0c请联系系统管理员指派角色';
	const shown = names.slice(0, MOST_NAMES).join('、');
	return names.length > MOST_NAMES ? `${shown} 等 ${names.length} 人` : shown;
}
