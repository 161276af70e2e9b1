import { problem } from '../problem.ts';
import { ok, refuse, type Result } from '../result.ts';
import { checkName } from './part-list.ts';

/**
 * A unit cost made of stages with different outputs, such as collecting and disposing of waste (DOMAIN T2): the sum of the
 * parts' unit costs, never total ÷ total.
 */
export type CombinedUnit = {
	readonly id: string;
	readonly position: number;
	readonly name: string;
	/** Cost units of the same analysis; `subtract` takes an income offset (抵扣) away. */
	readonly parts: readonly { readonly unitId: string; readonly sign: 'add' | 'subtract' }[];
};

/** A combined unit that came from outside; refuses blank names and parts that are no cost unit or stand there twice. */
export function checkCombined(
	given: CombinedUnit,
	units: readonly { readonly id: string }[]
): Result<CombinedUnit> {
	const name = checkName('分段单位成本名称', given.name);
	if (!name.ok) return name;
	const ids = given.parts.map(({ unitId }) => unitId);
	const sound =
		new Set(ids).size === ids.length &&
		ids.every((id) => units.some((unit) => unit.id === id)) &&
		given.parts.every(({ sign }) => sign === 'add' || sign === 'subtract');
	if (!sound)
		return refuse(
			problem('analysis/malformed', {
				field: `${name.value} 的各段`,
				expected: '须是本分析中的成本单元，每个只选一次'
			})
		);
	return ok({ ...given, name: name.value });
}
