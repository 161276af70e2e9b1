import type { Step } from '../address/step.ts';
import type { Hash, ValueRef } from '../address/value-ref.ts';
import { RECIPE_GROUPS } from '../costing/recipe.ts';
import type { Snapshot } from '../snapshot/snapshot.ts';
import { ELEMENT_WORDS } from './composition.ts';
import { inputHash } from './inputs.ts';
import type { QuotaContent, QuotaElement, QuotaResults } from './standard-snapshot.ts';

const ELEMENT_FIGURE = /^\/results\/composition\/(\d+)\/(value|share)$/;

/** Explains one element of a quota: the quota, and what its proportion was read from. */
export function explainComposition(snapshot: Snapshot, hash: Hash, pointer: string): Step | undefined {
	// The caller is a quota method.
	const { title, composition: source } = snapshot.content as QuotaContent;
	const { composition = [], composed = [], unit } = snapshot.results as QuotaResults;
	const [, at, field] = ELEMENT_FIGURE.exec(pointer) ?? [];
	const part = composition[Number(at)];
	if (!part || (field !== 'value' && field !== 'share')) return undefined;
	const basis =
		source === 'build-up'
			? '按定额测算中各项费用的比重'
			: `按 ${composed.length} 个已归类样本可比单位成本中各费用要素的平均比重`;
	const words =
		field === 'value'
			? `${basis}分解成本定额，尾差按最大余数法分配，各要素之和等于定额`
			: `${basis}计，保留两位小数，各要素之和为 100%`;
	return {
		ref: { kind: 'frozen', snapshot: hash, pointer },
		label: `${title} ${ELEMENT_WORDS[part.element]}${field === 'value' ? '' : '占比'}`,
		value: part[field],
		unit: field === 'value' ? unit : '%',
		method: { id: snapshot.method ?? '', words },
		inputs: [
			...(field === 'value' ? [{ kind: 'frozen', snapshot: hash, pointer: '/results/value' } as const] : []),
			...(source === 'build-up'
				? [buildUpRef(snapshot, part)]
				: composed.map((read) => ({
						...({ kind: 'frozen', snapshot: inputHash(snapshot, 'comparison') } as const),
						pointer: read
					})))
		]
	};
}

function buildUpRef(snapshot: Snapshot, { element }: QuotaElement): ValueRef {
	const group = Object.hasOwn(RECIPE_GROUPS, element);
	return {
		kind: 'frozen',
		snapshot: inputHash(snapshot, 'recipe'),
		pointer: group ? `/results/groups/${element}` : `/results/${element}`
	};
}
