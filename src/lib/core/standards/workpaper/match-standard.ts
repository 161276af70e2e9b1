import { sameDimension } from '../../quantity/convert.ts';
import { findUnit, unitById } from '../../quantity/units.ts';
import { applies, STATUS_WORDS, type IssuedVersion, type StatusOnDate } from '../look-up.ts';
import { coversRegion, isOwnPlace, regionDepth } from '../rule-pack/region.ts';
import type { TypedLine } from './requested-lines.ts';

/** As much of an issued standard as decides whether it applies to a budget line. */
export interface MatchableStandard extends Pick<IssuedVersion, 'code' | 'category' | 'unitId'> {
	/** The code the three standards share. */
	readonly series: string;
	/** 服务等级; "" = for every grade. */
	readonly grade: string;
	/** On the day of the review. */
	readonly status: StatusOnDate;
	/** Who keeps it: name, place in the tree, and the part of the tree it is for. */
	readonly organisation: string;
	readonly path: string;
	readonly scope: string;
	/** 适用地区 as written; "" or 全区, 全镇 … = wherever its organisation is. */
	readonly region: string;
}

/** Where a budget line belongs: the organisation that asks, and the region of the project ("" = not said). */
export interface LinePlace {
	readonly path: string;
	readonly region: string;
}

/** The standard that applies, and why this one where several do ("" where no other does). */
export interface Match<S> {
	readonly standard: S;
	readonly why: string;
}

/**
 * The one standard in force that applies to a line: the one it names, else that of its category, unit and grade. Where
 * several do, the asking organisation's own goes before its town's, a town's before the district's, and a narrower region
 * before a wider one. A text says why there is none, or between which a person has to choose: never the first one.
 */
export function matchStandard<S extends MatchableStandard>(
	line: TypedLine,
	place: LinePlace,
	standards: readonly S[]
): Match<S> | string {
	if (line.code === '') return byNature(line, place, standards);
	const named = byCode(line, place, standards);
	return typeof named === 'string' ? named : { standard: named, why: '' };
}

function byCode<S extends MatchableStandard>(
	{ code, unit, grade }: TypedLine,
	place: LinePlace,
	standards: readonly S[]
): S | string {
	const named = standards.filter((standard) => standard.code === code || standard.series === code);
	if (named.length === 0) return `标准库中没有编号为“${code}”的支出标准；`;
	const inForce = named.find(({ status }) => applies(status));
	if (!inForce)
		return `标准 ${code} 当日的状态是“${STATUS_WORDS[named[0]?.status ?? 'expired']}”，不能套用；`;
	if (!inScope(inForce, place))
		return `标准 ${code} 由${inForce.organisation}制定，不适用于本单位，不能套用；`;
	if (!inRegion(inForce, place))
		return `标准 ${code} 只适用于${inForce.region}，项目在${place.region}，不能套用；`;
	if (inForce.grade !== '' && grade !== '' && inForce.grade !== grade)
		return `标准 ${code} 的等级是“${inForce.grade}”，本行是“${grade}”，不能套用；`;
	return measures(inForce, unit)
		? inForce
		: `标准 ${code} 按“${unitById(inForce.unitId).name}”计价，与本行的“${unit}”不能换算；`;
}

function byNature<S extends MatchableStandard>(
	line: TypedLine,
	place: LinePlace,
	standards: readonly S[]
): Match<S> | string {
	const { category, unit, grade } = line;
	if (category === '') return '没有填写类别或标准编号，不能判断适用哪一项标准；';
	const ofCategory = standards.filter(
		(standard) =>
			applies(standard.status) &&
			(standard.category === category || category.startsWith(`${standard.category}/`)) &&
			measures(standard, unit) &&
			inScope(standard, place) &&
			inRegion(standard, place)
	);
	if (ofCategory.length === 0) return `当日没有适用于“${category}”、按“${unit}”计价的有效标准；`;
	const graded = ofCategory.filter((standard) => standard.grade === '' || standard.grade === grade);
	if (graded.length === 0)
		return `“${category}”的有效标准等级为${list(ofCategory.map((standard) => standard.grade))}，本行${grade === '' ? '没有填写等级' : `是“${grade}”`}，不能套用；`;
	// A standard of the very category and grade goes before one for all of a wider category.
	const exact = graded.filter((standard) => standard.category === category && standard.grade === grade);
	return nearest(exact.length > 0 ? exact : graded, place);
}

/** Of standards that all apply the nearest; a tie is a person's to decide. */
function nearest<S extends MatchableStandard>(standards: readonly S[], place: LinePlace): Match<S> | string {
	const [chosen, next, ...rest] = standards.toSorted((a, b) => closer(a, b, place));
	if (!chosen) throw new Error('There is a standard to choose');
	if (!next) return { standard: chosen, why: '' };
	if (closer(chosen, next, place) === 0)
		return `当日有 ${standards.length} 项标准适用（${standards.map(({ code }) => code).join('、')}），请在“标准编号”列写明用哪一项；`;
	const others = [next, ...rest].map(({ organisation, code }) => `${organisation}的 ${code}`).join('、');
	const own = chosen.path === place.path ? '本单位' : chosen.organisation;
	return { standard: chosen, why: `${own}制定的 ${chosen.code} 比${others} 更近，优先适用；` };
}

/** Negative where the first is nearer: own organisation, then the smaller part of the tree, then the narrower region. */
function closer(a: MatchableStandard, b: MatchableStandard, { path }: LinePlace): number {
	const own = Number(b.path === path) - Number(a.path === path);
	return own || b.scope.length - a.scope.length || regionReach(b) - regionReach(a);
}

function inScope({ scope }: MatchableStandard, { path }: LinePlace): boolean {
	return path.startsWith(scope);
}

function inRegion(standard: MatchableStandard, { region }: LinePlace): boolean {
	return region === '' || isOwnPlace(standard.region) || coversRegion(standard.region, region);
}

/** How narrow a stated region is; 0 where none is stated or it is all of where the organisation is. */
function regionReach({ region }: MatchableStandard): number {
	return isOwnPlace(region) ? 0 : regionDepth(region);
}

function measures({ unitId }: MatchableStandard, unit: string): boolean {
	const own = findUnit(unit);
	return own !== undefined && sameDimension(own, unitById(unitId));
}

function list(grades: readonly string[]): string {
	return [...new Set(grades)].map((grade) => `“${grade}”`).join('、');
}
