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
