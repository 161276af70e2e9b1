import type { Dialect, MigrationDatabase } from './migration.ts';

/** The part of 0001_foundation about people: sign-in, organisations (单位) and who holds which role where. */
export async function createPeople(db: MigrationDatabase, dialect: Dialect): Promise<void> {
	// Column names and types of the first four tables are better-auth's (core, username and admin plug-ins).
	const time = dialect === 'sqlite' ? 'text' : 'timestamptz';
	const flag = dialect === 'sqlite' ? 'integer' : 'boolean';
	await db.schema
		.createTable('user')
		.addColumn('id', 'text', (c) => c.primaryKey())
		.addColumn('name', 'text', (c) => c.notNull())
		.addColumn('email', 'text', (c) => c.notNull().unique())
		.addColumn('emailVerified', flag, (c) => c.notNull())
		.addColumn('image', 'text')
		.addColumn('createdAt', time, (c) => c.notNull())
		.addColumn('updatedAt', time, (c) => c.notNull())
		.addColumn('username', 'text', (c) => c.unique())
		.addColumn('displayUsername', 'text')
		.addColumn('role', 'text')
		.addColumn('banned', flag)
		.addColumn('banReason', 'text')
		.addColumn('banExpires', time)
		.execute();
	await db.schema
		.createTable('session')
		.addColumn('id', 'text', (c) => c.primaryKey())
		.addColumn('expiresAt', time, (c) => c.notNull())
		.addColumn('token', 'text', (c) => c.notNull().unique())
		.addColumn('createdAt', time, (c) => c.notNull())
		.addColumn('updatedAt', time, (c) => c.notNull())
		.addColumn('ipAddress', 'text')
		.addColumn('userAgent', 'text')
		.addColumn('userId', 'text', (c) => c.notNull().references('user.id').onDelete('cascade'))
		.addColumn('impersonatedBy', 'text')
		.execute();
	await db.schema
		.createTable('account')
		.addColumn('id', 'text', (c) => c.primaryKey())
		.addColumn('accountId', 'text', (c) => c.notNull())
		.addColumn('providerId', 'text', (c) => c.notNull())
		.addColumn('userId', 'text', (c) => c.notNull().references('user.id').onDelete('cascade'))
		.addColumn('accessToken', 'text')
		.addColumn('refreshToken', 'text')
		.addColumn('idToken', 'text')
		.addColumn('accessTokenExpiresAt', time)
		.addColumn('refreshTokenExpiresAt', time)
		.addColumn('scope', 'text')
		.addColumn('password', 'text')
		.addColumn('createdAt', time, (c) => c.notNull())
		.addColumn('updatedAt', time, (c) => c.notNull())
		.execute();
	await db.schema
		.createTable('verification')
		.addColumn('id', 'text', (c) => c.primaryKey())
		.addColumn('identifier', 'text', (c) => c.notNull())
		.addColumn('value', 'text', (c) => c.notNull())
		.addColumn('expiresAt', time, (c) => c.notNull())
		.addColumn('createdAt', time)
		.addColumn('updatedAt', time)
		.execute();
	await db.schema
		.createTable('organisation')
		.addColumn('id', 'text', (c) => c.primaryKey())
		.addColumn('parent_id', 'text', (c) => c.references('organisation.id'))
		.addColumn('code', 'text', (c) => c.notNull().unique())
		.addColumn('name', 'text', (c) => c.notNull())
		.addColumn('kind', 'text', (c) => c.notNull())
		.addColumn('path', 'text', (c) => c.notNull().unique())
		.execute();
	await db.schema
		.createTable('appointment')
		.addColumn('user_id', 'text', (c) => c.notNull().references('user.id'))
		.addColumn('organisation_id', 'text', (c) => c.notNull().references('organisation.id'))
		.addColumn('role', 'text', (c) => c.notNull())
		.addPrimaryKeyConstraint('appointment_pk', ['user_id', 'organisation_id', 'role'])
		.execute();
}
