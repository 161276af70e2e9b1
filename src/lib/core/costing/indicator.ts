import { LIMITS } from '../limits.ts';
import { problem } from '../problem.ts';
import { ok, refuse, type Result } from '../result.ts';

/**
 * First and second levels of performance indicators (绩效指标), DOMAIN §2.2, in the order in which forms list them. Older
 * forms carry 成本指标 under 产出指标 and 满意度指标 under 效益指标; both shapes are kept as they were set.
 */
export const INDICATOR_LEVELS: Readonly<Record<string, readonly string[]>> = {
	成本指标: ['经济成本指标', '社会成本指标', '生态环境成本指标'],
	产出指标: ['数量指标', '质量指标', '时效指标', '成本指标'],
	效益指标: ['经济效益指标', '社会效益指标', '生态效益指标', '可持续影响指标', '满意度指标'],
	满意度指标: ['服务对象满意度指标']
};

/** One performance indicator: what was set (标杆值) and what was reached (完成值), both as written, "" when not known. */
export type PerformanceIndicator = {
	readonly id: string;
	/** Order among the indicators of the analysis, 0-based and gapless. */
	readonly position: number;
	/** A key of `INDICATOR_LEVELS`, and one of its values. */
	readonly level1: string;
	readonly level2: string;
	/** What is measured, in free words. */
	readonly level3: string;
	/** With its operator and unit, e.g. "≥85%", "=8个", "及时". */
	readonly benchmark: string;
	readonly actual: string;
};

/** Figures of an indicator that can be asked about. */
export const INDICATOR_FIGURES = { benchmark: '标杆值', actual: '完成值' } as const;
export type IndicatorFigure = keyof typeof INDICATOR_FIGURES;

export interface IndicatorGroup<I> {
	readonly level1: string;
	readonly level2: string;
	/** Each with its place in the whole list, which is its address. */
	readonly members: readonly { readonly indicator: I; readonly index: number }[];
}

/** Indicators as the form lists them: by first and second level, within one in their own order; no empty groups. */
export function groupIndicators<I extends Pick<PerformanceIndicator, 'level1' | 'level2'>>(
	indicators: readonly I[]
): readonly IndicatorGroup<I>[] {
	const placed = indicators.map((indicator, index) => ({ indicator, index }));
	return Object.entries(INDICATOR_LEVELS).flatMap(([level1, seconds]) =>
		seconds.flatMap((level2) => {
			const members = placed.filter(
				({ indicator }) => indicator.level1 === level1 && indicator.level2 === level2
			);
			return members.length === 0 ? [] : [{ level1, level2, members }];
		})
	);
}

/** An indicator in one line, e.g. for the history: "补助村数量，标杆值 =8个，完成值 8". */
export function indicatorWords({
	level3,
	benchmark,
	actual
}: Pick<PerformanceIndicator, 'level3' | IndicatorFigure>): string {
	return `${level3}，标杆值 ${benchmark || '未填'}，完成值 ${actual || '未填'}`;
}

/** An indicator that came from outside, without spaces at the ends; refuses unknown levels and texts of a wrong length. */
export function checkIndicator(given: PerformanceIndicator): Result<PerformanceIndicator> {
	const bad = (field: string, expected: string) => refuse(problem('analysis/malformed', { field, expected }));
	const { level1, level2 } = given;
	if (!Object.hasOwn(INDICATOR_LEVELS, level1)) return bad('一级指标', '请从列表中选');
	if (!INDICATOR_LEVELS[level1]?.includes(level2)) return bad('二级指标', '请从一级指标所列的类别中选');
	const [level3, benchmark, actual] = [given.level3, given.benchmark, given.actual].map((text) =>
		text.trim()
	);
	if (!level3 || level3.length > LIMITS.nameLength)
		return bad('三级指标', `须填 1 到 ${LIMITS.nameLength} 个字`);
	for (const [field, text = ''] of [
		['标杆值', benchmark],
		['完成值', actual]
	] as const)
		if (text.length > LIMITS.nameLength) return bad(field, `最多 ${LIMITS.nameLength} 个字`);
	return ok({ ...given, level3, benchmark: benchmark ?? '', actual: actual ?? '' });
}
