import type { Step } from '../address/step.ts';
import type { Hash } from '../address/value-ref.ts';
import { problem } from '../problem.ts';
import { ok, refuse } from '../result.ts';
import type { Method } from '../snapshot/method.ts';
import type { Snapshot } from '../snapshot/snapshot.ts';
import type { ServiceContent, ServiceResults } from './standard-snapshot.ts';
import { typedFigure, type FigureLabel } from './typed-figure.ts';

/** 公共服务标准: a list of service items with their demands. Nothing to compute but that it is a list at all. */
export const serviceStandard: Method = {
	id: 'standard/service@1',
	kind: 'standard',
	words: '列明服务项目、频次、质量要求、检查办法和依据；不含金额。',
	source: '成本预算绩效管理“三个标准”中的公共服务标准',
	compute(_inputs, json) {
		// The content of a service snapshot has this one type (schema 1).
		const content = json as ServiceContent;
		if (content.items.length === 0)
			return refuse(problem('standard/draft-incomplete', { missing: '公共服务标准的服务项目' }));
		return ok({ items: content.items.length } satisfies ServiceResults);
	},
	explain: explainService
};

const ITEM_LABELS: { readonly [field: string]: string } = {
	item: '服务项目',
	frequency: '频次',
	quality: '质量要求',
	check: '检查办法',
	basis: '依据'
};

function explainService(snapshot: Snapshot, hash: Hash, pointer: string): Step | undefined {
	const content = snapshot.content as ServiceContent;
	if (pointer === '/results/items')
		return {
			ref: { kind: 'frozen', snapshot: hash, pointer },
			label: `${content.title} 服务项目数`,
			value: String((snapshot.results as ServiceResults).items),
			unit: '项',
			method: { id: serviceStandard.id, words: `公共服务标准列明 ${content.items.length} 个服务项目` },
			inputs: content.items.map((_, index) => ({
				kind: 'frozen',
				snapshot: hash,
				pointer: `/content/items/${index}/item`
			}))
		};
	return typedFigure(snapshot, hash, pointer, labels(content));
}

function labels(content: ServiceContent): { readonly [pointer: string]: FigureLabel } {
	const found: { [pointer: string]: FigureLabel } = { '/content/grade': { label: '服务等级', unit: null } };
	content.items.forEach((item, index) => {
		for (const [field, label] of Object.entries(ITEM_LABELS))
			found[`/content/items/${index}/${field}`] = {
				label: `${item.item} ${label}`,
				unit: null,
				...(item.basis ? { document: item.basis } : {})
			};
	});
	return found;
}
