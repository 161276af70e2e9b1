import { unwrap } from '#lib/core/result.ts';
import type { Context } from '../context.ts';
import { createOrganisation } from '../organisations/service.ts';

/** The example district: code, parent's code, name, kind. Names are generic; no real authority is meant. */
const ORGANISATIONS = [
	['demo', null, '示例区', 'district'],
	['cz', 'demo', '区财政局', 'finance'],
	['jgw', 'demo', '区建设和管理委员会', 'department'],
	['hws', 'jgw', '区环境卫生管理所', 'unit'],
	['jy', 'demo', '区教育局', 'department'],
	['jg', 'demo', '区机关事务管理中心', 'department'],
	['zhen', 'demo', '示例镇', 'town'],
	['zxjg', 'demo', '受托第三方机构', 'agency'],
	// Real figures of other places, kept apart so that nobody takes them for the district's own.
	['anli', 'demo', '外地公开案例', 'department']
] as const;

export type OrganisationCode = (typeof ORGANISATIONS)[number][0];

/** Creates the example tree and answers with the id of each organisation by its code. */
export async function createOrganisations(system: Context): Promise<ReadonlyMap<OrganisationCode, string>> {
	const ids = new Map<OrganisationCode, string>();
	for (const [code, parent, name, kind] of ORGANISATIONS) {
		const parentId = parent === null ? null : (ids.get(parent) ?? null);
		ids.set(code, unwrap(await createOrganisation(system, { parentId, code, name, kind })).id);
	}
	return ids;
}

/** The id of an example organisation, which `createOrganisations` made. */
export function organisationOf(ids: ReadonlyMap<OrganisationCode, string>, code: OrganisationCode): string {
	const id = ids.get(code);
	if (id === undefined) throw new Error(`No example organisation ${code}`);
	return id;
}
