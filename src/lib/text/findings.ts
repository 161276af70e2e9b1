import type { FindingCode, FindingRecord } from '#lib/core/costing/finding.ts';
import { formulaErrorText } from './formula.ts';
import { SHARED_COST_SENTENCES } from './problems/shared-cost.ts';

type Values = FindingRecord['values'];

/** One or two sentences per finding: what was seen, and what to do about it. */
const SENTENCES: { readonly [C in FindingCode]: (values: Values) => string } = {
	'total-differs': ({ line, stated, counted, difference, direction }) =>
		`“${line}”原文合计 ${stated} 元，下级明细之和 ${counted} 元，明细${direction} ${difference} 元。系统以明细之和为准；请核对是否漏列、重复或取整。`,
	'amount-differs': ({ line, stated, counted, difference, direction }) =>
		`“${line}”原文金额 ${stated} 元，数量×单价×系数得 ${counted} 元，计算${direction} ${difference} 元。现按原文金额计；请核对单价是否取过整。`,
	'no-amount': ({ line }) =>
		`“${line}”既没有金额，也不能由数量×单价算出，现按 0 元计。请补填金额，或补齐数量和单价。`,
	'formula-error': ({ line, column, error, detail }) =>
		`“${line}”的${column}公式没有算出数：${formulaErrorText(error ?? '', detail ?? '')}`,
	'other-period': ({ line, months, analysisMonths, verified, period }) =>
		`“${line}”的金额对应 ${months} 个月，计算单位成本时已折算为 ${analysisMonths} 个月：${verified} 元 → ${period} 元。`,
	'one-off': ({ line, amount }) => `“${line}”是一次性支出 ${amount} 元：计入合计，不进入单位成本和标准。`,
	'verified-without-reason': ({ line, declared, verified }) =>
		`“${line}”申报 ${declared} 元，核定 ${verified} 元，没有填审减（增）原因。请选择原因。`,
	'negative-amount': ({ line, amount }) => `“${line}”的金额是负数（${amount} 元）。请确认是冲减还是填错。`,
	'unknown-unit': ({ line, unit }) =>
		`“${line}”的计量单位“${unit}”不在单位表中，不能自动换算。请改用标准写法，或保留并在比对时核对。`,
	'lump-share': ({ line, amount, share }) =>
		`“${line}”一笔 ${amount} 元占总额 ${share}%，不是由数量和单价算出的（成本打开不细）。请继续拆分，或补齐数量和单价。`,
	'other-share': ({ amount, share, most }) =>
		`“其他”类支出合计 ${amount} 元，占 ${share}%，超过 ${most}%（成本打开不细）。请归到具体要素。`,
	'few-lines': ({ lines, least }) =>
		`只有 ${lines} 行明细，少于 ${least} 行（成本打开不细）。请核对是否还能拆分。`,
	'no-lines': () => `还没有成本明细。请导入工作簿，或在表格里新增一行。`,
	'no-unit': () =>
		`还没有成本单元，算不出单位成本；确认后不能参加同类比对，只能作为分项成本控制数的依据。请在“成本单元”里采用建议，或新建一个。`,
	'unit-output': ({ unit, output, lines }) =>
		`成本单元“${unit}”的产出数量是 ${output}，选了 ${lines} 行，算不出单位成本。请填写大于零的产出数量，并至少选择一行。`,
	'parameter-error': ({ name, error, detail }) =>
		`参数“${name}”的公式没有算出数：${formulaErrorText(error ?? '', detail ?? '')}`,
	'few-priced': ({ share, least }) =>
		`由数量×单价算出的金额只占 ${share}%，低于 ${least}%（成本打开不细）。请为大额支出补齐数量和单价。`,
	'evidence-level': ({ lines, amount, share }) =>
		`有 ${lines} 行、合计 ${amount} 元（占 ${share}%）没有填证据等级。请按凭证、结算、系统导出、调查表、说明材料分级填写。`,
	'parent-source': ({ line, source, lines }) =>
		`“${line}”填了资金来源“${source}”，但它的下级有 ${lines} 行没有填，仍按财政项目支出计。资金来源以明细行为准；请在这些行填写（可用向下填充）。`,
	'allocation-refused': (values) => refusalText(values),
	'pool-empty': ({ pool }) =>
		`共同成本池“${pool}”没有成本，分摊结果为 0。请为它选择成本行，或删除这个成本池。`,
	'pool-line-twice': ({ line, pool, other, kind }) =>
		`“${line}”既在共同成本池“${pool}”里，又被${kind === 'pool' ? '共同成本池' : '成本单元'}“${other}”直接计入，成本会重复计算。请只保留一处。`,
	'combined-refused': (values) => refusalText(values),
	'unit-once': ({ unit }) => `成本单元“${unit}”只含一次性支出，单位成本为 0。请改选经常性的成本行。`
};

/** A finding that passes a refusal on holds its code as `problem`, beside its values. */
function refusalText({ problem = '', ...values }: Values): string {
	// Made by core/costing/findings.ts from a Problem: the code and the values belong together.
	const sentences = SHARED_COST_SENTENCES as unknown as {
		readonly [code: string]: ((values: Values) => string) | undefined;
	};
	return (
		sentences[problem]?.(values) ?? '共同成本或分段单位成本的金额超过系统上限，没有计算。请核对各行金额。'
	);
}

/** The Chinese text of a finding. */
export function findingText({ code, values }: { readonly code: string; readonly values: Values }): string {
	// A problem carries findings whose codes it does not know; they were made by the same core.
	return SENTENCES[code as FindingCode](values);
}

export const SEVERITY_LABELS: { readonly [S in FindingRecord['severity']]: string } = {
	error: '必须处理',
	warning: '请核对',
	notice: '提示'
};
