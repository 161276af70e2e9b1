import { describe, expect, it } from 'vitest';
import type { EditCommand } from '#lib/core/costing/edit-command.ts';
import { applyCommands } from '#lib/core/costing/edit.ts';
import { groupIndicators, type PerformanceIndicator } from '#lib/core/costing/indicator.ts';
import { LIMITS } from '#lib/core/limits.ts';
import { unwrap } from '#lib/core/result.ts';
import { problemText } from '#lib/text/zh-CN.ts';
import { draftOf, indicator } from '../../support/cost-draft.ts';

const setting = (given: Partial<PerformanceIndicator>): EditCommand => ({
	type: 'set-indicator',
	indicator: indicator({ id: 'i', ...given })
});

describe('performance indicators', () => {
	it('are listed by level, each keeping the address of its place', () => {
		const list = [
			indicator({ id: 'a', level1: '满意度指标', level2: '服务对象满意度指标' }),
			indicator({ id: 'b', position: 1 }),
			indicator({ id: 'c', position: 2, level2: '时效指标' }),
			indicator({ id: 'd', position: 3 })
		];
		const shown = groupIndicators(list).map(({ level1, level2, members }) => [
			level1,
			level2,
			members.map(({ index }) => index)
		]);
		expect(shown).toEqual([
			['产出指标', '数量指标', [1, 3]],
			['产出指标', '时效指标', [2]],
			['满意度指标', '服务对象满意度指标', [0]]
		]);
	});

	it.each([
		['产出指标', '成本指标'],
		['效益指标', '满意度指标'],
		['成本指标', '经济成本指标']
	])('take old and new forms alike: %s, %s', (level1, level2) => {
		const { draft } = unwrap(applyCommands(draftOf([]), [setting({ level1, level2, actual: ' 8 ' })]));
		expect(draft.indicators).toEqual([indicator({ id: 'i', level1, level2, actual: '8' })]);
	});

	it.each([
		{ level1: 'toString' },
		{ level1: '效益指标', level2: '数量指标' },
		{ level3: ' ' },
		{ benchmark: '长'.repeat(LIMITS.nameLength + 1) },
		{ actual: '长'.repeat(LIMITS.nameLength + 1) }
	])('refuse %j', (given) => {
		const result = applyCommands(draftOf([]), [setting(given)]);
		expect(result).toMatchObject({ ok: false, problem: { code: 'analysis/malformed' } });
	});

	it('end at the limit, which the sentence names', () => {
		const full = Array.from({ length: LIMITS.indicatorsPerAnalysis }, (_, i) => setting({ id: `i${i}` }));
		const { draft } = unwrap(applyCommands(draftOf([]), full));
		const result = applyCommands(draft, [setting({ id: 'more' })]);
		expect(result).toMatchObject({ ok: false, problem: { code: 'analysis/too-many-indicators' } });
		if (!result.ok) expect(problemText(result.problem)).toContain('200');
		expect(applyCommands(draft, [setting({ id: 'i7', actual: '1' })]).ok).toBe(true);
	});
});
