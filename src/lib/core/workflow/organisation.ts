/** Kinds of organisation in the tree 区 → 部门/镇 → 单位, and the agencies that work for them. */
export const ORGANISATION_KINDS = {
	district: '区',
	finance: '财政部门',
	department: '部门',
	unit: '所属单位',
	town: '镇/街道',
	agency: '第三方机构'
} as const;
export type OrganisationKind = keyof typeof ORGANISATION_KINDS;

/** Where a new organisation stands in the tree: "/d/" + "cm" → "/d/cm/". Codes are one path segment each. */
export function organisationPath(parentPath: string, code: string): string {
	return `${parentPath}${code}/`;
}

/** A code that may stand in a path: lower-case letters, digits and hyphens, at most 40. */
export function isOrganisationCode(code: string): boolean {
	return /^[a-z0-9][a-z0-9-]{0,39}$/.test(code);
}
