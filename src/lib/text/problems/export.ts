import type { ExportProblems } from '#lib/core/problem/export.ts';
import type { Sentences } from './sentences.ts';

export const EXPORT_SENTENCES: Sentences<ExportProblems> = {
	'export/no-original': () => '这份成本拆分没有从工作簿导入过费用行，没有原表可填。请改用“导出工作簿”。',
	'export/xls-original': ({ file }) =>
		`“${file}”是旧版 .xls 格式，不能原样改写。请改用“导出工作簿”得到 .xlsx，或请报送方另存为 .xlsx 后重新导入。`,
	'export/no-fields': () => '还没有选择要填的内容。请至少为一项内容选择原表中的一列。',
	'export/bad-column': ({ field, column }) => `“${field}”要填入的列“${column}”不存在。请从列表中重新选择。`,
	'export/column-twice': ({ column }) => `${column} 列选了两次，一列只能填一项内容。请改选另一列。`,
	'export/no-rows': ({ sheet }) =>
		`工作表“${sheet}”里没有与现有费用行对应的行，可能这些行已被删除或改由其他表导入。请换一份原表，或改用“导出工作簿”。`,
	'export/occupied': ({ count, cells }) =>
		`要填的位置已有 ${count} 格有内容（${cells}），没有改动任何一格。请换一列，或勾选“覆盖已有内容”后再下载。`,
	'export/closed-cell': ({ cell, why }) => `原表的 ${cell} 不能改写：${why}。请把内容填到另一列。`,
	'export/odd-workbook': ({ file, detail }) =>
		`“${file}”不能原样改写：${detail}。请用 Excel 或 WPS 打开后另存，重新导入再填回，或改用“导出工作簿”。`,
	'intake/own-damaged': ({ detail }) =>
		`这个工作簿是本系统导出的，但${detail}，不能按原结构导入。请重新导出后在新的文件上修改，或把它当作普通费用表导入。`,
	'intake/own-version': ({ version }) =>
		`这个工作簿由更新版本的系统导出（格式 ${version}），本版本不认识。请升级系统，或把它当作普通费用表导入。`,
	'intake/own-other-year': ({ year }) =>
		`这个工作簿是 ${year} 年的成本拆分，与当前分析的年度不同。请在对应年度的分析里导入，或把它当作普通费用表导入。`
};
