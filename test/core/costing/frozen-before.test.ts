import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { freezeAnalysis } from '#lib/core/costing/freeze.ts';
import { ANALYSIS_METHOD } from '#lib/core/costing/method.ts';
import type { AnalysisDraft } from '#lib/core/costing/line.ts';
import { unwrap } from '#lib/core/result.ts';
import { canonicalText } from '#lib/core/snapshot/canonical.ts';
import { snapshotHash, snapshotText } from '#lib/core/snapshot/snapshot.ts';
import { dingshan2021 } from '../../golden/dingshan-2021.ts';
import { costLine, costUnit, draftOf, indicator, yuan } from '../../support/cost-draft.ts';

/**
 * Analyses that were confirmed before pools, years, parameters and the other parts came in keep the hash they have, and
 * replay to the same results. The hashes below were computed by the code of that time (commit abf5972).
 */
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
const FILE = 'f'.repeat(64);
const SOURCES = [{ hash: 'a'.repeat(64), file: FILE, sheet: '成本' }];

function cell(address: string, factor?: string) {
	return { file: FILE, sheet: '成本', address, ...(factor ? { factor } : {}) };
}

/** Everything the first version of the method knew. */
function everythingOfThen(): AnalysisDraft {
	const lines = [
		costLine({ id: 'zz-1', name: '合计' }),
		costLine({
			id: 'aa-2',
			parentId: 'zz-1',
			name: '环卫清扫保洁',
			unit: '㎡',
			quantity: '1344993',
			unitPrice: '10',
			coefficient: '0.9',
			sources: { name: cell('A2'), quantity: cell('B2'), unitPrice: cell('C2') }
		}),
		costLine({
			id: 'kk-3',
			parentId: 'zz-1',
			position: 1,
			name: '养护',
			statedAmount: yuan(528_800),
			verifiedAmount: yuan(500_000),
			reason: 'over-standard',
			periodMonths: 9,
			evidence: '合同',
			remark: '备注',
			sources: { statedAmount: cell('D3', '10000') }
		}),
		costLine({
			id: 'bb-4',
			parentId: 'zz-1',
			position: 2,
			name: '管理费',
			element: 'management',
			quantity: '=[#aa-2].金额*1%',
			unitPrice: '1'
		}),
		costLine({
			id: 'cc-5',
			parentId: 'zz-1',
			position: 3,
			name: '补上年',
			statedAmount: yuan(100),
			recurrence: 'once'
		})
	];
	const unit = costUnit({
		id: 'u',
		name: '清扫',
		output: '1344993',
		outputSource: cell('B2'),
		lineIds: ['aa-2', 'bb-4', 'kk-3']
	});
	const area = indicator({ id: 'i', level3: '清扫面积', benchmark: '=1344993㎡', actual: '1344993' });
	return { ...draftOf(lines, [unit]), indicators: [area] };
}

describe('an analysis without the parts that came later', () => {
	it.each([
		[
			'all columns of then',
			everythingOfThen,
			'7b5b400ffa4a2ea7d5245f00db11a3b0a61563721acf15a42648f9bf57f2909b',
			3485
		],
		['鼎山街道 2021', dingshan2021, '441053b8d84d50238001b5d20801e8a763d77cb4a6ec549d7f34d7e11fa70508', 7717]
	])('%s: same text, same hash', (_, draft, hash, length) => {
		const snapshot = unwrap(freezeAnalysis(draft(), SOURCES));
		expect(snapshotText(snapshot)).toHaveLength(length);
		expect(snapshotHash(snapshot, sha256)).toBe(hash);
	});

	it('replays to the same results', () => {
		const snapshot = unwrap(freezeAnalysis(dingshan2021(), []));
		const results = unwrap(ANALYSIS_METHOD.compute([], snapshot.content));
		expect(canonicalText(results)).toBe(canonicalText(snapshot.results));
	});
});
