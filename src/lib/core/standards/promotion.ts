import { chineseDate, type DateText } from '../period/date.ts';
import { changeInWords } from './change.ts';
import type { StandardDraft } from './draft.ts';
import { againstBase, NO_STANDING } from './standing.ts';
import type { DerivedFrom, NationalBase } from './standard-snapshot.ts';

/** The district's own standard for the same service: what a promoted one takes the place of. */
export type DistrictStandard = {
	readonly series: string;
	readonly title: string;
	readonly organisation: string;
	readonly documentNumber: string;
	readonly effectiveFrom: DateText;
	readonly value: string;
	readonly unit: string;
	readonly nationalBase: NationalBase | null;
};

/** What is found when a town's standard is held against the district's and the national base. */
export type PromotionCheck = { readonly good: boolean; readonly words: string };

/**
 * 推广到区: the content of a town's standard as a new draft of the district: same service, method and terms, with where it
 * came from. The district's own value becomes the old one; a reason for being above the base is asked anew.
 */
export function promotedDraft(
	town: StandardDraft,
	origin: DerivedFrom,
	district: DistrictStandard | null,
	keepsCode: boolean
): StandardDraft {
	const standing = town.expenditure.standing ?? NO_STANDING;
	const base = standing.nationalBase ?? district?.nationalBase ?? null;
	return {
		...town,
		code: district && keepsCode ? district.series : '',
		expenditure: {
			...town.expenditure,
			oldStandard: district ? district.value : '无',
			standing: {
				...standing,
				region: '',
				clauses: NO_STANDING.clauses,
				nationalBase: base && { ...base, reason: '' },
				derivedFrom: origin
			}
		}
	};
}

/** The checks of a promotion, in the order in which they are read. `value` is the town's, 元 per unit. */
export function promotionChecks(
	value: string,
	unit: string,
	district: DistrictStandard | null,
	base: NationalBase | null
): readonly PromotionCheck[] {
	return [districtCheck(value, district), baseCheck(value, unit, base ?? district?.nationalBase ?? null)];
}

function districtCheck(value: string, district: DistrictStandard | null): PromotionCheck {
	if (!district)
		return {
			good: true,
			words: '区级没有同一类别、计量单位、服务等级和分档的现行标准，推广后是一项新标准，原标准填“无”。'
		};
	const change = changeInWords(district.value, value) ?? '';
	const named = `区级现行标准“${district.title}”（${district.organisation}，${district.documentNumber}，${chineseDate(district.effectiveFrom)}起）为 ${district.value} ${district.unit}`;
	const lower = change.includes('上升');
	return {
		good: !lower,
		words: `${named}；推广后${change}。${lower ? '高于区级现行标准，请在提出时说明理由。' : ''}`
	};
}

function baseCheck(value: string, unit: string, base: NationalBase | null): PromotionCheck {
	if (base === null) return { good: true, words: '没有登记国家基础标准；如果国家有规定，请在草稿中补充。' };
	const named = `国家基础标准（${base.document}）${base.value === '' ? '没有规定数值' : `为 ${base.value} 元`}`;
	switch (againstBase(base, value)) {
		case 'none':
			return { good: true, words: `${named}，请对照其内容。` };
		case 'within':
			return { good: true, words: `${named}，镇标准 ${value} ${unit} 没有超过。` };
		case 'above':
			return { good: false, words: `${named}，镇标准 ${value} ${unit} 已经超过，提出前必须写明理由。` };
	}
}
