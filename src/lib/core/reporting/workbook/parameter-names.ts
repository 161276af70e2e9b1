import type { NamedParameter } from '../../costing/named-parameter.ts';

/**
 * The defined name of each parameter in a workbook, by the parameter's id: its own name where Excel takes it for one.
 * A name that looks like a cell ("A1", "R2C3", "AB12") or differs from another only in case gets a mark behind it.
 */
export function parameterNames(parameters: readonly NamedParameter[]): ReadonlyMap<string, string> {
	const names = new Map<string, string>();
	const taken = new Set<string>();
	for (const { id, name } of parameters) {
		let chosen = isCellLike(name) ? `${name}_` : name;
		while (taken.has(chosen.toUpperCase())) chosen += '_';
		taken.add(chosen.toUpperCase());
		names.set(id, chosen);
	}
	return names;
}

function isCellLike(name: string): boolean {
	return /^(?:[a-z]{1,3}\d+|[rc]\d*|r\d*c\d*|true|false)$/i.test(name);
}
