import type { IntakeProblems } from '#lib/core/problem/intake.ts';
import type { Sentences } from './sentences.ts';

export const INTAKE_SENTENCES: Sentences<IntakeProblems> = {
	'intake/no-file': () => `还没有选择文件。请点“选择文件”，或把文件拖到虚线框里。`,
	'intake/empty-file': ({ file }) => `“${file}”是空文件，没有内容可导入。请确认选对了文件，重新上传。`,
	'intake/file-too-large': ({ file, limit }) =>
		`“${file}”超过 ${limit} 的上限，没有读取。请删去图片和无关工作表，或分成几个文件再上传。`,
	'intake/unknown-type': ({ file, kind }) =>
		`“${file}”的内容是${kind}，不是可导入的表格（只看内容，不看扩展名）。请另存为 .xlsx 或 .csv 后再上传。`,
	'intake/old-excel': ({ file }) =>
		`“${file}”是 Excel 4.0 或更早的工作表，格式太旧，无法直接读取。请用 Excel 或 WPS 打开，另存为“Excel 工作簿（.xlsx）”后再上传。`,
	'intake/password': ({ file }) =>
		`“${file}”设有打开密码，内容是加密的，无法读取。请用 Excel 或 WPS 打开，取消密码后另存，再上传。`,
	'intake/macros': ({ file }) =>
		`“${file}”含有宏程序，为安全起见没有读取。请另存为不含宏的“Excel 工作簿（.xlsx）”后再上传。`,
	'intake/broken-zip': ({ file, detail }) =>
		`“${file}”已损坏：${detail}。请向提供人重新索取，或用 Excel、WPS 打开后另存再上传。`,
	'intake/broken-xls': ({ file, detail }) =>
		`“${file}”已损坏或被人改动过：${detail}。请向提供人重新索取，或用 Excel、WPS 打开后另存再上传。`,
	'intake/external-links': ({ file }) =>
		`“${file}”里有指向其他工作簿的外部链接，为安全起见没有读取。请用 Excel 或 WPS 打开，在“数据—编辑链接”里断开链接后另存，再上传。`,
	'intake/repeated-cell': ({ file, sheet, cell }) =>
		`“${file}”的工作表“${sheet}”里单元格 ${cell} 出现了两次，无法判断哪个是真的，没有读取。请用 Excel 或 WPS 打开后另存再上传。`,
	'intake/bad-html': ({ file, detail }) =>
		`“${file}”是网页格式的表格，无法读取：${detail}。请用 Excel 或 WPS 打开，另存为“Excel 工作簿（.xlsx）”后再上传。`,
	'intake/unsafe-zip': ({ file, detail }) =>
		`“${file}”的内部结构异常（${detail}），可能被人动过手脚，没有读取。请用 Excel 或 WPS 打开后另存为新的 .xlsx 再上传。`,
	'intake/zip-bomb': ({ file, limit }) =>
		`“${file}”解压后超出上限（${limit}），可能是恶意文件，没有读取。请只保留需要的工作表，另存后再上传。`,
	'intake/doctype': ({ file, part }) =>
		`“${file}”的“${part}”里有文档类型声明，正常的工作簿不会有，可能是恶意文件，没有读取。请用 Excel 或 WPS 打开后另存再上传。`,
	'intake/bad-xml': ({ file, part, detail }) =>
		`“${file}”的“${part}”无法读取：${detail}。文件可能已损坏，请用 Excel 或 WPS 打开后另存再上传。`,
	'intake/encoding': ({ file }) =>
		`“${file}”的文字编码无法识别（不是 UTF-8、UTF-16 或 GBK）。请另存为 .xlsx，或存成 UTF-8 编码的 .csv 后再上传。`,
	'intake/open-quote': ({ file, row }) =>
		`“${file}”从第 ${row} 行起有一个引号没有配对，后面的列无法分清。请补上引号或另存为 .xlsx 后再上传。`,
	'intake/no-cells': ({ file }) => `“${file}”里所有工作表都是空的，没有内容可导入。请确认选对了文件。`,
	'intake/too-many': ({ file, what, limit }) =>
		`“${file}”的${what}超过上限 ${limit}，没有读取。请删去无关内容，或分成几个文件再上传。`,
	'intake/timeout': ({ file, seconds }) =>
		`“${file}”读取超过 ${seconds} 秒，已停止，没有导入任何内容。请删去无关工作表和大片空白格式，另存后再试。`,
	'intake/reader-stopped': ({ file }) =>
		`读取“${file}”时内存用尽或读取程序异常停止，没有导入任何内容。请删去无关内容，分成几个文件再上传。`,
	'intake/no-sheet': ({ sheet }) => `文件里没有名为“${sheet}”的工作表。请从列表中重新选择工作表。`,
	'intake/empty-sheet': ({ sheet }) => `工作表“${sheet}”是空的，没有内容可导入。请选择另一个工作表。`,
	'intake/no-header': ({ sheet }) =>
		`在工作表“${sheet}”里没有认出表头，无法自动对应各列。请指定表头所在的行，再选择每一列的含义。`,
	'intake/bad-mapping': ({ detail }) => `列的对应关系不完整：${detail}。请在表格上方重新选择后再试。`,
	'intake/nothing-to-import': ({ sheet }) =>
		`按现在的设置，工作表“${sheet}”里没有可导入的费用行。请检查表头行和“项目名称”“金额”两列选得对不对。`,
	'intake/not-found': () => `找不到这次导入：它不存在，或已随示例数据清除。请回到成本分析页面重新上传。`,
	'intake/committed': ({ file }) =>
		`“${file}”的这次导入已经确认过，没有重复写入。请到成本拆分页面查看；确需再次导入时请重新上传。`,
	'file/not-found': () => `找不到这份源文件：地址不对，或它不在这个数据库里。请从数字的来源重新打开。`,
	'file/ambiguous': () => `这个地址对应多份源文件，无法确定是哪一份。请从数字的来源重新打开。`,
	'file/altered': ({ hash }) =>
		`源文件 ${hash.slice(0, 12)} 的存储内容与哈希不符，已被改动。请停止使用，并从备份恢复后核对。`
};
