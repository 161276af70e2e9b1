import type { Step } from '../address/step.ts';
import type { Hash, ValueRef } from '../address/value-ref.ts';
import { fen, fenText } from '../money/fen.ts';
import type { Snapshot } from '../snapshot/snapshot.ts';
import type { BudgetBackTestContent, BudgetBackTestResults } from './budget-back-test.ts';
import { inputHash } from './inputs.ts';

type Figure = { readonly label: string; readonly value: string; readonly unit: string };

const LINE_FIGURE = /^\/results\/lines\/(\d+)\/(allowed|over)$/;
const LINE_REQUESTED = /^\/content\/lines\/(\d+)\/requested$/;
const ORGANISATION_FIGURE = /^\/results\/organisations\/(\d+)\/(requested|over|cut)$/;
const TOTALS = { requested: '申报合计', allowed: '回测安排合计', over: '回测减少合计' } as const;

/** Explains a figure of a back-test on budgets: a total, an organisation's part of it, or one line. */
export function explainBudgetBackTest(snapshot: Snapshot, hash: Hash, pointer: string): Step | undefined {
	// Both come from the method that asks.
	const content = snapshot.content as BudgetBackTestContent;
	const results = snapshot.results as BudgetBackTestResults;
	const own = (at: string): ValueRef => ({ kind: 'frozen', snapshot: hash, pointer: at });
	const step = ({ label, value, unit }: Figure, words: string, inputs: readonly ValueRef[]): Step => ({
		ref: own(pointer),
		label: `${content.title} ${label}`,
		value,
		unit,
		method: { id: snapshot.method ?? '', words },
		inputs
	});
	const all = content.lines.map((_, i) => i);
	const cutLines = all.filter((i) => results.lines[i]?.over !== '0');
	const inputsOf = (field: string, lines: readonly number[]): ValueRef[] =>
		lines.flatMap((i) =>
			field === 'requested' ? source(snapshot, i) : [own(`/results/lines/${i}/${field}`)]
		);
	for (const field of ['requested', 'allowed', 'over'] as const) {
		if (pointer !== `/results/${field}`) continue;
		const figure = { label: TOTALS[field], value: yuan(results[field]), unit: '元' };
		const words = field === 'requested' ? `${content.year} 年各行申报之和` : results.words;
		// Where nothing is cut, every line says so.
		return step(figure, words, inputsOf(field, field === 'over' && cutLines.length > 0 ? cutLines : all));
	}
	if (pointer === '/results/above') {
		const figure = { label: '超过标准的项目', value: String(results.above), unit: '个' };
		return step(figure, '申报高于标准的项目个数', inputsOf('over', all));
	}
	if (pointer === '/results/hard') {
		const figure = { label: '压减 10% 以上的单位', value: String(results.hard), unit: '个' };
		return step(figure, '各项目减少之和超过申报之和 10% 的单位个数', inputsOf('over', all));
	}
	const [, place = '', part] = ORGANISATION_FIGURE.exec(pointer) ?? [];
	const organisation = results.organisations[Number(place)];
	if (place !== '' && organisation) {
		const { name, requested, over, cut } = organisation;
		const lines = all.filter((i) => content.lines[i]?.organisation === name);
		if (part === 'cut')
			return step({ label: `${name} 压减`, value: cut, unit: '%' }, '减少 ÷ 申报', [
				own(`/results/organisations/${place}/over`),
				own(`/results/organisations/${place}/requested`)
			]);
		return part === 'requested'
			? step(
					{ label: `${name} 申报`, value: yuan(requested), unit: '元' },
					'各行申报之和',
					inputsOf('requested', lines)
				)
			: step(
					{ label: `${name} 减少`, value: yuan(over), unit: '元' },
					'各行减少之和',
					inputsOf('over', lines)
				);
	}
	return explainLine(snapshot, pointer, step);
}

function explainLine(
	snapshot: Snapshot,
	pointer: string,
	step: (figure: Figure, words: string, inputs: readonly ValueRef[]) => Step
): Step | undefined {
	const { lines } = snapshot.content as BudgetBackTestContent;
	const results = snapshot.results as BudgetBackTestResults;
	const [, asked = ''] = LINE_REQUESTED.exec(pointer) ?? [];
	const own = asked === '' ? undefined : lines[Number(asked)];
	if (own) {
		const figure = { label: `第 ${Number(asked) + 1} 行申报`, value: yuan(own.requested), unit: '元' };
		return step(figure, `${own.line}的申报金额，取自当年预算资料`, source(snapshot, Number(asked)));
	}
	const [, at = '', field] = LINE_FIGURE.exec(pointer) ?? [];
	const line = lines[Number(at)];
	const result = results.lines[Number(at)];
	if (at === '' || !line || !result) return undefined;
	const figure = {
		label: `第 ${Number(at) + 1} 行${field === 'over' ? '减少' : '安排'}`,
		value: yuan(field === 'over' ? result.over : result.allowed),
		unit: '元'
	};
	const words = `${line.quantity} ${line.unit}、${line.months} 个月按本标准计算，与申报 ${yuan(line.requested)} 元相比`;
	return step(figure, words, [
		{ kind: 'frozen', snapshot: inputHash(snapshot, 'expenditure'), pointer: '/results/value' },
		...source(snapshot, Number(at))
	]);
}

/** Where the amount a line asks for stands. */
function source(snapshot: Snapshot, at: number): readonly ValueRef[] {
	const line = (snapshot.content as BudgetBackTestContent).lines[at];
	const found = line && snapshot.inputs[line.input];
	return found ? [{ kind: 'frozen', snapshot: found.hash, pointer: line.pointer }] : [];
}

function yuan(text: string): string {
	return fenText(fen(Number(text)));
}
