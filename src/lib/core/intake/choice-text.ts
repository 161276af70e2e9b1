import { fieldRule } from '../costing/line-fields.ts';
import type { ChoiceColumn } from './field.ts';
import { halfWidth } from './number-text.ts';

/** Words senders use beside those of our own lists. */
const OTHER_WORDS: { readonly [F in ChoiceColumn]?: { readonly [word: string]: string } } = {
	recurrence: {
		是: 'once',
		TRUE: 'once',
		否: 'recurring',
		FALSE: 'recurring',
		一次性: 'once',
		经常: 'recurring',
		经常性: 'recurring'
	},
	taxBasis: {
		是: 'included',
		TRUE: 'included',
		否: 'excluded',
		FALSE: 'excluded',
		含: 'included',
		不含: 'excluded'
	},
	fundType: {
		一般公共预算: 'general',
		政府性基金: 'government-fund',
		国有资本经营: 'state-capital',
		社会保险基金: 'social-insurance',
		社保基金: 'social-insurance'
	},
	fundingSource: {
		财政资金: 'fiscal-project',
		财政拨款: 'fiscal-project',
		单位自筹: 'own-revenue',
		自筹: 'own-revenue'
	},
	element: {
		人工: 'labour',
		材料: 'material',
		机械: 'machine',
		机械费: 'machine',
		水电费: 'energy',
		燃料费: 'energy'
	},
	supply: { 自有: 'own', 购买: 'purchased', 外包: 'purchased' }
};

/**
 * The stored key of a choice that a cell names by our words ("直接成本", "1 级"), by their beginning before a bracket, or
 * by a word senders use; undefined where it names none. Never chooses between two.
 */
export function choiceNamed(column: ChoiceColumn, text: string): string | undefined {
	const rule = fieldRule(column);
	if (rule.kind !== 'choice') return undefined;
	const said = bare(text);
	if (column === 'evidenceLevel') {
		const level = /^(?:第)?([1-5一二三四五])(?:级|类)?$/.exec(said)?.[1];
		if (level) return String('一二三四五'.indexOf(level) + 1 || Number(level));
	}
	const own = wordsOf(column, rule.choices);
	const key = own.exact.get(said) ?? own.begun.get(said);
	if (key !== undefined) return key;
	const other = OTHER_WORDS[column];
	return other && Object.hasOwn(other, said) ? other[said] : undefined;
}

interface ChoiceWords {
	readonly exact: ReadonlyMap<string, string>;
	/** By the words before a bracket, where only one choice begins like that. */
	readonly begun: ReadonlyMap<string, string>;
}

/** Our own words by column, asked for in every row of a sheet; they never change. */
const WORDS = new Map<ChoiceColumn, ChoiceWords>();

function wordsOf(column: ChoiceColumn, choices: { readonly [key: string]: string }): ChoiceWords {
	const known = WORDS.get(column);
	if (known) return known;
	const [exact, begun] = [new Map<string, string>(), new Map<string, string>()];
	const twice = new Set<string>();
	for (const [key, words] of Object.entries(choices)) {
		for (const word of [bare(words), key]) if (!exact.has(word)) exact.set(word, key);
		const beginning = bare(words.replace(/[（(].*$/, ''));
		if (begun.has(beginning)) twice.add(beginning);
		begun.set(beginning, key);
	}
	for (const beginning of twice) begun.delete(beginning);
	const made = { exact, begun };
	WORDS.set(column, made);
	return made;
}

function bare(text: string): string {
	return halfWidth(text).replace(/\s/g, '');
}
