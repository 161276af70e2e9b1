import { METHODS } from '../../lineage/registry.ts';
import { SNAPSHOT_KINDS } from '../../lineage/snapshot-title.ts';
import type { Json } from '../../snapshot/canonical.ts';
import type { Evidence, EvidenceNode } from './evidence.ts';

type Records = { [id: string]: { readonly [name: string]: Json } };

/**
 * The lineage as W3C PROV-JSON (member submission of 24 April 2013): snapshots and originals are entities, each
 * computation is an activity that used its inputs and generated its snapshot, and who signed is an agent.
 */
export function provenance({ nodes }: Evidence): Json {
	const entity: Records = {};
	const activity: Records = {};
	const agent: Records = {};
	const used: Records = {};
	const wasGeneratedBy: Records = {};
	const wasDerivedFrom: Records = {};
	const wasAttributedTo: Records = {};
	for (const node of nodes) {
		const id = entityId(node.hash);
		entity[id] = describe(node);
		if (node.method !== null) {
			const act = `hz:compute-${node.hash}`;
			activity[act] = {
				'prov:label': METHODS.get(node.method)?.words ?? node.method,
				'hz:method': node.method
			};
			wasGeneratedBy[`_:g-${node.hash}`] = { 'prov:entity': id, 'prov:activity': act };
			for (const [position, input] of node.inputs.entries())
				used[`_:u-${node.hash}-${position}`] = {
					'prov:activity': act,
					'prov:entity': entityId(input.hash),
					'prov:role': input.role
				};
		}
		for (const [position, input] of node.inputs.entries())
			wasDerivedFrom[`_:d-${node.hash}-${position}`] = {
				'prov:generatedEntity': id,
				'prov:usedEntity': entityId(input.hash)
			};
		for (const [position, signature] of node.signatures.entries()) {
			const { who, role, organisation, action, when } = signature;
			const signer = `hz:agent-${encodeURIComponent([organisation, role, who].join('.')).replaceAll('%', '_')}`;
			agent[signer] = {
				'prov:type': { $: who === '' ? 'prov:Organization' : 'prov:Person', type: 'prov:QUALIFIED_NAME' },
				'prov:label': [organisation, role, who].filter((part) => part !== '').join(' ')
			};
			wasAttributedTo[`_:a-${node.hash}-${position}`] = {
				'prov:entity': id,
				'prov:agent': signer,
				'hz:action': action,
				'hz:when': { $: when, type: 'xsd:dateTime' }
			};
		}
	}
	const prefix = { hz: 'urn:hengzhun:', xsd: 'http://www.w3.org/2001/XMLSchema#' };
	return { prefix, entity, activity, agent, used, wasGeneratedBy, wasDerivedFrom, wasAttributedTo };
}

function entityId(hash: string): string {
	return `hz:sha256-${hash}`;
}

function describe(node: EvidenceNode): { readonly [name: string]: Json } {
	const kind = node.kind === 'file' ? '原始文件' : SNAPSHOT_KINDS[node.kind];
	return {
		'prov:label': node.path === null ? `${kind}（未随附）` : node.title,
		'prov:type': { $: node.kind === 'file' ? 'hz:original' : `hz:${node.kind}`, type: 'prov:QUALIFIED_NAME' },
		'hz:sha256': node.hash,
		...(node.path === null ? {} : { 'prov:location': node.path })
	};
}
