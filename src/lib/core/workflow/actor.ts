/** Roles of DOMAIN §5.1, as data. */
export const ROLES = {
	dept_analyst: '部门经办人',
	dept_biz_reviewer: '业务科室复核',
	dept_fin_reviewer: '财务科室复核',
	dept_head: '部门主要领导',
	fin_liaison: '财政业务科室',
	fin_perf: '财政绩效科',
	fin_approver: '财政局领导',
	consultant: '第三方机构',
	expert: '专家',
	supervisor: '人大/审计监督',
	gov_leader: '政府领导',
	town_finance: '镇财政所',
	admin: '系统管理员'
} as const;
export type Role = keyof typeof ROLES;

/** One role held in one organisation. `path` is the organisation's place in the tree: "/qp/jgw/". */
export type Appointment = {
	readonly role: Role;
	readonly organisationId: string;
	readonly organisationName: string;
	readonly path: string;
};

/** Who is asking: a signed-in person with every role held. */
export type Actor = {
	readonly userId: string;
	readonly name: string;
	readonly appointments: readonly Appointment[];
};
