import { saysNothing } from './standing.ts';
import type {
	ExpenditureContent,
	QuotaContent,
	QuotaRule,
	ServiceContent,
	StandardKind
} from './standard-snapshot.ts';

/** A set of three linked standards while people work on it: what they share stands once. */
export type StandardDraft = {
	/** Code of the series, e.g. "CL-DLBJ-01"; each kind adds its letter. */
	readonly code: string;
	readonly title: string;
	readonly service: Pick<ServiceContent, 'grade' | 'items'>;
	readonly quota: Omit<QuotaContent, 'standard' | 'code' | 'title'>;
	readonly expenditure: Omit<ExpenditureContent, 'standard' | 'code' | 'title'>;
};

export type LinkedStandards = {
	readonly service: ServiceContent;
	readonly quota: QuotaContent;
	readonly expenditure: ExpenditureContent;
};

const SUFFIXES: { readonly [K in StandardKind]: string } = { service: '-S', quota: '-Q', expenditure: '-E' };

const SERIES_CODE = /^[A-Za-z0-9\u4e00-\u9fff]+(-[A-Za-z0-9\u4e00-\u9fff]+)*$/;
const LONGEST_CODE = 40;

/** "CL-DLBJ-01" → "CL-DLBJ-01-Q" for the quota. */
function codeOf(series: string, kind: StandardKind): string {
	return series + SUFFIXES[kind];
}

/** "CL-DLBJ-01-Q" → "CL-DLBJ-01". */
export function seriesOf(code: string): string {
	return code.replace(/-[SQE]$/, '');
}

/** The codes of the three standards of a series. */
export function codesOf(series: string): readonly string[] {
	return Object.values(SUFFIXES).map((suffix) => series + suffix);
}

export function isSeriesCode(text: string): boolean {
	return text.length <= LONGEST_CODE && SERIES_CODE.test(text);
}

/** A new draft from a comparison: nothing decided but the common choices (median, two decimals, all paid by the treasury). */
export function newDraft(title: string): StandardDraft {
	return {
		code: '',
		title,
		service: { grade: '', items: [] },
		quota: {
			rule: 'median',
			parameters: {},
			form: 'point',
			rounding: { places: 2, mode: 'half-up' },
			crossCheck: '',
			note: ''
		},
		expenditure: {
			fiscalShare: '1',
			ownIncome: '0',
			ceiling: null,
			force: 'ceiling',
			conditions: [],
			oldStandard: '无',
			rounding: { places: 2, mode: 'half-up' }
		}
	};
}

/** The contents of the three snapshots. A parameter of a rule that is not chosen is dropped: it decides nothing. */
export function linkStandards(draft: StandardDraft, category: string): LinkedStandards {
	const { code, title, service, quota } = draft;
	const { standing, coefficients = [], payers = [], ...expenditure } = draft.expenditure;
	const named = (kind: StandardKind) => ({ code: codeOf(code, kind), title });
	return {
		service: { standard: 'service', ...named('service'), category, ...service },
		quota: { standard: 'quota', ...named('quota'), ...usedParts(quota) },
		expenditure: {
			standard: 'expenditure',
			...named('expenditure'),
			...expenditure,
			...(payers.length > 0 ? { payers } : {}),
			...(coefficients.length > 0 ? { coefficients } : {}),
			...(standing && !saysNothing(standing) ? { standing } : {})
		}
	};
}

/** What each rule is told beside the set; rules that need nothing are missing. */
const PARAMETERS_OF: { readonly [R in QuotaRule]?: readonly (keyof QuotaContent['parameters'])[] } = {
	percentile: ['percentile'],
	'policy-fixed': ['value', 'document'],
	'least-cost': ['reason'],
	regression: ['model', 'reference'],
	market: ['quotes', 'take'],
	'tier-table': ['breaks', 'statistic']
};

/** A document and the market need no build-up beside them; every other rule is cross-checked by one. */
function usedParts({ buildUp, ...quota }: StandardDraft['quota']): StandardDraft['quota'] {
	const checked = quota.rule !== 'policy-fixed' && quota.rule !== 'market';
	const parts = { ...quota, parameters: usedParameters(quota) };
	return checked && buildUp ? { ...parts, buildUp } : parts;
}

function usedParameters({
	rule,
	parameters
}: Pick<StandardDraft['quota'], 'rule' | 'parameters'>): QuotaContent['parameters'] {
	const used: readonly string[] = PARAMETERS_OF[rule] ?? [];
	return Object.fromEntries(Object.entries(parameters).filter(([name]) => used.includes(name)));
}

/** The draft behind three stored contents. */
export function draftOf({ service, quota, expenditure }: LinkedStandards): StandardDraft {
	const { rule, parameters, form, crossCheck, note, buildUp, composition } = quota;
	const { fiscalShare, ownIncome, ceiling, force, conditions, oldStandard } = expenditure;
	const { floor, payers, standing, coefficients } = expenditure;
	return {
		code: seriesOf(service.code),
		title: service.title,
		service: { grade: service.grade, items: service.items },
		quota: {
			rule,
			parameters,
			form,
			rounding: quota.rounding,
			crossCheck,
			note,
			...(buildUp === undefined ? {} : { buildUp }),
			...(composition === undefined ? {} : { composition })
		},
		expenditure: {
			fiscalShare,
			ownIncome,
			ceiling,
			force,
			conditions,
			oldStandard,
			rounding: expenditure.rounding,
			...(floor === undefined ? {} : { floor }),
			...(payers === undefined ? {} : { payers }),
			...(coefficients === undefined ? {} : { coefficients }),
			...(standing === undefined ? {} : { standing })
		}
	};
}

/** The quota as it is frozen: the build-up stands among the inputs, so its hash is not part of the content. */
export function frozenQuota(quota: QuotaContent): QuotaContent {
	if (!quota.buildUp) return quota;
	const { code, name, version, times } = quota.buildUp;
	return { ...quota, buildUp: { code, name, version, times } };
}

/** The expenditure standard as it is frozen: the standard it was carried over from stands among the inputs. */
export function frozenExpenditure(expenditure: ExpenditureContent): ExpenditureContent {
	const { standing } = expenditure;
	if (!standing?.derivedFrom) return expenditure;
	const { hash: _, ...derivedFrom } = standing.derivedFrom;
	return { ...expenditure, standing: { ...standing, derivedFrom } };
}

/** What a draft lacks before it may be proposed, in the words of the form; empty when nothing. */
export function missingParts(draft: StandardDraft): readonly string[] {
	const missing: string[] = [];
	if (!isSeriesCode(draft.code)) missing.push('标准编号（字母、数字、汉字，可用短横线分段）');
	if (draft.title.trim() === '') missing.push('标准名称');
	if (draft.service.items.length === 0) missing.push('公共服务标准的服务项目');
	else if (draft.service.items.some((item) => item.item.trim() === '' || item.quality.trim() === ''))
		missing.push('每个服务项目的名称和质量要求');
	if (draft.expenditure.oldStandard.trim() === '') missing.push('原支出标准（没有的填“无”）');
	return missing;
}
