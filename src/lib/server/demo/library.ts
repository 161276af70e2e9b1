import { unwrap } from '#lib/core/result.ts';
import type { StandardDraft } from '#lib/core/standards/draft.ts';
import { NO_STANDING } from '#lib/core/standards/standing.ts';
import { recordOutturn } from '../standards/outturn.ts';
import { decideRepeal, proposeRepeal } from '../standards/repeal.ts';
import { recordReview } from '../standards/reviews.ts';
import { compareSynthetic } from './comparisons.ts';
import type { DemoPeople } from './people.ts';
import { issueDraft, SYNTHETIC_DRAFT } from './standards.ts';

const { service, quota, expenditure } = SYNTHETIC_DRAFT;

/** Second grade: a trial version, then one in force whose outturn left its range two years running. */
const SECOND_TRIAL: StandardDraft = {
	...SYNTHETIC_DRAFT,
	code: 'HC-DLBJ-02',
	title: '次干道清扫（合成示例）',
	service: { ...service, grade: '二级' },
	quota: { ...quota, rule: 'mean', crossCheck: '' },
	expenditure: { ...expenditure, standing: { ...NO_STANDING, tier: '次干道', region: '全区' } }
};
const SECOND: StandardDraft = {
	...SECOND_TRIAL,
	service: {
		...SECOND_TRIAL.service,
		items: service.items.map((item) =>
			item.item === '机械清扫' ? { ...item, frequency: '每日 1 次' } : item
		)
	},
	quota: { ...quota, rule: 'median', form: 'range' },
	expenditure: {
		...expenditure,
		fiscalShare: '0.9',
		oldStandard: '9.17',
		standing: {
			...NO_STANDING,
			tier: '次干道',
			region: '全区',
			clauses: { service: '附件一', quota: '附件二第 2 条', expenditure: '第四条' },
			nationalBase: {
				document: '道路清扫保洁基础标准（合成示例）',
				clause: '第六条',
				value: '9.5',
				reason: ''
			}
		}
	}
};

/** Back lanes: repealed when the second grade came to cover them. */
const REPEALED: StandardDraft = {
	...SYNTHETIC_DRAFT,
	code: 'HC-DLBJ-03',
	title: '背街小巷清扫（合成示例）',
	service: { ...service, grade: '三级' },
	quota: { ...quota, rule: 'best' },
	expenditure: { ...expenditure, standing: { ...NO_STANDING, tier: '背街小巷' } }
};

/** A town's own standard for the service the district has one for. */
const TOWN: StandardDraft = {
	...SYNTHETIC_DRAFT,
	code: 'ZHEN-DLBJ-01',
	title: '镇村道路清扫（合成示例）',
	quota: { ...quota, rule: 'percentile', parameters: { percentile: '40' } },
	expenditure: {
		...expenditure,
		standing: { ...NO_STANDING, clauses: { service: '附表', quota: '附表', expenditure: '第三条' } }
	}
};

/** Standards beside the first one, so that the library shows what it can: versions, drift, a repeal, a town. */
export async function fillLibrary(people: DemoPeople, comparisonId: string, townId: string): Promise<void> {
	const analyst = people.as('analyst');
	const trial = { documentNumber: '示财绩〔2024〕6号', effectiveFrom: '2024-07-01', trial: true };
	await issueDraft(people, comparisonId, SECOND_TRIAL, trial);
	const second = await issueDraft(people, comparisonId, SECOND, {
		documentNumber: '示财绩〔2025〕6号',
		effectiveFrom: '2025-07-01',
		trial: false
	});
	for (const [year, amount] of [
		['2025', '1910000'],
		['2026', '1965000']
	] as const) {
		const project = '次干道清扫服务（合成示例）';
		const document = `${year}年执行数（合成示例）`;
		unwrap(await recordOutturn(analyst, { id: second, year, project, quantity: '200000', amount, document }));
	}
	await repealLanes(people, comparisonId);
	const townSet = await compareSynthetic(analyst, townId, '镇村道路清扫成本比对（合成数据示例）');
	const town = await issueDraft(people, townSet, TOWN, {
		documentNumber: '示镇财〔2025〕2号',
		effectiveFrom: '2025-10-01',
		trial: false
	});
	const note = '样本和价格没有明显变化（合成示例）。';
	unwrap(await recordReview(people.as('perf'), { id: town, conclusion: 'keep', note, nextReviewOn: '' }));
}

async function repealLanes(people: DemoPeople, comparisonId: string): Promise<void> {
	const id = await issueDraft(people, comparisonId, REPEALED, {
		documentNumber: '示财绩〔2024〕7号',
		effectiveFrom: '2025-01-01',
		trial: false
	});
	const repeal = unwrap(
		await proposeRepeal(people.as('perf'), {
			id,
			documentNumber: '示财绩〔2026〕5号',
			reason: '背街小巷已并入次干道清扫的服务范围（合成示例）。',
			from: '2026-07-01'
		})
	);
	const opinion = '同意，自该日起按次干道清扫标准执行。';
	unwrap(await decideRepeal(people.as('approver'), { id: repeal.id, approve: true, opinion }));
}
