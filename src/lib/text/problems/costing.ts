import type { CostingProblems } from '#lib/core/problem/costing.ts';
import { findingText } from '../findings.ts';
import type { Sentences } from './sentences.ts';
import { SHARED_COST_SENTENCES } from './shared-cost.ts';

export const COSTING_SENTENCES: Sentences<CostingProblems> = {
	'formula/malformed': ({ part, place }) =>
		`公式在第 ${place} 处的“${part}”看不懂，没有保存。请检查括号、逗号和引用的写法，例如 =[8.1].数量*7。`,
	'formula/too-complex': ({ limit }) => `公式超过 ${limit} 的上限，没有保存。请把它拆成几行分别计算。`,
	'formula/not-expressible': ({ part }) =>
		`原表公式在“${part}”处引用了这里没有的单元格或函数，只取用了它的结果。需要时请在表中重新写公式。`,
	'recipe/malformed': ({ field, expected }) => `“${field}”没有填对：${expected}。请改正后再保存。`,
	'recipe/not-found': () => `找不到这个定额测算或它的这一版：地址可能不完整。请从定额测算列表重新打开。`,
	'recipe/code-taken': ({ code }) => `定额编码“${code}”已被使用。请换一个编码，或在已有的定额上存新版。`,
	'recipe/unchanged': ({ version }) => `内容与第 ${version} 版相同，没有另存新版。请先修改再保存。`,
	'recipe/changed-since': ({ version }) =>
		`您打开页面之后，这个定额已经存了第 ${version} 版，没有保存。请刷新页面，在最新一版上修改。`,
	'project/not-found': () => `找不到这个项目：它可能已被删除，或地址不完整。请从项目列表重新打开。`,
	'project/code-taken': ({ code }) => `项目编码“${code}”已被使用。请换一个编码，或打开已有的项目。`,
	'analysis/not-found': () => `找不到这份成本分析：它可能已被删除，或地址不完整。请从成本拆分列表重新打开。`,
	'analysis/year-taken': ({ year }) =>
		`该项目 ${year} 年的成本分析已经建立，一个项目每年只有一份。请打开已有的那一份。`,
	'analysis/malformed': ({ field, expected }) => `“${field}”没有填对：${expected}。请改正后再保存。`,
	'analysis/bad-value': ({ field, value, expected }) =>
		`“${field}”不能填“${value}”：${expected}。原来的内容没有改动，请重新填写。`,
	'analysis/unknown-line': () => `要修改的那一行已不存在，可能被其他人删除。请刷新页面后再改。`,
	'analysis/line-exists': () => `要新增的行已经存在，没有重复添加。请刷新页面查看。`,
	'analysis/under-itself': ({ line }) => `不能把“${line}”移到它自己的下级里。请选择别的位置。`,
	'analysis/too-many-lines': ({ limit }) =>
		`一份成本分析最多 ${limit} 行，这次修改会超过，没有保存。请拆成几份分析。`,
	'analysis/too-many-indicators': ({ limit }) =>
		`一份成本分析最多 ${limit} 个绩效指标，已经满了，没有新增。请先删除不用的指标。`,
	'analysis/too-many-parts': ({ part, limit }) =>
		`一份成本分析最多 ${limit} 个${part}，已经满了，没有新增。请先删除不用的。`,
	'parameter/bad-name': ({ name, limit }) =>
		`“${name}”不能作参数名：须以文字或下划线开头，只含文字、数字和下划线，最多 ${limit} 个字。请换一个名称，例如 道路面积。`,
	'parameter/reserved-name': ({ name }) => `“${name}”是函数、常量或列的名称，不能作参数名。请换一个名称。`,
	'parameter/name-taken': ({ name }) =>
		`已经有一个叫“${name}”的参数，公式无法分辨两个同名参数。请换一个名称，或修改已有的参数。`,
	...SHARED_COST_SENTENCES,
	'analysis/too-deep': ({ limit }) =>
		`成本拆分最多 ${limit} 层，这次移动或新增会超过，没有保存。请放到较浅的层级。`,
	'analysis/too-many-commands': ({ limit }) => `一次最多提交 ${limit} 处修改。请分几次操作。`,
	'analysis/conflict': ({ line, field, value, who }) =>
		`“${line}”的“${field}”已由${who}改成“${value}”，与您的修改冲突，没有保存。请核对后决定保留哪一个。`,
	'analysis/batch-differs': () => `同一编号的修改已经保存过，但内容不同。请刷新页面后重新修改。`,
	'analysis/no-output': ({ unit, output }) =>
		`成本单元“${unit}”的产出数量是“${output}”，不能作除数。请填写大于零的数量。`,
	'analysis/unit-without-lines': ({ unit }) =>
		`成本单元“${unit}”没有选择任何成本行，算不出单位成本。请至少选择一行。`,
	'analysis/not-ready': ({ findings }) =>
		`还不能提交，有 ${findings.length} 个必须处理的问题，请先处理：${blockingWords(findings)}`,
	'analysis/source-differs': ({ place, cell, field, stored }) =>
		`“${field}”记为 ${stored}，但来源单元格 ${place} 是“${cell}”，两者不符。请重新填写该数，或重新导入。`,
	'analysis/source-missing': ({ place }) =>
		`找不到来源单元格 ${place} 所在的原表。请重新导入该工作簿，或手工填写该数。`,
	'analysis/recipe-differs': ({ line, recipe, price, stored }) =>
		`“${line}”的单价记为取自定额“${recipe}”，那一版的单价是 ${price}，这里却是 ${stored}，两者不符。请重新取用定额，或手工填写单价。`,
	'analysis/nothing-to-undo': () =>
		`没有可以撤销的修改：这一批修改不存在，或不是您本人所做。请刷新页面查看历史。`,
	'analysis/not-to-explain': () =>
		`没有记下原因：这一批修改不存在、不是您本人所做，或已经写明过原因。请刷新页面查看历史。`,
	'analysis/opinion-needed': () => `退回或重新打开时须写明意见，经办人才知道要改什么。请填写意见。`,
	'analysis/changed-since': () =>
		`您打开页面之后，这份成本分析又被修改过，没有办理。请刷新页面，核对最新内容后再办。`
};

/** Enough to begin with; the page lists the others beside the grid. */
const MOST_BLOCKING = 5;

function blockingWords(findings: CostingProblems['analysis/not-ready']['findings']): string {
	const shown = findings.slice(0, MOST_BLOCKING).map(findingText).join('');
	return findings.length > MOST_BLOCKING ? `${shown}另有 ${findings.length - MOST_BLOCKING} 个。` : shown;
}
