import type { Step } from '../../address/step.ts';
import type { Hash, ValueRef } from '../../address/value-ref.ts';
import type { Snapshot } from '../../snapshot/snapshot.ts';
import { inputHash } from '../inputs.ts';
import type { QuotaContent, QuotaResults } from '../standard-snapshot.ts';

const REGRESSION_LABELS = {
	slope: '回归斜率',
	intercept: '回归截距',
	rSquared: '回归 R²',
	n: '回归样本数',
	residualDeviation: '回归残差标准差'
} as const;

/** Explains what stands beside a quota's value: the regression it was read from, and what it was held against. */
export function explainQuotaCheck(snapshot: Snapshot, hash: Hash, pointer: string): Step | undefined {
	// The caller is a quota method.
	const { title, rule } = snapshot.content as QuotaContent;
	const { regression, crossCheck, read, unit } = snapshot.results as QuotaResults;
	const own = (at: string): ValueRef => ({ kind: 'frozen', snapshot: hash, pointer: at });
	const from = (role: string, at: string): ValueRef => ({
		kind: 'frozen',
		snapshot: inputHash(snapshot, role),
		pointer: at
	});
	const step = (
		label: string,
		value: string,
		valueUnit: string | null,
		words: string,
		inputs: readonly ValueRef[]
	): Step => ({
		ref: own(pointer),
		label: `${title} ${label}`,
		value,
		unit: valueUnit,
		method: { id: snapshot.method ?? '', words },
		inputs
	});
	for (const [field, label] of Object.entries(REGRESSION_LABELS) as [
		keyof typeof REGRESSION_LABELS,
		string
	][]) {
		const value = regression?.[field] ?? null;
		if (pointer !== `/results/regression/${field}` || value === null) continue;
		const members = read.map((at) => from('comparison', at));
		return step(label, String(value), null, '对纳入样本的规模和可比单位成本作最小二乘回归', members);
	}
	if (!crossCheck) return undefined;
	const free = rule === 'engineering' || rule === 'market';
	if (pointer === '/results/crossCheck/other')
		return free
			? step('复核：样本中位数', crossCheck.other, unit, '同类比对中纳入样本的中位数', [
					from('comparison', '/results/included/median')
				])
			: step('复核：定额测算', crossCheck.other, unit, '定额测算的单价 × 每年次数，折算为本标准的计量单位', [
					from('recipe', '/results/price'),
					own('/content/buildUp/times')
				]);
	if (pointer === '/results/crossCheck/percent')
		return step('复核相差', crossCheck.percent, '%', '（复核值 − 测算值）÷ 测算值', [
			own('/results/crossCheck/other'),
			own('/results/unrounded')
		]);
	return undefined;
}
