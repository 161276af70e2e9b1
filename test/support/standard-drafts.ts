import type {
	ExpenditureContent,
	QuotaContent,
	ServiceContent
} from '#lib/core/standards/standard-snapshot.ts';

/** A set of three linked standards that is complete and right; tests change what they are about. */
export const SERVICE: ServiceContent = {
	standard: 'service',
	code: 'CL-DLBJ-01-S',
	title: '道路保洁（一级）',
	category: '城市运维/环卫保洁',
	grade: '一级',
	items: [
		{
			item: '机械清扫',
			frequency: '每日 2 次',
			quality: '路面见本色',
			check: '现场抽查',
			basis: '城市道路保洁规范'
		},
		{ item: '洒水', frequency: '每日 1 次', quality: '无扬尘', check: '现场抽查', basis: '' }
	]
};

export const QUOTA: QuotaContent = {
	standard: 'quota',
	code: 'CL-DLBJ-01-Q',
	title: '道路保洁（一级）',
	rule: 'average-advanced',
	parameters: {},
	form: 'point',
	rounding: { places: 2, mode: 'half-up' },
	crossCheck: '定额测算 8.71 元/平方米·年',
	note: ''
};

export const EXPENDITURE: ExpenditureContent = {
	standard: 'expenditure',
	code: 'CL-DLBJ-01-E',
	title: '道路保洁（一级）',
	fiscalShare: '1',
	ownIncome: '0',
	ceiling: null,
	force: 'ceiling',
	conditions: ['按实际保洁面积结算'],
	oldStandard: '无',
	rounding: { places: 2, mode: 'half-up' }
};
