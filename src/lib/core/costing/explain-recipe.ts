import type { Step } from '../address/step.ts';
import type { Hash, ValueRef } from '../address/value-ref.ts';
import { dec, sum, toFixedText, toText } from '../decimal/decimal.ts';
import { groupThousands } from '../money/fen.ts';
import { atPointer, type Snapshot } from '../snapshot/snapshot.ts';
import type { RecipeResults } from './build-up.ts';
import {
	RECIPE_GROUPS,
	RECIPE_METHOD_ID,
	RECIPE_RATES,
	type RecipeContent,
	type RecipeGroup,
	type RecipeLine,
	type RecipeRate
} from './recipe.ts';

interface Explained {
	readonly content: RecipeContent;
	readonly results: RecipeResults;
	readonly own: (pointer: string) => ValueRef;
}

/** What a computed figure is, its rule in words with the numbers, and the places it was computed from. */
interface Rule {
	readonly label: string;
	readonly words: string;
	readonly from: readonly string[];
}

/** Explains a figure of a `recipe` snapshot: a step of the build-up, or a number somebody typed from the source. */
export function explainRecipe(snapshot: Snapshot, hash: Hash, pointer: string): Step | undefined {
	// Only `recipe/build-up@1` writes these snapshots, and only it calls this.
	const content = snapshot.content as RecipeContent;
	const results = snapshot.results as RecipeResults;
	const at = {
		content,
		results,
		own: (own: string): ValueRef => ({ kind: 'frozen', snapshot: hash, pointer: own })
	};
	const found = atPointer(snapshot, pointer);
	if (typeof found !== 'string' && typeof found !== 'number') return undefined;
	const value = String(found);
	const rule = ruleOf(at, pointer);
	if (rule)
		return {
			ref: at.own(pointer),
			label: `${content.name} ${rule.label}`,
			value,
			unit: `元/${content.unit}`,
			method: { id: RECIPE_METHOD_ID, words: `${rule.words} = ${shown(value)} 元/${content.unit}` },
			inputs: rule.from.map(at.own),
			// A group without lines: that there are none is what the build-up says.
			...(rule.from.length === 0 ? { end: 'document' as const, source: { document: content.source } } : {})
		};
	const typed = typedLabel(content, pointer);
	if (!typed) return undefined;
	const { label, unit } = typed;
	const ref = at.own(pointer);
	return {
		ref,
		label,
		value,
		unit,
		method: null,
		inputs: [],
		end: 'document',
		source: { document: content.source }
	};
}

function ruleOf({ content, results }: Explained, pointer: string): Rule | undefined {
	const { rates } = content;
	const rate = (name: keyof typeof rates, base: string, from: readonly string[]): Rule => ({
		label: { management: '管理费', profit: '利润', tax: '税金' }[name],
		words: `${base} × ${rates[name]}%`,
		from: [...from, `/content/rates/${name}`]
	});
	const direct = `直接费 ${shown(results.direct)}`;
	const management = `管理费 ${shown(results.management)}`;
	const profit = `利润 ${shown(results.profit)}`;
	const [, area, part, index] = pointer.split('/');
	if (area !== 'results') return undefined;
	switch (part) {
		case 'lines':
			return lineRule(content, results, Number(index));
		case 'groups':
			return groupRule(content, results, index);
		case 'direct':
			return {
				label: '直接费',
				words: Object.entries(RECIPE_GROUPS)
					.map(([group, label]) => `${label} ${shown(results.groups[group as RecipeGroup])}`)
					.join(' + '),
				from: Object.keys(RECIPE_GROUPS).map((group) => `/results/groups/${group}`)
			};
		case 'management':
			return rate('management', direct, ['/results/direct']);
		case 'profit':
			return rate('profit', `(${direct} + ${management})`, ['/results/direct', '/results/management']);
		case 'tax':
			return rate('tax', `(${direct} + ${management} + ${profit})`, STEPS.slice(0, 3));
		case 'exact':
			return {
				label: '未取整单价',
				words: `${direct} + ${management} + ${profit} + 税金 ${shown(results.tax)}`,
				from: STEPS
			};
		case 'price':
			return {
				label: '单价',
				words: `${shown(results.exact)} 四舍五入到 ${content.places} 位小数`,
				from: ['/results/exact', '/content/places']
			};
	}
	return undefined;
}

const STEPS = ['/results/direct', '/results/management', '/results/profit', '/results/tax'];

function lineRule(
	{ lines }: RecipeContent,
	{ lines: amounts }: RecipeResults,
	index: number
): Rule | undefined {
	const line = lines[index];
	if (!line) return undefined;
	const at = (field: string) => `/content/lines/${index}/${field}`;
	if (line.kind === 'consumption')
		return {
			label: line.name,
			words: `消耗量 ${shown(line.consumption)} ${line.unit} × 单价 ${shown(line.price)} 元`,
			from: [at('consumption'), at('price')]
		};
	const based = lines.flatMap((other, i) =>
		other.kind === 'consumption' && other.group === line.base ? [i] : []
	);
	const base = sum(based.map((i) => dec(amounts[i]?.amount ?? '0')));
	return {
		label: line.name,
		words: `${RECIPE_GROUPS[line.base]}有消耗量的各项之和 ${shown(toText(base))} × ${line.percent}%`,
		from: [...based.map((i) => `/results/lines/${i}/amount`), at('percent')]
	};
}

function groupRule(
	content: RecipeContent,
	results: RecipeResults,
	group: string | undefined
): Rule | undefined {
	if (group === undefined || !Object.hasOwn(RECIPE_GROUPS, group)) return undefined;
	const members = content.lines.flatMap((line, i) => (line.group === group ? [i] : []));
	const amounts = members.map((i) => shown(results.lines[i]?.amount ?? '0'));
	return {
		label: RECIPE_GROUPS[group as RecipeGroup],
		words: amounts.length === 0 ? '没有这一类消耗' : amounts.join(' + '),
		from: members.map((i) => `/results/lines/${i}/amount`)
	};
}

function typedLabel(
	{ name, lines, unit }: RecipeContent,
	pointer: string
): { readonly label: string; readonly unit: string | null } | undefined {
	const [, area, part, index = '', field = ''] = pointer.split('/');
	if (area !== 'content') return undefined;
	if (part === 'places' && index === '') return { label: `${name} 单价小数位数`, unit: '位' };
	if (part === 'rates') {
		const label = Object.hasOwn(RECIPE_RATES, index) ? RECIPE_RATES[index as RecipeRate] : undefined;
		return label === undefined ? undefined : { label: `${name} ${label}`, unit: '%' };
	}
	const line = part === 'lines' ? lines[Number(index)] : undefined;
	return line && lineLabel(line, field, unit);
}

function lineLabel(line: RecipeLine, field: string, output: string) {
	if (line.kind === 'percent')
		return field === 'percent' ? { label: `${line.name} 百分比`, unit: '%' } : undefined;
	if (field === 'consumption') return { label: `${line.name} 消耗量`, unit: `${line.unit}/${output}` };
	return field === 'price' ? { label: `${line.name} 单价`, unit: `元/${line.unit}` } : undefined;
}

function shown(text: string): string {
	return groupThousands(text);
}

/** A price as pages show it, with all the decimals its recipe says. */
export function shownPrice(price: string, places: number): string {
	return groupThousands(toFixedText(dec(price), places));
}
