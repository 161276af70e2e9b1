/** What a unit measures. Only units of the same dimension convert into each other. */
export type Dimension =
	| 'area'
	| 'length'
	| 'volume'
	| 'mass'
	| 'money'
	| 'months'
	| 'days'
	| 'person-months'
	| 'person-days'
	| 'ratio'
	/** Counted things: each kind of thing is its own dimension, because a lamp is not a tree. */
	| `count:${string}`;

/** A unit of measure (计量单位). One of it is numerator / denominator of its dimension's base unit, exactly. */
export interface Unit {
	readonly id: string;
	/** The name shown, as budgets write it. */
	readonly name: string;
	readonly dimension: Dimension;
	readonly numerator: bigint;
	readonly denominator: bigint;
}

type UnitRow = readonly [
	id: string,
	name: string,
	dimension: Dimension,
	size: bigint | readonly [bigint, bigint],
	synonyms: string
];

/**
 * The table. 亩 is the legal 10000/15 ㎡ as an exact ratio (often written 666.67 ㎡; 15 亩 are exactly one 公顷).
 * A month is not a fixed number of days, and a 人·月 not of 人·日, so those do not convert into each other.
 */
const ROWS: readonly UnitRow[] = [
	['m2', '平方米', 'area', 1n, '㎡ m2 m² 平米 平方 平方公尺'],
	['wan-m2', '万平方米', 'area', 10_000n, '万㎡ 万m2 万m² 万平米 万平方'],
	['mu', '亩', 'area', [10_000n, 15n], '市亩'],
	['hectare', '公顷', 'area', 10_000n, 'ha hm2 hm²'],
	['km2', '平方公里', 'area', 1_000_000n, '平方千米 km2 km² k㎡'],
	['cm', '厘米', 'length', [1n, 100n], 'cm 公分'],
	['m', '米', 'length', 1n, 'm 延米 延长米'],
	['hm', '百米', 'length', 100n, ''],
	['km', '公里', 'length', 1_000n, '千米 km'],
	['m3', '立方米', 'volume', 1n, 'm3 m³ 立方 方'],
	['wan-m3', '万立方米', 'volume', 10_000n, '万m3 万m³ 万方'],
	['litre', '升', 'volume', [1n, 1_000n], 'l 公升'],
	['kg', '千克', 'mass', 1n, 'kg 公斤'],
	['t', '吨', 'mass', 1_000n, 't'],
	['wan-t', '万吨', 'mass', 10_000_000n, '万t'],
	['yuan', '元', 'money', 1n, '圆 人民币元 rmb 块'],
	['wan-yuan', '万元', 'money', 10_000n, ''],
	['yi-yuan', '亿元', 'money', 100_000_000n, ''],
	['month', '月', 'months', 1n, '个月'],
	['quarter', '季度', 'months', 3n, '季'],
	['year', '年', 'months', 12n, '年度'],
	['day', '日', 'days', 1n, '天'],
	['person-month', '人·月', 'person-months', 1n, '人月'],
	['person-year', '人·年', 'person-months', 12n, '人年'],
	['person-day', '人·日', 'person-days', 1n, '人日 人天 人·天 工日 工'],
	['percent', '%', 'ratio', [1n, 100n], '百分比 百分点'],
	['person', '人', 'count:person', 1n, '名 位 人员'],
	['person-time', '人次', 'count:person-time', 1n, '人·次'],
	['household', '户', 'count:household', 1n, '家'],
	['place', '座', 'count:place', 1n, '处 所'],
	['bridge-hole', '孔', 'count:bridge-hole', 1n, ''],
	['lamp', '盏', 'count:lamp', 1n, '盏灯'],
	['pole', '杆', 'count:pole', 1n, '基 根'],
	['plant', '株', 'count:plant', 1n, '棵'],
	['pot', '盆', 'count:pot', 1n, ''],
	['vehicle', '辆', 'count:vehicle', 1n, '车'],
	['machine', '台', 'count:machine', 1n, '套 台套'],
	['machine-shift', '台班', 'count:machine-shift', 1n, '台·班'],
	['each', '个', 'count:each', 1n, '只 块次'],
	['strip', '条', 'count:strip', 1n, '道'],
	['bed', '床', 'count:bed', 1n, '张 床位'],
	['piece', '件', 'count:piece', 1n, '起 宗'],
	['session', '场次', 'count:session', 1n, '场'],
	['time', '次', 'count:time', 1n, '趟 遍'],
	['item', '项', 'count:item', 1n, '式'],
	['function-point', '功能点', 'count:function-point', 1n, 'fp 个功能点'],
	['student', '生', 'count:student', 1n, '学生'],
	['copy', '份', 'count:copy', 1n, '册 本'],
	['set', '批', 'count:set', 1n, '']
];

const UNITS: readonly Unit[] = ROWS.map(([id, name, dimension, size]) => {
	const [numerator, denominator] = typeof size === 'bigint' ? [size, 1n] : size;
	return { id, name, dimension, numerator, denominator };
});

const BY_ID: ReadonlyMap<string, Unit> = new Map(UNITS.map((unit) => [unit.id, unit]));

const BY_WORD: ReadonlyMap<string, Unit> = new Map(
	ROWS.flatMap(([, name, , , synonyms], row) =>
		[name, ...synonyms.split(' ')]
			.filter((word) => word !== '')
			.map((word) => [wordKey(word), UNITS[row] as Unit] as const)
	)
);

/** Every unit, in the order of the table, for pickers. */
export function allUnits(): readonly Unit[] {
	return UNITS;
}

/** The unit a text names: any synonym, full-width or half-width, "㎡", "m2" and "m²" alike; undefined when unknown. */
export function findUnit(text: string): Unit | undefined {
	return BY_WORD.get(wordKey(text));
}

/** A unit by its id; an unknown id is a broken invariant, because ids come from this table only. */
export function unitById(id: string): Unit {
	const unit = BY_ID.get(id);
	if (!unit) throw new Error(`Unknown unit id: ${id}`);
	return unit;
}

/** NFKC folds full-width letters, "㎡" (to m2) and "²"; points and spaces between words do not matter. */
function wordKey(text: string): string {
	return text
		.normalize('NFKC')
		.replace(/[\s()]/g, '')
		.replace(/[.•∙⋅・*]/g, '·')
		.toLowerCase();
}
