import type { ComparisonProblems } from '#lib/core/problem/comparison.ts';
import type { Sentences } from './sentences.ts';

export const COMPARISON_SENTENCES: Sentences<ComparisonProblems> = {
	'comparison/not-found': () =>
		`找不到这次同类比对，它可能已被删除，或地址不完整。请从“同类比对”列表重新打开。`,
	'comparison/empty': () =>
		`这次比对还没有任何项目，无法计算。请先从“可选成本单元”中加入同类的已确认成本单元。`,
	'comparison/nothing-chosen': () => `没有选中任何成本单元，所以什么也没有加入。请先在“可选成本单元”中勾选。`,
	'comparison/nothing-included': () =>
		`没有一个项目被纳入，固化后无法据以编制标准。请至少纳入一个项目，或说明理由后调整纳入范围。`,
	'comparison/too-many-members': ({ limit }) =>
		`一次比对最多 ${limit} 个成本单元，已超出。请缩小类别或年份范围后再比。`,
	'comparison/category-differs': ({ member, category, expected }) =>
		`“${member}”的类别是“${category}”，本次比对的类别是“${expected}”，不是同类项目，不能比较。请在成本分析中核对类别，或另建一次比对。`,
	'comparison/unit-differs': ({ member, unit, expected }) =>
		`“${member}”的计量单位是“${unit}”，不能换算为“${expected}”，单位成本没有可比性。请核对产出单位，或另建一次按“${unit}”比较的比对。`,
	'comparison/money-differs': ({ member, money, expected }) =>
		`“${member}”以${money}计，本次比对的其他成本单元以${expected}计，两种计价不能放在一起统计。请先在“资料库”建立汇率表，按币种和年份录入（注明来源，由第二人审核），再打开“汇率”步骤，或把它们分成两次比对。`,
	'comparison/no-cost': ({ member, cost }) =>
		`“${member}”的单位成本是 ${cost}，零或负数说明不了这项服务要花多少钱，不能参加比较。请在成本分析中核对核定数后重新确认，或把它移出。`,
	'comparison/no-output': ({ member, output }) =>
		`“${member}”的产出数量是 ${output}，单位成本没有意义，不能参加比较。请在成本分析中补齐大于零的产出数量并重新确认。`,
	'comparison/missing-index': ({ series, year }) =>
		`“${series}”缺少 ${year} 年的指数，无法调整价格年份；系统不会用猜的数代替。请在“资料库”中补录该年指数（注明来源并经第二人审核），或改选目标年份。`,
	'comparison/missing-factor': ({ series, key, member }) =>
		`“${series}”中没有“${key}”的系数，“${member}”无法折算。请在“资料库”中补录（注明来源并经第二人审核），或关闭该步骤。`,
	'comparison/series-needed': ({ step }) =>
		`已打开“${step}”调整，但没有选择与之相符的参数表。请在“归一化设置”中选择参数表，或关闭该步骤。`,
	'comparison/bad-target-year': ({ text }) =>
		`“${text}”不是有效的目标价格年份。请填写 1990 至 2100 之间的四位年份。`,
	'comparison/reason-needed': ({ member, because }) =>
		`“${member}”${because}，需要写明理由才能这样处理，以便复核。请填写理由后再试。`,
	'comparison/not-confirmed': () =>
		`这个成本单元没有已确认的成本分析，不能参加比较。请先完成成本分析的提交和审核确认。`,
	'comparison/member-exists': ({ member }) =>
		`“${member}”已在本次比对中，同一成本单元不重复计入。如需更新，请先移出旧版本。`,
	'comparison/member-not-found': () => `这个成本单元不在本次比对中，可能已被同事移出。请刷新页面后再试。`,
	'decomposition/not-positive': ({ factor }) =>
		`因素“${factor}”有零或负数，不能用对数平均法分解。请核对数据，或改用夏普利分解。`,
	'decomposition/sign-changes': ({ line, factor }) =>
		`“${line}”的${factor}在两边一正一负，不能用对数平均法分解。请核对这一项，或改用夏普利分解。`,
	'comparison/basis-unknown': ({ member, basis, step }) =>
		`“${member}”没有注明${basis}，不能按“${step}”折算。请在它的成本分析里补明口径，或关掉这一步、把它移出。`,
	'comparison/bad-exponent': ({ series, value }) =>
		`“${series}”的规模指数是 ${value}，超出 0 到 1.2 的合理范围，没有折算。请核对参数。`,
	'comparison/tiers-broken': ({ series, first, second }) =>
		`“${series}”的规模档“${first}”与“${second}”之间有重叠或空档，不能折算。请把各档改成首尾相接。`,
	'comparison/no-elements': ({ member }) =>
		`“${member}”的成本行没有注明成本要素，不能按要素加权调价。请补填要素，或改用单一价格指数。`,
	'frontier/too-few': ({ n }) =>
		`效率前沿至少要 2 个单位才能比较，现在只有 ${n} 个。请在比较组里多选几个单位。`,
	'frontier/too-many': ({ n, limit }) =>
		`效率前沿一次最多计算 ${limit} 个成本单元，现在纳入了 ${n} 个。请先按地区、等级或规模缩小比对范围。`,
	'frontier/bad-measure': ({ producer }) =>
		`“${producer}”的投入或产出缺失或为负数，不能计算效率前沿。请补齐后再算，或把它移出。`,
	'frontier/empty-producer': ({ producer }) =>
		`“${producer}”没有任何大于零的投入或产出，不能计算效率前沿。请核对数据，或把它移出。`,
	'frontier/no-optimum': ({ producer }) =>
		`“${producer}”的效率值没有求得最优解，多半是数据相差过于悬殊。请核对它的投入和产出后重算。`,
	'comparison/bad-period': ({ text }) =>
		`“${text}”不是有效的成本年度范围。请填写两个四位年份，前一个不晚于后一个；不限年度时两个都留空。`,
	'comparison/bad-boundary': ({ item }) =>
		`成本边界清单中的“${item}”没有写好。请每行写一项，并注明“含”或“不含”，名称不重复，也不超过 40 个字。`,
	'comparison/key-unknown': ({ member, what, step }) =>
		`“${member}”没有注明${what}，不能按“${step}”折算，系统不会代为猜测。请在它的成本分析里补明，或关闭这一步、把它移出。`,
	'sample/not-found': () => `找不到这份外部样本，它可能已被删除，或地址不完整。请从“外部样本”列表重新打开。`,
	'sample/confirmed': () =>
		`这份外部样本已经确认，内容不能再改，以保证据此得出的数字可以复算。如需更正，请重新上传为新的一份。`,
	'sample/not-confirmed': () => `这份外部样本还没有确认，不能参加比对。请先打开它核对各列并确认。`,
	'sample/fact-needed': ({ fact }) => `没有填写${fact}，外部样本必须交代清楚才能使用。请补填后再试。`,
	'sample/unknown-unit': ({ unit }) =>
		`“${unit}”不是系统认识的计量单位，无法与别的项目比较。请从列表中选择，例如“人”“吨”“平方米”“个”。`,
	'sample/column-needed': ({ what }) =>
		`没有指定哪一列是${what}，算不出单位成本。请在“各列含义”中为相应的列选择。`,
	'sample/column-twice': ({ field }) =>
		`有两列都选作“${field}”，系统不知道用哪一列。请只保留一列；名称和比较属性可以选多列。`,
	'sample/rate-without-source': () =>
		`外部样本按原币种登记，不在这里折合人民币：手工填的汇率没有来源和审核。请清空汇率，在“资料库”建立汇率表并由第二人审核，比对时打开“汇率”步骤。`,
	'sample/bad-factor': ({ what, text }) =>
		`${what}的换算倍数“${text}”不是大于零的数。请填写数字，例如“万元”填 10000，不需换算填 1。`,
	'sample/bad-header': ({ text }) =>
		`“${text}”不是有效的表头行号。请填写表头所在的行号；表里没有表头时填 0。`,
	'sample/year-columns': ({ field }) =>
		`有几列都选作“${field}”，但列名没有各写一个不同的年份，或同时又选了年份列，系统不知道哪一列是哪一年。请只保留一列，或让每列的列名带四位年份并去掉年份列。`,
	'sample/too-many-rows': ({ rows, limit }) =>
		`这张表有 ${rows} 行，一份外部样本最多 ${limit} 行。请先筛选或拆成几份再上传。`,
	'sample/too-many-attributes': ({ limit }) => `比较属性最多选 ${limit} 列，已超出。请只保留与成本有关的。`,
	'sample/no-rows': ({ why }) =>
		`没有一行可以采用${why}。请核对表头行号、各列含义、小数点写法和计量单位的换算。`,
	'sample/nothing-fits': ({ why }) =>
		`这份样本里没有可以加入的行${why}。请核对比对的类别、计量单位和口径，或另建一次比对。`,
	'analysis-plan/same-member': () => `本项目和对照选了同一个成本单元，没有差异可以分解。请另选一个对照。`,
	'analysis-plan/no-breakdown': ({ member }) =>
		`“${member}”只有总的单位成本，没有成本明细，不能分解差异。请换一个有成本分析的成本单元。`,
	'analysis-plan/not-yours': () =>
		`差异分解要用到双方的成本明细，其中有您无权查看的项目。请选您能查看的项目，或请财政部门来做。`,
	'analysis-plan/replicates': ({ given, limit }) =>
		`重抽样次数 ${given} 不合适：少于 100 次区间不稳，多于 ${limit} 次超出限度。请改填一个中间的数，一般用 2000。`,
	'analysis-plan/malformed': ({ field }) =>
		`“${field}”不是可选的内容，没有计算。请从页面上的选项中重新选择。`,
	'analysis-plan/not-frozen': () =>
		`这次比对还没有固化，数字还会变，不能保存分析。请先在比对页面固化，再来保存。`,
	'analysis-plan/not-found': () => `找不到这份已保存的分析，可能地址不完整。请从比对的“分析”页面重新打开。`,
	'analysis-plan/nothing-to-confirm': () =>
		`没有可确认的成本偏高原因：保存的分析里没有差异分解，或没有选中原因。请先选好本项目和对照并保存分析，再勾选原因。`,
	'analysis-plan/cause-unknown': ({ name }) =>
		`“${name}”不是系统所列的成本偏高原因，没有确认。请从列表中重新勾选原因。`,
	'regression/too-few': ({ n, coefficients }) =>
		`只有 ${n} 个观测，要估计 ${coefficients} 个系数，不够做回归。请增加样本，或减少解释变量。`,
	'regression/ill-conditioned': ({ columns }) =>
		`解释变量（${columns}）之间几乎可以互相推出，回归系数没有意义，没有计算。请去掉其中重复的变量。`,
	'regression/all-equal': ({ column }) =>
		`“${column}”的取值全部相同，不能解释差异，没有做回归。请换一个有变化的变量。`,
	'regression/not-positive': ({ column }) =>
		`“${column}”里有零或负数，不能取对数，没有做回归。请核对这些观测，或不用对数形式。`,
	'parameter/series-not-found': ({ series }) =>
		`找不到参数表“${series}”。请在“资料库”页面核对名称，或先新建参数表。`,
	'parameter/series-exists': ({ series }) =>
		`参数表代码“${series}”已被使用。请换一个代码，或直接在原表中补录。`,
	'parameter/malformed-series': () =>
		`参数表需要代码（小写字母、数字和短横线）、名称、类型和口径，且口径要与类型相符（指数：上年=100 或定基=100；系数：比值）。请补齐后再试。`,
	'parameter/not-a-place': ({ name }) =>
		`“${name}”说的是怎样办事或花多少钱，不是地区的情况，不能用来找相近地区，否则办得贵的只会与办得贵的相比。请改用人口、面积、气候这类办事的人改变不了的指标。`,
	'parameter/malformed-key': ({ key, expected }) =>
		`“${key}”不能作为这张参数表的项目，应填写${expected}。请改正后再试。`,
	'parameter/not-positive': ({ value }) => `参数值 ${value} 不大于零，无法用于折算。请核对来源后重填。`,
	'parameter/no-source': () =>
		`没有写明来源。指数和系数必须注明出自哪份文件或数据，否则不能生效。请填写文件名称、文号或数据出处。`,
	'parameter/draft-not-found': () => `找不到这条待审核的参数，可能已被处理。请刷新页面查看。`,
	'parameter/decided': ({ state }) => `这条参数已经处理过（${state}），不能再次审核。请刷新页面查看最新状态。`
};
