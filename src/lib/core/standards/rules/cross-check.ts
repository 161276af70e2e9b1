import type { SetStatistics } from '../../comparison/comparison-snapshot.ts';
import {
	absolute,
	compare,
	dec,
	divide,
	isZero,
	multiply,
	subtract,
	toFixedText,
	toText,
	type Decimal
} from '../../decimal/decimal.ts';
import type { CrossCheckResults, QuotaRule } from '../standard-snapshot.ts';
import type { Reason } from '../verdict.ts';
import type { BuildUpPrice } from './build-up-price.ts';

/** Beyond it, sample and build-up cannot both be right: a recommended line (the dossier gives none). */
const WIDEST = dec(20);

/**
 * Holds a value against what else is known: the build-up where a sample gave the value, the sample's median where a
 * build-up or the market gave it. Null where there is nothing to hold it against.
 */
export function crossCheck(
	rule: QuotaRule,
	value: Decimal,
	sample: SetStatistics | null,
	buildUp: BuildUpPrice | null
): { readonly results: CrossCheckResults; readonly reason: Reason } | null {
	if (rule === 'policy-fixed' || isZero(value)) return null;
	const free = rule === 'engineering' || rule === 'market';
	const other = free ? sample && dec(sample.median) : (buildUp?.value ?? null);
	if (!other) return null;
	const percent = divide(multiply(subtract(other, value), dec(100)), value, 'half-up', 2);
	const against = free ? '样本中位数' : '定额测算';
	const direction = percent.coefficient < 0n ? '低' : '高';
	const size = toFixedText(absolute(percent), 2);
	const text = `${against}为 ${toText(other)} 元，比测算值 ${toText(value)} 元${isZero(percent) ? '相差' : direction} ${size}%`;
	const wide = compare(absolute(percent), WIDEST) > 0;
	return {
		results: { other: toText(other), percent: toText(percent) },
		reason: wide
			? { allows: 'trial', text: `${text}，超过 20%，两种方法相互不能印证，最多只可试行；应查明差异原因。` }
			: { allows: 'standard', text: `${text}，在 20% 以内，两种方法可以相互印证。` }
	};
}
