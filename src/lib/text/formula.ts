/** One sentence per formula error: what is wrong with which cell, and the cure. `code` is a FormulaErrorCode as stored. */
export function formulaErrorText(code: string, detail: string): string {
	switch (code) {
		case '#DIV/0!':
			return '#DIV/0! 除数是零或空白。请填写除数，或用 IF 判断后再除。';
		case '#REF!':
			return `#REF! 引用的“${detail}”不存在，可能已被删除。请改为引用现有的行。`;
		case '#NAME?':
			return `#NAME? 不认识“${detail}”。请检查函数名和引用写法，引用写作 [编码].数量。`;
		case '#VALUE!':
			return `#VALUE! ${detail === '' ? '需要数字的地方不是数字' : `“${detail}”不能这样参与计算`}。请检查参数的个数和内容。`;
		case '#NUM!':
			return '#NUM! 结果超出可表示的范围，或乘方的指数不是整数和 0.5。请检查数量级。';
		case '#CYCLE!':
			return `循环引用：${detail} → 回到起点。请改掉其中一个公式，断开这一圈。`;
		default:
			return `${code} ${detail}`;
	}
}
