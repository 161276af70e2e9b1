import type { Decimal } from '../../decimal/decimal.ts';
import type { Result } from '../../result.ts';
import type { ParameterSetContent } from '../comparison-snapshot.ts';
import { divideByFactor } from './divide-by-factor.ts';
import type { StepOutcome } from './step-outcome.ts';

/** normalise/grade@1: u ÷ the service-grade factor g, which comes from the workload ratio (DOMAIN §2.6). */
export function normaliseGrade(
	value: Decimal,
	grade: string,
	member: string,
	series: ParameterSetContent
): Result<StepOutcome> {
	return divideByFactor(
		{ step: 'grade', method: 'normalise/grade@1', words: '服务等级', key: grade, member },
		value,
		series
	);
}
