import type { CellLook } from './sheet-plan.ts';

/** The looks of exported sheets. Every look is one object, so that the writer finds it again by identity. */
const MONEY = '#,##0.00;[Red]-#,##0.00';
const WHOLE = '#,##0;[Red]-#,##0';
const LONG = '#,##0.00####;[Red]-#,##0.00####';
const INPUT = { colour: '1F4E9E', fill: 'F3F8FE' } as const;
const PARENT = { bold: true, fill: 'F0F0F0' } as const;
const ERROR = { colour: 'C00000', fill: 'FDE9E7' } as const;

export const LOOKS = {
	title: { bold: true, size: 16, align: 'center' },
	note: { align: 'left' },
	noteRight: { align: 'right' },
	wrapped: { align: 'left', wrap: true },
	header: { bold: true, border: true, fill: 'DDE6F0', align: 'center', wrap: true },
	text: { border: true, align: 'left', wrap: true },
	input: { border: true, align: 'left', wrap: true, ...INPUT },
	centre: { border: true, align: 'center', wrap: true },
	total: { bold: true, border: true, align: 'center', fill: 'DDE6F0' },
	totalMoney: { bold: true, border: true, align: 'right', fill: 'DDE6F0', format: MONEY },
	machine: { colour: '808080', size: 9 }
} as const satisfies { readonly [name: string]: CellLook };

export type NumberKind = 'money' | 'whole' | 'long';
/** Typed by people, computed from others, sum of the lines below, or without a value. */
export type CellRole = 'input' | 'computed' | 'parent' | 'error';

const FORMATS: { readonly [K in NumberKind]: string } = { money: MONEY, whole: WHOLE, long: LONG };
const ROLES: { readonly [R in CellRole]: CellLook } = {
	input: INPUT,
	computed: {},
	parent: PARENT,
	error: ERROR
};

const numberLooks = new Map<string, CellLook>();

export function numberLook(kind: NumberKind, role: CellRole): CellLook {
	const key = `${kind}/${role}`;
	const known = numberLooks.get(key);
	if (known) return known;
	const look: CellLook = { border: true, align: 'right', format: FORMATS[kind], ...ROLES[role] };
	numberLooks.set(key, look);
	return look;
}

const textLooks = new Map<string, CellLook>();

/** A text of a line; the name is indented by its depth in the tree. */
export function lineTextLook(role: CellRole, indent = 0): CellLook {
	const key = `${role}/${indent}`;
	const known = textLooks.get(key);
	if (known) return known;
	const plain = role === 'input' ? {} : ROLES[role];
	const look: CellLook = { border: true, align: 'left', wrap: true, ...plain, indent };
	textLooks.set(key, look);
	return look;
}
