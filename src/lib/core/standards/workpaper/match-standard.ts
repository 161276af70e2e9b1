import { sameDimension } from '../../quantity/convert.ts';
import { findUnit, unitById } from '../../quantity/units.ts';
import { applies, STATUS_WORDS, type IssuedVersion, type StatusOnDate } from '../look-up.ts';
import type { TypedLine } from './requested-lines.ts';

/** As much of an issued standard as decides whether it applies to a budget line. */
export interface MatchableStandard extends Pick<IssuedVersion, 'code' | 'category' | 'unitId'> {
	/** The code the three standards share. */
	readonly series: string;
	/** 服务等级; "" = for every grade. */
	readonly grade: string;
	/** On the day of the review. */
	readonly status: StatusOnDate;
}

/**
 * The one standard in force that applies to a line: the one it names, else the only one of its category, unit and grade. A
 * text says why there is none, or which ones a person has to choose between: never the nearest one, never the first.
 */
export function matchStandard<S extends MatchableStandard>(
	line: TypedLine,
	standards: readonly S[]
): S | string {
	return line.code === '' ? byNature(line, standards) : byCode(line, standards);
}

function byCode<S extends MatchableStandard>({ code, unit }: TypedLine, standards: readonly S[]): S | string {
	const named = standards.filter((standard) => standard.code === code || standard.series === code);
	if (named.length === 0) return `标准库中没有编号为“${code}”的支出标准；`;
	const inForce = named.find(({ status }) => applies(status));
	if (!inForce)
		return `标准 ${code} 当日的状态是“${STATUS_WORDS[named[0]?.status ?? 'expired']}”，不能套用；`;
	return measures(inForce, unit)
		? inForce
		: `标准 ${code} 按“${unitById(inForce.unitId).name}”计价，与本行的“${unit}”不能换算；`;
}

function byNature<S extends MatchableStandard>(line: TypedLine, standards: readonly S[]): S | string {
	const { category, unit, grade } = line;
	if (category === '') return '没有填写类别或标准编号，不能判断适用哪一项标准；';
	const ofCategory = standards.filter(
		(standard) =>
			applies(standard.status) &&
			(standard.category === category || category.startsWith(`${standard.category}/`)) &&
			measures(standard, unit)
	);
	if (ofCategory.length === 0) return `当日没有适用于“${category}”、按“${unit}”计价的有效标准；`;
	const graded = ofCategory.filter((standard) => standard.grade === '' || standard.grade === grade);
	if (graded.length === 0)
		return `“${category}”的有效标准等级为${list(ofCategory.map((standard) => standard.grade))}，本行${grade === '' ? '没有填写等级' : `是“${grade}”`}，不能套用；`;
	// A standard of the very category and grade goes before one for all of a wider category.
	const exact = graded.filter((standard) => standard.category === category && standard.grade === grade);
	const [only, ...others] = exact.length > 0 ? exact : graded;
	if (only && others.length === 0) return only;
	return `当日有 ${graded.length} 项标准适用（${graded.map(({ code }) => code).join('、')}），请在“标准编号”列写明用哪一项；`;
}

function measures({ unitId }: MatchableStandard, unit: string): boolean {
	const own = findUnit(unit);
	return own !== undefined && sameDimension(own, unitById(unitId));
}

function list(grades: readonly string[]): string {
	return [...new Set(grades)].map((grade) => `“${grade}”`).join('、');
}
