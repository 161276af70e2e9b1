import { unwrap } from '#lib/core/result.ts';
import { listCandidates } from '../comparison/candidates.ts';
import { freezeComparison } from '../comparison/freeze.ts';
import { addMembers, setIncluded } from '../comparison/members.ts';
import { createComparison, viewComparison } from '../comparison/service.ts';
import type { SettingsInput } from '../comparison/settings.ts';
import type { Context } from '../context.ts';

export const SYNTHETIC_CATEGORY = '合成示例/道路保洁';
export const CLEANING_CATEGORY = '城市运维/环卫保洁';

/**
 * Golden test A of the domain dossier: eight synthetic road-cleaning projects of four price years, four regions and two
 * grades. P7 lies beyond the upper fence and is taken out with a reason; then the set is frozen. Returns its id.
 */
export async function compareSynthetic(
	analyst: Context,
	organisationId: string,
	title = '道路保洁单位成本比对（合成数据示例）'
): Promise<string> {
	const id = await compareAll(analyst, SYNTHETIC_CATEGORY, {
		organisationId,
		title,
		purpose: '演示从原始成本到可比单位成本的每一步，数据为合成，不作为任何地方的标准。',
		targetYear: '2025',
		steps: ['period', 'price-year', 'region', 'grade'],
		series: { 'price-year': 'demo-index', region: 'demo-region', grade: 'demo-grade' }
	});
	const view = unwrap(await viewComparison(analyst, id));
	for (const [index, member] of view.members.entries()) {
		if (view.results?.members[index]?.flagged == null) continue;
		const { snapshot, unit } = member;
		const reason = '高于上侧离群界限，经核对含有不可比的夜间加密作业，不纳入测算（演示理由）。';
		unwrap(await setIncluded(analyst, { id, snapshot, unit, included: false, reason }));
	}
	unwrap(await freezeComparison(analyst, id));
	return id;
}

/** The published cleaning cases side by side, left open as a draft: two projects are too few for a standard. */
export async function comparePublished(analyst: Context, organisationId: string): Promise<string> {
	return compareAll(analyst, CLEANING_CATEGORY, {
		organisationId,
		title: '清扫保洁单位成本比对（公开案例）',
		purpose: '查看公开案例的清扫保洁单位成本差异；数据摘自公开网页，未经官方核实。',
		targetYear: '2024',
		steps: ['period', 'price-year'],
		series: { 'price-year': 'cpi-cn' }
	});
}

/** One published project in two years, so that the trend with the price index removed has something to show. */
export async function compareYears(analyst: Context, organisationId: string): Promise<string> {
	return compareAll(
		analyst,
		'机关运行/物业',
		{
			organisationId,
			title: '办公大楼运行保障逐年比对（公开案例）',
			purpose:
				'查看同一项目 2020 年实际支出与 2022 年预算，剔除物价后是升是降；数据摘自公开网页，未经官方核实。',
			targetYear: '2024',
			steps: ['period', 'price-year'],
			series: { 'price-year': 'cpi-cn' }
		},
		'项'
	);
}

async function compareAll(
	analyst: Context,
	category: string,
	settings: SettingsInput & { readonly organisationId: string },
	unit = '平方米'
): Promise<string> {
	const id = unwrap(await createComparison(analyst, { ...settings, category, unit }));
	const candidates = unwrap(await listCandidates(analyst, id));
	const members = candidates.filter((candidate) => candidate.problem === null);
	unwrap(
		await addMembers(analyst, {
			id,
			members: members.map(({ snapshot, unit: index }) => ({ snapshot, unit: index }))
		})
	);
	return id;
}
