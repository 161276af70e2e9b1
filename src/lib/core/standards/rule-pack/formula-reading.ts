import { parseFormula } from '../../formula/parse.ts';
import { formulaWords } from '../../formula/words.ts';
import { boundFormula } from './bound-formula.ts';

/** A function of a rule as people say it: "（若 安排住宿，取 340，否则取 0）"; one without a saying keeps its name. */
export function chineseCall(name: string, parameters: readonly string[]): string {
	const [a = '', b = '', c = '0'] = parameters;
	switch (name.toUpperCase()) {
		case 'IF':
			return `（若 ${a}，取 ${b}，否则取 ${c}）`;
		case 'MIN':
			return `（${parameters.join('、')} 中最小的）`;
		case 'MAX':
			return `（${parameters.join('、')} 中最大的）`;
		case 'SUM':
			return `（${parameters.join('、')} 之和）`;
		case 'AND':
			return `（${parameters.join(' 且 ')}）`;
		case 'OR':
			return `（${parameters.join(' 或 ')}）`;
		case 'NOT':
			return `（不是 ${a}）`;
		case 'ROUND':
			return `（${a} 四舍五入到 ${b === '' ? '0' : b} 位小数）`;
		default:
			return `${name}（${parameters.join('，')}）`;
	}
}

/** A formula of a rule in names: "人数 × 天数 × 综合定额". One that cannot be read yet is shown as it is typed. */
export function formulaReading(formula: string): string {
	const bound = boundFormula(formula, { has: (name) => !/^(true|false)$/i.test(name) });
	const tree = bound.ok ? parseFormula(bound.value) : bound;
	return tree.ok ? formulaWords(tree.value, ({ key }) => key, chineseCall) : formula.replace(/^=/, '');
}
