/** Members a relation of PROV-JSON must have, and which declared things they name (W3C PROV-JSON, section 3). */
const RELATIONS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
	used: { 'prov:activity': 'activity', 'prov:entity': 'entity' },
	wasGeneratedBy: { 'prov:entity': 'entity', 'prov:activity': 'activity' },
	wasDerivedFrom: { 'prov:generatedEntity': 'entity', 'prov:usedEntity': 'entity' },
	wasAttributedTo: { 'prov:entity': 'entity', 'prov:agent': 'agent' }
};
const ELEMENTS = ['entity', 'activity', 'agent'];
const QUALIFIED_NAME = /^(?:_|[A-Za-z][\w-]*):[\w.-]+$/;

type Record_ = { readonly [name: string]: unknown };

/** What is wrong with a PROV-JSON document: structure, undeclared prefixes, and names nobody declared. */
export function validateProv(document: unknown): readonly string[] {
	if (!isObject(document)) return ['not an object'];
	const faults: string[] = [];
	const prefixes = new Set(['prov', '_', ...Object.keys(object(document.prefix))]);
	const known = new Set([...ELEMENTS, ...Object.keys(RELATIONS), 'prefix']);
	for (const [section, records] of Object.entries(document)) {
		if (!known.has(section)) faults.push(`unknown section ${section}`);
		if (section === 'prefix') continue;
		for (const [id, attributes] of Object.entries(object(records))) {
			if (!QUALIFIED_NAME.test(id) || !prefixes.has(id.split(':')[0] ?? ''))
				faults.push(`bad identifier ${id}`);
			for (const [name, value] of Object.entries(object(attributes))) {
				if (!prefixes.has(name.split(':')[0] ?? '')) faults.push(`undeclared prefix of ${name}`);
				if (!isValue(value)) faults.push(`bad value of ${id} ${name}`);
			}
			for (const [role, target] of Object.entries(RELATIONS[section] ?? {})) {
				const named = object(attributes)[role];
				if (typeof named !== 'string' || !Object.hasOwn(object(document[target]), named))
					faults.push(`${section} ${id}: ${role} names no ${target}`);
			}
		}
	}
	return faults;
}

/** A literal, or one with its type: { "$": …, "type": "xsd:…" }. */
function isValue(value: unknown): boolean {
	if (['string', 'number', 'boolean'].includes(typeof value)) return true;
	return isObject(value) && Object.hasOwn(value, '$') && typeof value.type === 'string';
}

function object(value: unknown): Record_ {
	return isObject(value) ? value : {};
}

function isObject(value: unknown): value is Record_ {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}
