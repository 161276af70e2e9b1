import type { Decimal } from '../../decimal/decimal.ts';
import type { Result } from '../../result.ts';
import type { ParameterSetContent } from '../comparison-snapshot.ts';
import { divideByFactor } from './divide-by-factor.ts';
import type { StepOutcome } from './step-outcome.ts';

/** normalise/region@1: u ÷ the region factor r (工资水平或官方档次比) (DOMAIN §2.6). */
export function normaliseRegion(
	value: Decimal,
	region: string,
	member: string,
	series: ParameterSetContent
): Result<StepOutcome> {
	return divideByFactor(
		{ step: 'region', method: 'normalise/region@1', words: '地区', key: region, member },
		value,
		series
	);
}
