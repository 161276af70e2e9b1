import type { InstallationProblems } from '#lib/core/problem/installation.ts';
import type { Sentences } from './sentences.ts';

export const INSTALLATION_SENTENCES: Sentences<InstallationProblems> = {
	'database/newer-schema': ({ found, known }) =>
		`数据库结构版本是 ${found}，比本程序认识的 ${known} 新，为避免损坏数据不予启动。请升级程序，或换用与之匹配的数据库。`,
	'database/older-schema': ({ found, known }) =>
		`数据库结构版本是 ${found}，比本程序需要的 ${known} 旧。请先运行 hengzhun migrate 升级（npm start 会自动升级）。`,
	'database/unavailable': ({ reason }) =>
		`连不上数据库：${reason}。请检查 DATABASE_URL、数据目录的读写权限和数据库服务是否在运行，然后重试。`,
	'config/unknown-setting': ({ name, known }) =>
		`不认识设置项 ${name}，为避免它被悄悄忽略，程序没有启动。可用的设置项：${known}。请改正名称或删除它。`,
	'config/malformed': ({ name, value, expected }) =>
		`设置项 ${name} 的值“${value}”不对，程序没有启动。应填：${expected}。`,
	'server/port-in-use': ({ host, port }) =>
		`端口 ${port}（${host}）已被别的程序占用，程序没有启动。请停掉那个程序，或用 PORT 设置换一个端口。`,
	'server/cannot-listen': ({ host, port, reason }) =>
		`不能在 ${host} 的端口 ${port} 上提供服务（${reason}），程序没有启动。请检查 HOST 是不是本机地址、PORT 是否允许使用。`,
	'server/not-built': () => `程序还没有构建，不能启动服务。请改用安装说明中的启动命令，它会先构建再启动。`,
	'demo/not-empty': () =>
		`数据库里已有单位，为避免混入示例没有装入。请换一个空的数据库（DATABASE_URL）再试。`,
	'demo/sign-ins-exist': ({ directory }) =>
		`数据目录 ${directory} 里已有示例账号的密码文件 sign-in.txt，而数据库是空的：两者不是一套。请换一个数据目录（DATA_DIR），或移走这个文件再试。`,
	'import/no-analysis': ({ project, year }) =>
		`没有项目“${project}”${year}年的成本分析，或该用户无权查看。请核对项目编号和年度，或先在“成本拆分”页面新建。`,
	'import/no-user': ({ username }) => `没有用户名为“${username}”的在用账号。请核对用户名后再试。`,
	'import/no-file': ({ path }) => `打不开文件 ${path}。请核对路径和读取权限后再试。`,
	'copy/target-not-empty': ({ table }) =>
		`目标数据库的“${table}”表里已有数据，为避免混在一起没有复制。请换一个空的数据库再试。`,
	'replay/other-state': ({ path }) =>
		`进度文件 ${path} 不是这个数据库的复算进度。请换一个还不存在的文件名，或核对数据库地址后再试。`,
	'copy/same-database': () => `源数据库和目标数据库是同一个，没有复制。请用 --to 指定另一个空的数据库。`,
	'copy/count-differs': ({ table, source, target }) =>
		`“${table}”表复制后行数不符：源 ${source} 行，目标 ${target} 行。复制已全部撤销，请停用系统后重试。`
};
