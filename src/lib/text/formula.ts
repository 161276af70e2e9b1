import { TOO_MUCH_WORK } from '#lib/core/formula/evaluate.ts';

/**
 * One sentence per formula error: what is wrong with which cell, and the cure. `code` is a FormulaErrorCode as stored;
 * `detail` names the cell, name, value or ring it is about and is empty where nothing is to be named.
 */
export function formulaErrorText(code: string, detail: string): string {
	switch (code) {
		case '#DIV/0!':
			return `#DIV/0! ${detail === '' ? '除数' : `除数 ${detail} `}是零或空白。请填写除数，或用 IF 判断后再除。`;
		case '#REF!':
			return `#REF! 引用的“${detail}”不存在，可能已被删除。请改为引用现有的行。`;
		case '#NAME?':
			return `#NAME? 不认识“${detail}”。请检查函数名、参数名和引用写法，引用写作 [编码].数量。`;
		case '#VALUE!':
			return `#VALUE! ${detail === '' ? '需要数字的地方不是数字' : `“${detail}”不能这样参与计算`}。请检查函数里各项的个数和内容。`;
		case '#NUM!':
			return numberErrorText(detail);
		case '#N/A':
			return `#N/A ${detail === '' ? '没有查到对应的行' : `没有查到“${detail}”`}。请检查要查的内容，或用 IFERROR 写明查不到时取什么。`;
		case '#CYCLE!':
			return `循环引用：${detail} → 回到起点。请改掉其中一个公式，断开这一圈。`;
		default:
			return `${code} ${detail}`;
	}
}

function numberErrorText(detail: string): string {
	if (detail === TOO_MUCH_WORK) return '#NUM! 公式要看的格子太多，没有算完。请缩小区域，或拆成几个公式。';
	return '#NUM! 结果超出可表示的范围，或负数不能这样开方、乘方。请检查数量级和正负号。';
}
