/** What a column of the sender's table means. The words are what people choose from. */
export const FIELDS = {
	code: '序号/编码',
	parent: '上级编码',
	content: '实施内容（上一级）',
	name: '费用明细/名称',
	grade: '规格/等级',
	quantity: '数量',
	unit: '计量单位',
	unitPrice: '单价',
	priceUnit: '单价单位',
	amount: '金额',
	months: '月数',
	evidence: '依据',
	remark: '备注'
} as const;
export type Field = keyof typeof FIELDS;

/** Header words, most telling first: the first pattern that fits decides. */
const WORDS: readonly (readonly [field: Field, pattern: RegExp])[] = [
	['parent', /^(上级|父级|所属)(编码|序号|项目|科目)?$/],
	['priceUnit', /(单价|价格|计价|标准)单位/],
	['unitPrice', /单价|价格|单位成本|(收费|补助|支出|费用|测算|取费|定额)标准/],
	['unit', /^(计量|数量|工程量)?单位$|计量单位/],
	['months', /月数|月份数|服务月/],
	['quantity', /数量|工程量|工作量|面积|人数|个数|座数|规模$/],
	[
		'amount',
		/金额|总价|合价|总额|预算|概算|申报|申请|核定|执行|决算|合计|小计|资金|支出(数|额)?$|^20\d\d年?(度)?$/
	],
	['content', /实施内容|工作内容|服务内容|支出内容|项目内容|一级(项目|科目|名称|内容)/],
	['grade', /等级|级别|规格|型号|档次/],
	['code', /序号|编号|编码|代码|^no\.?$/i],
	['evidence', /依据|来源|凭证|文号/],
	['remark', /备注|说明|附注/],
	['name', /明细|名称|项目|科目|内容|事项|子项|费用/]
];

/** The field a header text names; undefined where no known word is in it. */
export function fieldOf(header: string): Field | undefined {
	const bare = header.replace(/[（([【][^）)\]】]*[）)\]】]/g, '').replace(/[\s*]/g, '');
	// A header is a word or two; a long text is a sentence that happens to hold one.
	if (bare === '' || bare.length > 20) return undefined;
	return WORDS.find(([, pattern]) => pattern.test(bare))?.[0];
}
