/**
 * Words by which an attribute gives itself away as one of the service instead of the place: what it costs, who works on
 * it, how often and how well it is done. Peers must be chosen by what nobody can change by running the service
 * differently, else a wasteful service would be compared with wasteful ones alone.
 */
const OF_THE_SERVICE =
	/成本|费用|支出|经费|价格|单价|收费|定额|职工|员工|作业人员|服务人员|保洁员|环卫工|教师|师生比|生师比|班额|编制人数|外包|自营|购买服务|实施方式|频次|频率|次数|工时|机械化|满意|合格率|达标|考核|效率|得分|成绩|质量|cost|expens|expend|spend|tariff|price|salar|staff|employee|teacher|s[tc]ratio|pupils? per|class.?size|efficien|score|quality|frequen|outsourc|contract|^d?_?fees?$/i;

/** Does this attribute look as if it described how the service is run, not the place (人口、面积、气候…)? */
export function isOfTheService(attribute: string): boolean {
	return OF_THE_SERVICE.test(attribute.normalize('NFKC'));
}
