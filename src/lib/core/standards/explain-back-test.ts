import type { Step } from '../address/step.ts';
import type { Hash, ValueRef } from '../address/value-ref.ts';
import { fen, fenText } from '../money/fen.ts';
import type { Snapshot } from '../snapshot/snapshot.ts';
import type { BackTestContent, BackTestResults } from './back-test.ts';
import { inputHash } from './inputs.ts';

const PROJECT_FIGURE = /^\/results\/projects\/(\d+)\/(over|cut)$/;

/** Explains a figure of a back-test: what one project would lose, how many would, and how firm the quota is. */
export function explainBackTest(snapshot: Snapshot, hash: Hash, pointer: string): Step | undefined {
	// Both come from the method that asks.
	const content = snapshot.content as BackTestContent;
	const { projects, ...results } = snapshot.results as BackTestResults;
	const own = (at: string): ValueRef => ({ kind: 'frozen', snapshot: hash, pointer: at });
	const from = (role: string, at: string): ValueRef => ({
		kind: 'frozen',
		snapshot: inputHash(snapshot, role),
		pointer: at
	});
	const step = (
		figure: { readonly label: string; readonly value: string; readonly unit: string },
		words: string,
		inputs: readonly ValueRef[]
	): Step => ({
		ref: own(pointer),
		...figure,
		label: `${content.title} ${figure.label}`,
		method: { id: snapshot.method ?? '', words },
		inputs
	});
	const overs = projects.flatMap(({ over }, i) => (over === '0' ? [] : [own(`/results/projects/${i}/over`)]));
	// A quota above every project is explained by the projects it was held against.
	const held = overs.length > 0 ? overs : projects.map((_, i) => own(`/results/projects/${i}/over`));
	if (pointer === '/results/effect') {
		const figure = { label: '回测超出定额合计', value: fenText(fen(Number(results.effect))), unit: '元' };
		return step(figure, results.words, held);
	}
	if (pointer === '/results/above') {
		const figure = { label: '超过定额的项目', value: String(results.above), unit: '个' };
		return step(figure, '可比单位成本高于定额的项目个数', held);
	}
	if (pointer === '/results/hard') {
		const figure = { label: '压减 10% 以上的项目', value: String(results.hard), unit: '个' };
		const cuts = projects.map((_, i) => own(`/results/projects/${i}/cut`));
		return step(figure, '需压减的比例超过 10% 的项目个数', cuts);
	}
	for (const [field, label] of [
		['lowest', '最小'],
		['highest', '最大']
	] as const) {
		const value = results[field];
		if (pointer !== `/results/${field}` || value === null) continue;
		const figure = { label: `逐个去掉样本后的${label}测算值`, value, unit: '元' };
		const members = projects.flatMap(({ included, member }) =>
			included ? [from('comparison', `/results/members/${member}/comparable`)] : []
		);
		return step(figure, `每次去掉一个样本，按同一方法重新测算，取其中${label}的一个`, members);
	}
	const [, at = '', field] = PROJECT_FIGURE.exec(pointer) ?? [];
	const project = projects[Number(at)];
	if (at === '' || !project) return undefined;
	const cost = from('comparison', `/results/members/${project.member}/comparable`);
	if (field === 'cut')
		return step(
			{ label: `${project.label} 需压减`, value: project.cut, unit: '%' },
			`（可比单位成本 ${project.cost} 元 − 定额）÷ 可比单位成本，不高于定额的为 0`,
			[cost, from('quota', '/results/value')]
		);
	return step(
		{ label: `${project.label} 超出定额`, value: fenText(fen(Number(project.over))), unit: '元' },
		`（可比单位成本 ${project.cost} 元 − 定额）× 产出`,
		[cost, from('comparison', `/results/members/${project.member}/output`), from('quota', '/results/value')]
	);
}
