import type { StandardsProblems } from '#lib/core/problem/standards.ts';
import type { Sentences } from './sentences.ts';

export const STANDARDS_SENTENCES: Sentences<StandardsProblems> = {
	'standard/not-found': () =>
		`找不到这项标准：它不存在，或已随示例数据清除。请从标准库或标准编制列表中重新选择。`,
	'standard/bad-parameter': ({ name, text, expected }) =>
		`“${name}”填的是“${text}”，不符合要求：应为${expected}。请改正后再试。`,
	'standard/draft-malformed': ({ field }) =>
		`标准草稿中“${field}”的内容读不懂，没有保存。请刷新页面后重新填写。`,
	'standard/draft-changed': () =>
		`这份标准刚被他人修改或办理过，您的改动没有保存，以免覆盖别人的内容。请刷新页面，在最新内容上重新操作。`,
	'standard/opinion-missing': () => `退回标准时没有写意见，编制人不知道要改什么。请写明退回理由后再退回。`,
	'standard/draft-incomplete': ({ missing }) => `标准还没有填完整，缺少：${missing}。请补齐后再提出。`,
	'standard/policy-incomplete': () =>
		`选用“政策规定”时，必须填写上级文件规定的数值和文件名称（含文号），标准才有依据。请补齐这两项。`,
	'standard/no-quota-value': ({ verdict }) =>
		`成本定额标准目前的结论是“${verdict}”，没有可用的定额数值，财政支出标准无从计算。请先处理成本定额标准的结论和理由。`,
	'standard/comparison-not-frozen': ({ title }) =>
		`同类比对“${title}”还没有固化，数据仍可能变动，不能据此编制标准。请先在同类比对页面固化。`,
	'standard/verdict-forbids': ({ verdict, reasons }) =>
		`结论是“${verdict}”，不能提出标准。理由：${reasons}请按理由补充样本、拆分类别，或改为设定分项成本控制数。`,
	'standard/already-issued': ({ document }) =>
		`这套标准已经印发（${document}），没有重复印发。请到标准库查看；需要修改时，请编制同一编号的新版本。`,
	'standard/document-number': ({ text }) =>
		`“${text}”不像一个文号，无法印发。请填写 60 字以内、带年份六角括号的文号，例如 青财绩〔2026〕8号。`,
	'standard/trial-only': () =>
		`结论是“仅可试行”，不能作为正式标准印发。请选择“试行”印发；要正式印发，请先补足样本或复核依据。`,
	'standard/dates': ({ from, to }) =>
		`失效日期 ${to} 不晚于施行日期 ${from}，标准将没有一天有效。请把失效日期改到施行日期之后。`,
	'standard/code-taken': ({ code, from }) =>
		`编号 ${code} 已有版本自 ${from} 起施行，新版本的施行日期必须更晚，否则无法判断用哪一版。请改施行日期或换一个编号。`,
	'standard/code-of-other': ({ code, title }) =>
		`编号 ${code} 已被另一项标准“${title}”使用（单位、类别或编制部门不同），不能作为它的新版本。请换一个编号。`,
	'standard/not-in-force': ({ code, date, status, advice }) =>
		`标准 ${code} 在 ${date} 的状态是“${status}”，当日不能用来审核预算。${advice}`,
	'standard/none-in-force': ({ code, date }) =>
		`${date} 没有编号为“${code}”的有效标准。请核对编号，或用 --date 指定它有效的日期。`,
	'standard/unit-differs': ({ standardUnit, unit }) =>
		`标准按“${standardUnit}”计价，预算填的数量单位是“${unit}”，两者不能换算。请按“${standardUnit}”填写数量，或选用计量单位一致的标准。`,
	'standard/rule-flawed': ({ title, detail }) => `规则“${title}”还不能使用：${detail}。请改正后再保存。`,
	'standard/tiers-broken': ({ title, step, first, second }) =>
		`规则“${title}”的“${step}”第 ${first} 档与第 ${second} 档之间有重叠或空档。请把上一档的上限和下一档的下限改成同一个数。`,
	'standard/outside-tiers': ({ title, name, value }) =>
		`${name} ${value} 不在“${title}”的任何一档内，不能取值。请核对数量，或确认该标准是否适用。`,
	'standard/rule-no-number': ({ title, step, error }) =>
		`“${title}”的“${step}”算不出数字（${error}）。请核对填写的内容和公式。`,
	'standard/rule-condition': ({ title, words, clause }) =>
		`“${title}”不适用于填写的情况：${words}（${clause}）。请核对填写的内容，或改用适用的规则。`,
	'standard/rule-payers': ({ title, paid, value, unit }) =>
		`“${title}”各资金来源合计 ${paid} ${unit}，与结果 ${value} ${unit} 不相等。请在规则内容里核对由谁负担哪几步。`,
	'standard/other-grade': ({ title, grade, asked }) =>
		`“${title}”适用于${grade}服务，这一行填写的等级是“${asked}”，不能套用。请选用同一等级的标准，或核对服务等级。`,
	'standard/other-region': ({ title, region, asked }) =>
		`“${title}”只适用于${region}，填写的项目所在地区是“${asked}”，不同地区的规则不能混用。请选用项目所在地区的规则，地区从省写起。`,
	'standard/rule-not-money': ({ title, unit }) =>
		`“${title}”的结果以“${unit}”计，不是金额，不能直接用来审核预算。请选用结果为金额的规则。`,
	'standard/rule-incomplete': ({ rule, missing }) =>
		`选用“${rule}”时还缺少：${missing}。请补齐后再得出定额数值。`,
	'standard/regression-few': ({ n }) =>
		`回归测算对每个影响因素至少要有 10 个样本，现在纳入比对的只有 ${n} 个，得出的关系不可靠。请补充样本，或改用中位数等方法。`,
	'standard/reference-outside': ({ reference, from, to }) =>
		`参考规模 ${reference} 不在样本的规模范围 ${from} 至 ${to} 之内，回归关系不能外推。请填写范围内的规模，或补充该规模的样本。`,
	'standard/same-service-none': () =>
		`纳入比对的成本单元都带有口径差异提示，没有一个能确认是同等服务，不能取最低成本。请先统一口径，或改用其他方法。`,
	'standard/quotes-few': ({ n }) =>
		`市场询价至少要有 3 家的报价，现在填写完整的有 ${n} 家。请补充报价来源、日期和价格。`,
	'standard/build-up-unit': ({ recipe, unit, expected }) =>
		`定额测算“${recipe}”按“${unit}”计价，不能换算为本标准的“${expected}”。请选用计量单位一致的定额测算。`,
	'workpaper/not-found': () => `找不到这份审核工作底稿。请从预算审核页面的底稿列表中重新选择。`,
	'workpaper/empty': ({ title }) =>
		`“${title}”里没有一行预算申报，没有可审核的内容。请先粘贴或带入申报明细。`,
	'workpaper/too-many': ({ lines, most }) =>
		`申报明细有 ${lines} 行，超过一份底稿的上限 ${most} 行。请按单位或类别分成几份。`,
	'workpaper/line': ({ row, name, text, expected }) =>
		`申报明细第 ${row} 行的“${name}”是“${text}”，读不懂：应为${expected}。请改正这一行后再生成。`,
	'standard/coefficient-unknown': ({ name }) =>
		`标准里没有名为“${name}”的调整系数，不能套用。请只填写标准列出的调整系数。`,
	'standard/coefficient-product': ({ product, from, to }) =>
		`几个调整系数连乘为 ${product}，超出了 ${from} 至 ${to} 的范围，调整过大。请核对适用条件，确有需要的应另行编制标准。`,
	'standard/breaks-broken': ({ detail }) =>
		`分档的分界点有问题：${detail}。请按从小到大填写互不相同的分界点。`,
	'standard/no-composition': () =>
		`费用构成没有可取的数据：纳入的样本都没有按费用要素归类，或没有选用定额测算。请改选另一种来源、先把成本明细归类，或不列费用构成。`,
	'standard/floor-as-ceiling': () =>
		`成本定额表示为下限（不低于），执行口径却是“不得超过”，两者互相矛盾。请把执行口径改为“按此安排”“参考”或“区间内安排”，或把定额改为上限。`,
	'standard/payers-general': () =>
		`负担主体只列了部分地区或分档，其余地区和分档由谁负担没有写明。请增加一组地区和分档都空着的负担主体，作为一般情形。`,
	'standard/payer-shares': ({ where, total }) =>
		`${where}各负担主体的比例合计为 ${total}，不是 100%，会有费用没有人负担或重复负担。请改到合计 100%，配套的比例按被配套一方的比例折算。`,
	'standard/above-base': ({ value, unit, base, document }) =>
		`财政支出标准 ${value} ${unit} 高于国家基础标准 ${base} 元（${document}），还没有说明理由。请写明超过的理由，或把标准降到基础标准以内。`,
	'standard/repeal-not-found': () =>
		`找不到这项废止建议：它不存在，或已随示例数据清除。请回到标准的页面重新选择。`,
	'standard/repeal-decided': ({ state }) => `这项废止建议${state}，不能再办理。请刷新页面查看结果。`,
	'standard/repeal-open': () =>
		`这项标准已有一项废止建议等待审核，没有重复提出。请先等它办完，再看是否还要提出。`,
	'standard/repeal-reason': () =>
		`提出废止时没有写理由，审核的人不知道为什么要废止。请写明废止理由后再提出。`,
	'standard/repeal-date': ({ date, status }) =>
		`标准在 ${date} 的状态是“${status}”，从那天起废止没有意义。请把废止日期改到标准施行期间。`,
	'standard/review-date': ({ date, from }) =>
		`下次复核日期 ${date} 不晚于本次复核日期 ${from}。请把下次复核日期改到 ${from} 之后。`,
	'standard/review-note': () => `复核没有写说明，以后的人不知道依据什么。请写明复核时看了什么、结论是什么。`,
	'standard/outturn-year': ({ year, from }) =>
		`执行年度“${year}”不对：只能登记标准施行的 ${from} 年到今年之间的年度。请改正年度后再登记。`,
	'standard/outturn-measured': ({ project, year }) =>
		`“${project}”${year} 年的实际成本已在确认的成本分析中，并已自动计入，不必再手工登记。如果数字有误，请更正该项目的成本分析。`,
	'standard/not-town': ({ organisation }) =>
		`“${organisation}”不是镇（街道），它的标准已经是区级标准，不需要推广。请选择镇（街道）编制的标准。`,
	'standard/not-district': ({ organisation }) =>
		`“${organisation}”不是区级部门，不能承接区级标准。请选择负责这项服务的区级部门。`
};
