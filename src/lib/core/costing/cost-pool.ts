import { isNegative, parseDecimal, toText, type Decimal } from '../decimal/decimal.ts';
import { LIMITS } from '../limits.ts';
import { problem } from '../problem.ts';
import { ok, refuse, type Result } from '../result.ts';
import { checkName } from './part-list.ts';

/** How shared cost is allocated (成本分摊), DOMAIN §2.4. */
export const ALLOCATION_METHODS = {
	direct: '直接分摊法',
	'step-down': '阶梯分摊法',
	reciprocal: '交互分摊法',
	'activity-based': '作业成本法'
} as const;
export type AllocationMethod = keyof typeof ALLOCATION_METHODS;

/** Common bases of allocation (动因). A pool may name any other. */
export const DRIVER_NAMES = [
	'人数',
	'工时',
	'面积',
	'里程',
	'座位/床位',
	'服务人次',
	'设备台时',
	'垃圾吨数',
	'收入',
	'直接成本',
	'平均'
] as const;

/**
 * A shared cost pool (共同成本池): what its lines cost is divided among other pools and cost units in proportion to a
 * driver. Pools are in the order of their positions; step-down allocates in that order.
 */
export type CostPool = {
	readonly id: string;
	readonly position: number;
	readonly name: string;
	/** `support`: a department or a resource; `activity`: an activity (作业) of the activity-based method. */
	readonly stage: 'support' | 'activity';
	/** Lines whose period amounts (and those of everything below them) make the pool. */
	readonly lineIds: readonly string[];
	/** Name of the driver (动因), e.g. "面积". */
	readonly driver: string;
	/** Driver volumes (动因量), canonical decimals not below zero; a target left out has none. */
	readonly shares: readonly PoolShare[];
};

export type PoolShare = {
	readonly target: 'pool' | 'unit';
	readonly id: string;
	readonly volume: string;
};

/**
 * A pool that came from outside, its volumes canonical; refuses blank names, shares of itself, of what is not there or of
 * the same twice, and volumes below zero.
 */
export function checkPool(
	given: CostPool,
	pools: readonly { readonly id: string }[],
	units: readonly { readonly id: string }[]
): Result<CostPool> {
	const name = checkName('共同成本池名称', given.name);
	if (!name.ok) return name;
	const driver = given.driver.trim().normalize('NFC');
	if (driver.length > LIMITS.nameLength)
		return refuse(malformed('分摊动因', `最多 ${LIMITS.nameLength} 个字`));
	if (given.stage !== 'support' && given.stage !== 'activity')
		return refuse(malformed('成本池类别', '请从列表中选'));
	const known = {
		pool: new Set(pools.map(({ id }) => id)),
		unit: new Set(units.map(({ id }) => id))
	};
	const seen = new Set<string>();
	const shares: PoolShare[] = [];
	for (const { target, id, volume } of given.shares) {
		if (target === 'pool' && id === given.id)
			return refuse(problem('pool/shares-itself', { pool: name.value }));
		const key = `${target}/${id}`;
		if (!known[target].has(id) || seen.has(key))
			return refuse(malformed('分摊对象', '须是本分析中的成本单元或成本池，每个只填一次'));
		seen.add(key);
		const number = parseDecimal(volume);
		if (!number.ok || isNegative(number.value) || digits(number.value) > LIMITS.driverDigits)
			return refuse(
				malformed(`${name.value} 动因量`, `须是不小于零、不超过 ${LIMITS.driverDigits} 位的数字`)
			);
		shares.push({ target, id, volume: toText(number.value) });
	}
	if (shares.length > LIMITS.sharesPerPool)
		return refuse(malformed(`${name.value} 分摊对象`, `最多 ${LIMITS.sharesPerPool} 个`));
	return ok({ ...given, name: name.value, driver, shares });
}

function digits({ coefficient, scale }: Decimal): number {
	return Math.max(coefficient.toString().length, scale);
}

function malformed(field: string, expected: string) {
	return problem('analysis/malformed', { field, expected });
}
