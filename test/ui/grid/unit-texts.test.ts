import { expect, it } from 'vitest';
import { analyse } from '#lib/core/costing/figures.ts';
import { unwrap } from '#lib/core/result.ts';
import { unitTexts } from '#lib/ui/grid/unit-texts.ts';
import { costLine, costUnit, draftOf, yuan } from '../../support/cost-draft.ts';

it('a line names every cost unit that counts it, with its unit cost; a unit without output shows a dash', () => {
	const draft = draftOf(
		[
			costLine({ id: 'first', statedAmount: yuan(10_000) }),
			costLine({ id: 'second', position: 1, statedAmount: yuan(8_712) }),
			costLine({ id: 'third', position: 2, statedAmount: yuan(1) })
		],
		[
			costUnit({ id: 'u', name: '清扫', grade: '一级', output: '1000', lineIds: ['first'] }),
			costUnit({ id: 'v', position: 1, name: '清扫', output: '2000', lineIds: ['first', 'second'] }),
			costUnit({ id: 'w', position: 2, name: '管护', unit: '座', output: '0', lineIds: ['second'] })
		]
	);
	expect([...unitTexts(draft, unwrap(analyse(draft)))]).toEqual([
		['first', '清扫 一级 10 元/平方米；清扫 9.356 元/平方米'],
		['second', '清扫 9.356 元/平方米；管护 — 元/座']
	]);
});
