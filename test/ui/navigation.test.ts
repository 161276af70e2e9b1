import { describe, expect, it } from 'vitest';
import type { Actor, Role } from '#lib/core/workflow/actor.ts';
import { destinationsFor, isCurrent } from '#lib/ui/layout/navigation.ts';
import { shownDay, shownTime } from '#lib/ui/layout/shown-time.ts';

const labels = (role: Role) => {
	const actor: Actor = {
		userId: 'u',
		name: '',
		appointments: [{ role, organisationId: 'o', organisationName: '', path: '/d/o/' }]
	};
	return destinationsFor(actor).map(({ label }) => label);
};

describe('the navigation', () => {
	it('shows each role its own jobs', () => {
		const line = [
			'工作台',
			'成本拆分',
			'同类比对',
			'标准编制',
			'标准库',
			'预算审核',
			'定额测算',
			'资料库',
			'外部样本'
		];
		expect(labels('dept_analyst')).toEqual(line);
		expect(labels('fin_perf')).toEqual([...line, '操作记录']);
		expect(labels('admin')).toEqual(['工作台', '操作记录', '管理']);
		expect(labels('expert')).toEqual(['工作台']);
	});

	it('marks the page one is on, and only that one', () => {
		expect(isCurrent('/standards', '/standards/3')).toBe(true);
		expect(isCurrent('/standards', '/standards-old')).toBe(false);
		expect(isCurrent('/', '/standards')).toBe(false);
	});
});

describe('shown times', () => {
	it('are Beijing time, in Chinese order', () => {
		expect(shownTime('2026-12-31T16:05:00.000Z')).toBe('2027年1月1日 00:05');
		expect(shownDay('2026-11-22T01:00:00.000Z')).toBe('2026年11月22日');
	});
});
