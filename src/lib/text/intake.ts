import type { IntakeFinding, IntakeFindingCode } from '#lib/core/intake/finding.ts';

type Values = IntakeFinding['values'];

/** Why formulas became values. Reports kept from before say none. */
const WHY_VALUES: { readonly [why: string]: string } = {
	unsaid:
		'这些公式引用了没有导入的单元格，或用到这里没有的函数，或按这里的算法与保存的结果不一致。需要时可以在明细表中重新写成公式。',
	amount: '金额、核定金额和历年金额各列只存数值，不存公式。'
};

/** One sentence per import finding: what the file says, and what was done or is left to do. */
const SENTENCES: { readonly [C in IntakeFindingCode]: (values: Values) => string } = {
	'header-guessed': (v) => `表头按第 ${v.rows} 行读取。如不对，请在上方改选表头行。`,
	'unit-applied': (v) => `文件写明单位为${v.unit}，数值已乘以 ${v.factor} 换算成元。`,
	'unit-assumed': (v) => `文件没有写明金额单位，按${v.unit}处理。请核对。`,
	'unit-overridden': (v) => `文件写的单位是${v.stated}，现按您选的${v.unit}处理。请核对。`,
	'price-unit-assumed': (v) =>
		`单价列没有自己的单位，随表上方的“单位：${v.unit}”处理。如单价其实是元，请改选单价单位。`,
	preamble: (v) => `表头上方有 ${v.count} 格文字不是费用行，没有导入：${v.cells}。`,
	'other-table': (v) =>
		`第 ${v.row} 行像是另一张表的表头（${v.words}），第 ${v.row} 行到第 ${v.last} 行没有导入。需要时请改选表头行，另外导入一次。`,
	'sheets-left': (v) => `同一文件里还有别的工作表没有导入：${v.sheets}。需要时请逐个导入。`,
	'column-unit': (v) =>
		`${v.column} 列“${v.header}”的单位是${v.unit}，与申报金额的单位不同，按${v.unit}换算成元。请核对。`,
	'row-unit': (v) => `名称里写明单位是${v.unit}，这一行按${v.unit}换算成元。请核对。`,
	'row-not-money': (v) =>
		`名称里写明单位是“${v.unit}”，数值多半不是金额，仍照原数导入。请核对，不需要时请选择不导入该行。`,
	'amount-of-other-year': (v) =>
		`金额取自 ${v.column} 列“${v.header}”，不是本分析的 ${v.year} 年。请核对，或改选金额列。`,
	'name-guessed': (v) =>
		`没有哪一列的表头写明是名称，按内容把 ${v.column} 列当作名称。如不对，请改选名称列。`,
	'text-tidied': (v) => `有 ${v.count} 格文字去掉了多余的空格、换行或引号：${v.cells}。`,
	'column-ignored': (v) =>
		`${v.column} 列“${v.header}”有 ${v.cells} 格内容，没有导入。需要时请为该列选择含义。`,
	'hidden-column': (v) => `${v.column} 列“${v.header}”在源表中是隐藏的，仍已导入。请核对。`,
	'hidden-sheet': (v) => `工作表“${v.sheet}”在源文件中是隐藏的。请确认就是要导入的表。`,
	'table-period': (v) => `表上方写明“${v.words}”，各行按 ${v.months} 个月处理（行内另有说明的除外）。`,
	'imported-before': (v) =>
		`这个工作表已在本分析中导入过（${v.fileName}），再次导入并接在已有的行后面，会重复增加行。`,
	'year-columns': (v) => `按表头认出历年数：${v.columns}。如不对，请改选这些列的含义。`,
	'months-as-period': (v) =>
		`${v.column} 列的月数没有乘进金额，只作为金额所属的期间。如应参与计算，请改选该列的含义。`,
	'mapping-remembered': (v) => `按上次“${v.sender}”的列对应读取（${v.when}）。如不对，请改选。`,
	'more-of-same': (v) => `同样的提示还有 ${v.count} 格，不再逐条列出：${v.cells}。`,
	'row-skipped': (v) => `第 ${v.row} 行“${v.text}”已按您的选择不导入。`,
	'row-without-name': (v) =>
		`第 ${v.row} 行有内容但没有名称（“${v.text}”），没有导入。请在源文件中补上名称，或改选名称列。`,
	'repeated-header': (v) => `第 ${v.row} 行重复了表头，没有导入。`,
	'note-row': (v) => `“${v.text}”是表外说明，没有作为费用行导入。`,
	'hidden-row': (v) => `第 ${v.row} 行在源表中是隐藏的，仍已导入。不需要时请选择不导入该行。`,
	'not-a-number': (v) =>
		`${v.field}应是数字，文件里是“${v.text}”${unreadableReason(v.why)}，已留空。请导入后补填，或改正源文件后重新上传。`,
	'no-cached-value': (v) =>
		`${v.field}是公式“${v.text}”，文件里没有保存计算结果，已留空。请在 Excel 或 WPS 中打开、保存后重新上传。`,
	'unfit-suffix': (v) =>
		`${v.field}写成“${v.text}”，其中“${v.suffix}”不适用于这一列，已留空。请改正源文件后重新上传，或导入后补填。`,
	'amount-too-large': (v) => `金额 ${v.value} 元超出系统上限，已留空，多半是单位选错。请核对金额单位。`,
	'text-number': (v) => `单元格是文字“${v.text}”，读作 ${v.value}。`,
	'dash-empty': (v) => `“${v.text}”按空白处理。`,
	'float-tail': (v) =>
		`有 ${v.count} 格带有 Excel 的浮点尾数，按 Excel 显示的 15 位有效数字取值：${v.cells}。`,
	'formula-values': (v) =>
		`有 ${v.count} 格是公式，取文件中保存的计算结果：${v.cells}。${WHY_VALUES[v.why ?? ''] ?? ''}`,
	'formula-kept': (v) => `有 ${v.count} 格公式保留为公式，算得的值与文件中一致：${v.cells}。`,
	'amount-computed': (v) => `有 ${v.count} 格金额由本行各因素相乘得出，保留为计算值：${v.cells}。`,
	'code-digits-lost': (v) =>
		`编码“${v.text}”在文件里存成了数字，超过 15 位，末尾几位已不可靠。请核对，或在源文件中改为文本后重新上传。`,
	'bad-budget-code': (v) => `${v.field}写成“${v.text}”，须以 ${v.lengths} 位数字开头，已留空。请导入后补填。`,
	'code-taken': (v) => `“${v.text}”只取其中的编码 ${v.code}。`,
	'unknown-choice': (v) => `${v.field}写成“${v.text}”，不是可选的词，已留空。请导入后补填。`,
	'verified-from-adjustment': (v) =>
		`没有核定金额，由申报 ${v.declared} 元加调整金额得出核定 ${v.verified} 元。`,
	'merged-number': (v) => `这个数字合并在第 ${v.rows} 行，只记在第一行上。请核对是否应分摊到各行。`,
	'rounded-to-fen': (v) => `金额 ${v.value} 元不足一分的部分四舍五入为 ${v.kept} 元。`,
	'total-as-parent': (v) =>
		v.name === v.parent
			? `“${v.name}”作为上级行，保留它写明的金额，供核对各分项之和。`
			: `“${v.name}”的金额记为“${v.parent}”写明的金额。`,
	'extra-total': (v) => `“${v.name}”是又一个合计行，没有导入。`,
	'parent-unknown': (v) => `上级编码“${v.code}”在表中找不到，该行放在最上层。`,
	'duplicate-code': (v) => `编码“${v.code}”与第 ${v.row} 行重复。`,
	'one-off': (v) =>
		`“${v.name}”含有“${v.words}”，标为一次性支出，计入合计但不进入单位成本。如不对，请导入后改正。`,
	'line-period': (v) => `文字写明“${v.words}”，按 ${v.months} 个月处理。如不对，请导入后改正。`,
	'bad-months': (v) => `月数写成“${v.text}”，应是 1 到 120 的整数，没有采用。`,
	'grade-from-name': (v) => `等级“${v.grade}”取自名称“${v.name}”。`,
	'spec-to-remark': (v) => `“${v.text}”是规格而不是服务等级，记入备注。`,
	'unit-from-price': (v) => `没有计量单位，按单价单位“${v.priceUnit}”取“${v.unit}”。`,
	'price-unit-differs': (v) => `计量单位“${v.unit}”与单价单位“${v.priceUnit}”对不上。请核对。`,
	'text-cut': (v) => `“${v.text}…”超过 ${v.limit} 个字，只保留前 ${v.limit} 个字。`,
	'total-differs': (v) =>
		`“${v.name}”写明 ${v.stated} 元，各分项之和是 ${v.counted} 元，${v.direction} ${v.difference} 元。照原样导入，请查明原因。`,
	'column-total-differs': (v) =>
		`“${v.name}”的${v.column}写明 ${v.stated} 元，各分项之和是 ${v.counted} 元，${v.direction} ${v.difference} 元。按分项汇总，请查明原因。`,
	'parent-values': (v) =>
		`有 ${v.count} 格是上级行的核定金额或历年数，只用于核对，由下级汇总得出：${v.cells}。`,
	'amount-differs': (v) =>
		`“${v.name}”写明 ${v.stated} 元，数量×单价是 ${v.counted} 元，${v.direction} ${v.difference} 元。以写明的金额为准。`,
	'no-amount': (v) => `“${v.name}”没有金额，也不能由数量×单价算出，按零计。请导入后补填。`
};

function unreadableReason(why: string | undefined): string {
	switch (why) {
		case 'date':
			return '（日期）';
		case 'boolean':
			return '（是/否）';
		case 'error':
			return '（公式出错）';
		case 'too-long':
			return '（超过 15 位，Excel 已不能精确保存）';
		default:
			return '';
	}
}

/** The Chinese sentence of an import finding. */
export function intakeFindingText(finding: IntakeFinding): string {
	return SENTENCES[finding.code](finding.values);
}
