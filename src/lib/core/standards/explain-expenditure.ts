import type { Step } from '../address/step.ts';
import type { Hash, ValueRef } from '../address/value-ref.ts';
import { unitById } from '../quantity/units.ts';
import type { Snapshot } from '../snapshot/snapshot.ts';
import { inputHash } from './inputs.ts';
import type { ExpenditureContent, ExpenditureResults } from './standard-snapshot.ts';
import { tierWords } from './tiers.ts';
import { typedFigure } from './typed-figure.ts';

/** Explains a figure of an expenditure standard: what is paid, in a tier too, or a typed parameter. */
export function explainExpenditure(snapshot: Snapshot, hash: Hash, pointer: string): Step | undefined {
	const content = snapshot.content as ExpenditureContent;
	const results = snapshot.results as ExpenditureResults;
	const own = (at: string): ValueRef => ({ kind: 'frozen', snapshot: hash, pointer: at });
	if (pointer === '/results/value') {
		const parameters = [
			'/content/fiscalShare',
			'/content/ownIncome',
			...(content.ceiling === null ? [] : ['/content/ceiling']),
			...(content.floor === undefined ? [] : ['/content/floor'])
		];
		return {
			ref: own(pointer),
			label: `${content.title} 财政支出标准`,
			value: results.value,
			unit: results.unit,
			method: { id: snapshot.method ?? '', words: results.words },
			inputs: [
				{ kind: 'frozen', snapshot: inputHash(snapshot, 'quota'), pointer: '/results/value' },
				...parameters.map(own)
			]
		};
	}
	const at = /^\/results\/tiers\/(\d+)\/value$/.exec(pointer)?.[1];
	const tier = results.tiers?.[Number(at)];
	if (tier)
		return {
			ref: own(pointer),
			label: `${content.title} 财政支出标准（${tierWords(tier, unitById(results.unitId).name)}）`,
			value: tier.value,
			unit: results.unit,
			method: { id: snapshot.method ?? '', words: tier.words },
			inputs: [
				{
					kind: 'frozen',
					snapshot: inputHash(snapshot, 'quota'),
					pointer: `/results/tiers/${at ?? ''}/value`
				},
				own('/content/fiscalShare'),
				own('/content/ownIncome'),
				...(content.ceiling === null ? [] : [own('/content/ceiling')]),
				...(content.floor === undefined ? [] : [own('/content/floor')])
			]
		};
	return typedFigure(snapshot, hash, pointer, {
		'/content/fiscalShare': { label: '财政负担比例', unit: null },
		'/content/ownIncome': { label: '单位自有收入', unit: results.unit },
		'/content/ceiling': { label: '上限', unit: results.unit },
		'/content/floor': { label: '下限', unit: results.unit },
		'/content/oldStandard': { label: '原支出标准', unit: null },
		'/content/standing/nationalBase/value': {
			label: '国家基础标准',
			unit: results.unit,
			document: content.standing?.nationalBase?.document ?? ''
		},
		'/content/rounding/places': { label: '保留小数位数', unit: '位' }
	});
}
