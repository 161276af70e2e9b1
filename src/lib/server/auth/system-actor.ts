import type { Actor } from '#lib/core/workflow/actor.ts';

/** Who acts when nobody is signed in yet: the first set-up and the command line of the machine's owner. */
export const SYSTEM_ACTOR: Actor = {
	userId: 'system',
	name: '系统初始化',
	appointments: [{ role: 'admin', organisationId: '', organisationName: '本系统', path: '/' }]
};
