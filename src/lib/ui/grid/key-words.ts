/** What the keys of the sheet do, in the words of those who press them. */
export const KEY_WORDS: readonly {
	readonly about: string;
	readonly keys: readonly (readonly [keys: string, does: string])[];
}[] = [
	{
		about: '进出表格',
		keys: [
			['Esc 再按 Tab，或 F6', '离开表格到后面的按钮和面板'],
			['Shift+F6', '离开表格到前面的工具栏'],
			['Tab / Shift+Tab', '右边 / 左边一格'],
			['Ctrl+G', '按编码、名称或行号跳到一行']
		]
	},
	{
		about: '填写',
		keys: [
			['直接输入', '替换本格内容'],
			['F2', '在原内容上修改'],
			['Enter / Shift+Enter', '填好并到下一行 / 上一行'],
			['Esc', '放弃正在填的内容'],
			['Alt+Enter', '格内换行'],
			['Ctrl+Enter', '填入选中的每一格'],
			['Delete', '清空'],
			['Ctrl+;', '填入今天的日期'],
			["Ctrl+'", '取上一行的内容']
		]
	},
	{
		about: '选择与移动',
		keys: [
			['方向键', '移动；加 Ctrl 到数据边缘，加 Shift 扩选'],
			['Home / End', '行首 / 行末；加 Ctrl 到首格 / 末格'],
			['Shift+空格 / Ctrl+空格', '选中整行 / 整列'],
			['Ctrl+A', '全选']
		]
	},
	{
		about: '批量',
		keys: [
			['Ctrl+C / X / V', '复制 / 剪切 / 粘贴'],
			['Ctrl+D / Ctrl+R', '向下 / 向右填充'],
			['Alt+=', '求和'],
			['Ctrl+Z / Ctrl+Y', '撤销 / 重做'],
			['Ctrl+F / Ctrl+H', '查找 / 替换'],
			['Ctrl+Shift+L', '在表头显示筛选按钮']
		]
	},
	{
		about: '行',
		keys: [
			['Ctrl+Insert / Ctrl+Shift+Insert', '加行 / 加下级'],
			['Ctrl+-', '删除行'],
			['Alt+↑ / Alt+↓', '上移 / 下移'],
			['Alt+← / Alt+→', '升一级 / 降一级'],
			['空格', '在名称列收起或展开下级']
		]
	},
	{
		about: '查看',
		keys: [
			['F4', '看这个数怎么来的'],
			['Shift+F2', '写批注'],
			['Ctrl+`', '显示公式'],
			['Ctrl+S', '立即保存']
		]
	}
];
