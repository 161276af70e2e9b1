import { toFixedText } from '../../decimal/decimal.ts';
import { exactDecimal } from '../../snapshot/canonical.ts';
import type { Efficiency, Orientation } from './envelopment.ts';

/** Scores closer to one than this are the frontier itself: the solver answers to about nine digits. */
const ON_FRONTIER = 1e-6;

export function onFrontier({ score }: Efficiency): boolean {
	return Math.abs(score - 1) < ON_FRONTIER;
}

/** What a score means, in plain words for people who never heard of envelopment. */
export function frontierWords(efficiency: Efficiency, orientation: Orientation): string {
	const { score, peers, name } = efficiency;
	const slack = [...efficiency.inputSlacks, ...efficiency.outputSlacks].some((value) => value > 0);
	if (onFrontier(efficiency))
		return slack
			? `按比例已没有余地，但个别投入还能再省，或个别产出还能再增。`
			: `处在效率前沿上：没有哪个单位或单位的组合能用更少的投入做出同样多的产出。`;
	const beside = peers.filter((peer) => peer.name !== name).map((peer) => `“${peer.name}”`);
	const against = beside.length > 0 ? `与${beside.join('、')}相比，` : '';
	return orientation === 'input'
		? `${against}做出同样多的产出，各项投入约需现在的 ${percent(score)}，即可再省 ${percent(1 - score)}。`
		: `${against}用同样多的投入，各项产出约可达到现在的 ${percent(score)}，即可再增 ${percent(score - 1)}。`;
}

/** For reading only: a share with one decimal. */
function percent(share: number): string {
	return `${toFixedText(exactDecimal(share * 100), 1)}%`;
}
