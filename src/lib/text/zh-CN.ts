import type { Problem, ProblemCode, ProblemValues } from '#lib/core/problem.ts';
import { findingText } from './findings.ts';

/** One sentence or two per code: what happened, why, and what to do next. Tested like an interface. */
type Sentences = { readonly [C in ProblemCode]: (values: ProblemValues[C]) => string };

const SENTENCES: Sentences = {
	'decimal/malformed': ({ text }) => `“${text}”不是数字，无法参与计算。请只填数字和小数点，例如 1234.50。`,
	'money/too-large': ({ yuan }) =>
		`金额 ${yuan} 元超出系统上限 90 万亿元，多半是单位弄错了（如把元当成万元）。请核对单位后重填。`,
	'date/malformed': ({ text }) => `“${text}”不是有效日期。请按 2026-11-22 的格式填写。`,
	'unit/unknown': ({ unit }) =>
		`不认识计量单位“${unit}”，无法换算。请改用单位表中的写法，如 平方米、座、吨、人·年。`,
	'unit/mismatch': ({ from, to }) =>
		`“${from}”与“${to}”不是同一类计量单位，不能换算或比较。请核对单位，或只选用同一单位的数据。`,
	'formula/malformed': ({ part, place }) =>
		`公式在第 ${place} 处的“${part}”看不懂，没有保存。请检查括号、逗号和引用的写法，例如 =[8.1].数量*7。`,
	'formula/too-complex': ({ limit }) => `公式超过 ${limit} 的上限，没有保存。请把它拆成几行分别计算。`,
	'project/not-found': () => `找不到这个项目：它可能已被删除，或地址不完整。请从项目列表重新打开。`,
	'project/code-taken': ({ code }) => `项目编码“${code}”已被使用。请换一个编码，或打开已有的项目。`,
	'analysis/not-found': () => `找不到这份成本分析：它可能已被删除，或地址不完整。请从成本拆分列表重新打开。`,
	'analysis/year-taken': ({ year }) =>
		`该项目 ${year} 年的成本分析已经建立，一个项目每年只有一份。请打开已有的那一份。`,
	'analysis/malformed': ({ field, expected }) => `“${field}”没有填对：${expected}。请改正后再保存。`,
	'analysis/bad-value': ({ field, value, expected }) =>
		`“${field}”不能填“${value}”：${expected}。原来的内容没有改动，请重新填写。`,
	'analysis/unknown-line': () => `要修改的那一行已不存在，可能被其他人删除。请刷新页面后再改。`,
	'analysis/line-exists': () => `要新增的行已经存在，没有重复添加。请刷新页面查看。`,
	'analysis/under-itself': ({ line }) => `不能把“${line}”移到它自己的下级里。请选择别的位置。`,
	'analysis/too-many-lines': ({ limit }) =>
		`一份成本分析最多 ${limit} 行，这次修改会超过，没有保存。请拆成几份分析。`,
	'analysis/too-many-indicators': ({ limit }) =>
		`一份成本分析最多 ${limit} 个绩效指标，已经满了，没有新增。请先删除不用的指标。`,
	'analysis/too-deep': ({ limit }) =>
		`成本拆分最多 ${limit} 层，这次移动或新增会超过，没有保存。请放到较浅的层级。`,
	'analysis/too-many-commands': ({ limit }) => `一次最多提交 ${limit} 处修改。请分几次操作。`,
	'analysis/conflict': ({ line, field, value, who }) =>
		`“${line}”的“${field}”已由${who}改成“${value}”，与您的修改冲突，没有保存。请核对后决定保留哪一个。`,
	'analysis/batch-differs': () => `同一编号的修改已经保存过，但内容不同。请刷新页面后重新修改。`,
	'analysis/no-output': ({ unit, output }) =>
		`成本单元“${unit}”的产出数量是“${output}”，不能作除数。请填写大于零的数量。`,
	'analysis/unit-without-lines': ({ unit }) =>
		`成本单元“${unit}”没有选择任何成本行，算不出单位成本。请至少选择一行。`,
	'analysis/not-ready': ({ findings }) =>
		`还不能提交，有 ${findings.length} 个必须处理的问题，请先处理：${blockingWords(findings)}`,
	'analysis/source-differs': ({ place, cell, field, stored }) =>
		`“${field}”记为 ${stored}，但来源单元格 ${place} 是“${cell}”，两者不符。请重新填写该数，或重新导入。`,
	'analysis/source-missing': ({ place }) =>
		`找不到来源单元格 ${place} 所在的原表。请重新导入该工作簿，或手工填写该数。`,
	'analysis/nothing-to-undo': () =>
		`没有可以撤销的修改：这一批修改不存在，或不是您本人所做。请刷新页面查看历史。`,
	'analysis/opinion-needed': () => `退回或重新打开时须写明意见，经办人才知道要改什么。请填写意见。`,
	'intake/no-file': () => `还没有选择文件。请点“选择文件”，或把文件拖到虚线框里。`,
	'intake/empty-file': ({ file }) => `“${file}”是空文件，没有内容可导入。请确认选对了文件，重新上传。`,
	'intake/file-too-large': ({ file, limit }) =>
		`“${file}”超过 ${limit} 的上限，没有读取。请删去图片和无关工作表，或分成几个文件再上传。`,
	'intake/unknown-type': ({ file, kind }) =>
		`“${file}”的内容是${kind}，不是可导入的表格（只看内容，不看扩展名）。请另存为 .xlsx 或 .csv 后再上传。`,
	'intake/old-excel': ({ file }) =>
		`“${file}”是 Excel 97-2003 工作簿（.xls），本版本还不能直接读取。请用 Excel 或 WPS 打开，另存为“Excel 工作簿（.xlsx）”后再上传。`,
	'intake/password': ({ file }) =>
		`“${file}”设有打开密码，内容是加密的，无法读取。请用 Excel 或 WPS 打开，取消密码后另存，再上传。`,
	'intake/macros': ({ file }) =>
		`“${file}”含有宏程序，为安全起见没有读取。请另存为不含宏的“Excel 工作簿（.xlsx）”后再上传。`,
	'intake/broken-zip': ({ file, detail }) =>
		`“${file}”已损坏：${detail}。请向提供人重新索取，或用 Excel、WPS 打开后另存再上传。`,
	'intake/unsafe-zip': ({ file, detail }) =>
		`“${file}”的内部结构异常（${detail}），可能被人动过手脚，没有读取。请用 Excel 或 WPS 打开后另存为新的 .xlsx 再上传。`,
	'intake/zip-bomb': ({ file, limit }) =>
		`“${file}”解压后超出上限（${limit}），可能是恶意文件，没有读取。请只保留需要的工作表，另存后再上传。`,
	'intake/doctype': ({ file, part }) =>
		`“${file}”的“${part}”里有文档类型声明，正常的工作簿不会有，可能是恶意文件，没有读取。请用 Excel 或 WPS 打开后另存再上传。`,
	'intake/bad-xml': ({ file, part, detail }) =>
		`“${file}”的“${part}”无法读取：${detail}。文件可能已损坏，请用 Excel 或 WPS 打开后另存再上传。`,
	'intake/encoding': ({ file }) =>
		`“${file}”的文字编码无法识别（不是 UTF-8、UTF-16 或 GBK）。请另存为 .xlsx，或存成 UTF-8 编码的 .csv 后再上传。`,
	'intake/open-quote': ({ file, row }) =>
		`“${file}”从第 ${row} 行起有一个引号没有配对，后面的列无法分清。请补上引号或另存为 .xlsx 后再上传。`,
	'intake/no-cells': ({ file }) => `“${file}”里所有工作表都是空的，没有内容可导入。请确认选对了文件。`,
	'intake/too-many': ({ file, what, limit }) =>
		`“${file}”的${what}超过上限 ${limit}，没有读取。请删去无关内容，或分成几个文件再上传。`,
	'intake/timeout': ({ file, seconds }) =>
		`“${file}”读取超过 ${seconds} 秒，已停止，没有导入任何内容。请删去无关工作表和大片空白格式，另存后再试。`,
	'intake/reader-stopped': ({ file }) =>
		`读取“${file}”时内存用尽或读取程序异常停止，没有导入任何内容。请删去无关内容，分成几个文件再上传。`,
	'intake/no-sheet': ({ sheet }) => `文件里没有名为“${sheet}”的工作表。请从列表中重新选择工作表。`,
	'intake/empty-sheet': ({ sheet }) => `工作表“${sheet}”是空的，没有内容可导入。请选择另一个工作表。`,
	'intake/no-header': ({ sheet }) =>
		`在工作表“${sheet}”里没有认出表头，无法自动对应各列。请指定表头所在的行，再选择每一列的含义。`,
	'intake/bad-mapping': ({ detail }) => `列的对应关系不完整：${detail}。请在表格上方重新选择后再试。`,
	'intake/nothing-to-import': ({ sheet }) =>
		`按现在的设置，工作表“${sheet}”里没有可导入的费用行。请检查表头行和“项目名称”“金额”两列选得对不对。`,
	'intake/not-found': () => `找不到这次导入：它不存在，或已随示例数据清除。请回到成本分析页面重新上传。`,
	'intake/committed': ({ file }) =>
		`“${file}”的这次导入已经确认过，没有重复写入。请到成本拆分页面查看；确需再次导入时请重新上传。`,
	'file/not-found': () => `找不到这份源文件：地址不对，或它不在这个数据库里。请从数字的来源重新打开。`,
	'file/ambiguous': () => `这个地址对应多份源文件，无法确定是哪一份。请从数字的来源重新打开。`,
	'file/altered': ({ hash }) =>
		`源文件 ${hash.slice(0, 12)} 的存储内容与哈希不符，已被改动。请停止使用，并从备份恢复后核对。`,
	'analysis/changed-since': () =>
		`您打开页面之后，这份成本分析又被修改过，没有办理。请刷新页面，核对最新内容后再办。`,
	'request/cross-site': () =>
		`这个请求不是从本系统的页面发出的，为防止被人冒用没有办理。请从本系统的页面重新操作；经代理访问时请管理员核对 ORIGIN 设置。`,
	'request/malformed': () => `送来的地址或内容不完整，无法读取，这一步没有办理。请回到页面刷新后重新操作。`,
	'request/no-page': () => `没有这个页面：地址可能不完整，或内容已经移走。请从左侧导航重新进入。`,
	'request/too-large': ({ limit }) => `送来的内容超过 ${limit} 的上限，没有办理。请减小文件或内容后再试。`,
	'request/wrong-content': () => `送来的内容不是这个页面的表单，这一步没有办理。请从本系统的页面重新操作。`,
	'request/wrong-method': () => `这个地址不能这样使用，没有办理。请从页面上的按钮或链接操作。`,
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
	'workflow/forbidden': ({ action, roles }) =>
		`您没有“${action}”的权限，或该内容不属于您所在的单位。需要的角色：${roles}。请联系本单位管理员，或请有权限的同事办理。`,
	'workflow/own-work': ({ action }) =>
		`您已在这一版本上签过手（编制、提交或确认），不能再“${action}”：自己不能审自己的。请由另一位同事办理。`,
	'workflow/wrong-state': ({ action, state, needed }) =>
		`当前状态是“${state}”，不能“${action}”；只有“${needed}”状态才可以。请刷新页面查看最新状态。`,
	'auth/signed-out': () => `登录已过期或尚未登录。请重新登录；已保存的内容不受影响。`,
	'auth/wrong-password': () =>
		`用户名或密码不对，没有登录。请核对后重新输入；忘记密码请联系本单位管理员重置。`,
	'auth/disabled': () => `这个账号已被停用，不能登录。如需恢复使用，请联系本单位管理员。`,
	'auth/too-many-attempts': ({ minutes }) =>
		`密码连续输错次数太多，为保护账号暂停登录。请 ${minutes} 分钟后再试，或联系管理员重置密码。`,
	'user/malformed-username': ({ username }) =>
		`“${username}”不能作用户名：只能用 3 到 30 个小写字母、数字、点或下划线。请换一个再保存。`,
	'user/username-taken': ({ username }) => `用户名“${username}”已有人使用。请换一个再保存。`,
	'user/short-password': ({ characters }) => `密码太短，容易被猜中。请至少用 ${characters} 个字符。`,
	'user/not-found': () => `找不到这位用户，可能已被删除或链接不完整。请回到用户列表重新选择。`,
	'user/own-account': ({ action }) =>
		`不能对自己的账号“${action}”，否则可能无人再能管理系统。请由另一位管理员办理。`,
	'organisation/not-found': () => `找不到这个单位，可能链接不完整。请回到单位列表重新选择。`,
	'organisation/malformed-code': ({ code }) =>
		`“${code}”不能作单位代码：只能用 1 到 40 个小写字母、数字或连字符，以字母或数字开头。请改正后再保存。`,
	'organisation/code-taken': ({ code }) => `单位代码“${code}”已被使用。请换一个再保存。`,
	'organisation/unknown-kind': ({ kind }) => `不认识单位类型“${kind}”。请从列表中选择。`,
	'organisation/unknown-role': ({ role }) => `不认识角色“${role}”。请从列表中选择。`,
	'name/malformed': ({ field, characters }) =>
		`“${field}”不能为空，也不能超过 ${characters} 个字。请改正后再保存。`,
	'appointment/exists': ({ role }) => `这位用户在该单位已经是“${role}”，不必重复指派。`,
	'appointment/not-found': ({ role }) => `这位用户在该单位没有“${role}”角色，可能已被别人撤销。请刷新页面。`,
	'comparison/not-found': () =>
		`找不到这次同类比对，它可能已被删除，或地址不完整。请从“同类比对”列表重新打开。`,
	'comparison/empty': () =>
		`这次比对还没有任何项目，无法计算。请先从“可选成本单元”中加入同类的已确认成本单元。`,
	'comparison/nothing-chosen': () => `没有选中任何成本单元，所以什么也没有加入。请先在“可选成本单元”中勾选。`,
	'comparison/nothing-included': () =>
		`没有一个项目被纳入，固化后无法据以编制标准。请至少纳入一个项目，或说明理由后调整纳入范围。`,
	'comparison/too-many-members': ({ limit }) =>
		`一次比对最多 ${limit} 个成本单元，已超出。请缩小类别或年份范围后再比。`,
	'comparison/category-differs': ({ member, category, expected }) =>
		`“${member}”的类别是“${category}”，本次比对的类别是“${expected}”，不是同类项目，不能比较。请在成本分析中核对类别，或另建一次比对。`,
	'comparison/unit-differs': ({ member, unit, expected }) =>
		`“${member}”的计量单位是“${unit}”，不能换算为“${expected}”，单位成本没有可比性。请核对产出单位，或另建一次按“${unit}”比较的比对。`,
	'comparison/no-output': ({ member, output }) =>
		`“${member}”的产出数量是 ${output}，单位成本没有意义，不能参加比较。请在成本分析中补齐大于零的产出数量并重新确认。`,
	'comparison/missing-index': ({ series, year }) =>
		`“${series}”缺少 ${year} 年的指数，无法调整价格年份；系统不会用猜的数代替。请在“参数”中补录该年指数（注明来源并经第二人审核），或改选目标年份。`,
	'comparison/missing-factor': ({ series, key, member }) =>
		`“${series}”中没有“${key}”的系数，“${member}”无法折算。请在“参数”中补录（注明来源并经第二人审核），或关闭该步骤。`,
	'comparison/series-needed': ({ step }) =>
		`已打开“${step}”调整，但没有选择与之相符的参数表。请在“归一化设置”中选择参数表，或关闭该步骤。`,
	'comparison/bad-target-year': ({ text }) =>
		`“${text}”不是有效的目标价格年份。请填写 1990 至 2100 之间的四位年份。`,
	'comparison/reason-needed': ({ member, because }) =>
		`“${member}”${because}，需要写明理由才能这样处理，以便复核。请填写理由后再试。`,
	'comparison/not-confirmed': () =>
		`这个成本单元没有已确认的成本分析，不能参加比较。请先完成成本分析的提交和审核确认。`,
	'comparison/member-exists': ({ member }) =>
		`“${member}”已在本次比对中，同一成本单元不重复计入。如需更新，请先移出旧版本。`,
	'comparison/member-not-found': () => `这个成本单元不在本次比对中，可能已被同事移出。请刷新页面后再试。`,
	'parameter/series-not-found': ({ series }) =>
		`找不到参数表“${series}”。请在“参数”页面核对名称，或先新建参数表。`,
	'parameter/series-exists': ({ series }) =>
		`参数表代码“${series}”已被使用。请换一个代码，或直接在原表中补录。`,
	'parameter/malformed-series': () =>
		`参数表需要代码（小写字母、数字和短横线）、名称、类型和口径，且口径要与类型相符（指数：上年=100 或定基=100；系数：比值）。请补齐后再试。`,
	'parameter/malformed-key': ({ key, expected }) =>
		`“${key}”不能作为这张参数表的项目，应填写${expected}。请改正后再试。`,
	'parameter/not-positive': ({ value }) => `参数值 ${value} 不大于零，无法用于折算。请核对来源后重填。`,
	'parameter/no-source': () =>
		`没有写明来源。指数和系数必须注明出自哪份文件或数据，否则不能生效。请填写文件名称、文号或数据出处。`,
	'parameter/draft-not-found': () => `找不到这条待审核的参数，可能已被处理。请刷新页面查看。`,
	'parameter/decided': ({ state }) =>
		`这条参数已经处理过（${state}），不能再次审核。请刷新页面查看最新状态。`,
	'standard/not-found': () =>
		`找不到这项标准：它不存在，或已随示例数据清除。请从标准库或标准编制列表中重新选择。`,
	'standard/bad-parameter': ({ name, text, expected }) =>
		`“${name}”填的是“${text}”，不符合要求：应为${expected}。请改正后再试。`,
	'standard/draft-malformed': ({ field }) =>
		`标准草稿中“${field}”的内容读不懂，没有保存。请刷新页面后重新填写。`,
	'standard/draft-changed': () =>
		`这份标准刚被他人修改或办理过，您的改动没有保存，以免覆盖别人的内容。请刷新页面，在最新内容上重新操作。`,
	'standard/opinion-missing': () => `退回标准时没有写意见，编制人不知道要改什么。请写明退回理由后再退回。`,
	'standard/draft-incomplete': ({ missing }) => `标准还没有填完整，缺少：${missing}。请补齐后再提出。`,
	'standard/policy-incomplete': () =>
		`选用“政策规定”时，必须填写上级文件规定的数值和文件名称（含文号），标准才有依据。请补齐这两项。`,
	'standard/no-quota-value': ({ verdict }) =>
		`成本定额标准目前的结论是“${verdict}”，没有可用的定额数值，财政支出标准无从计算。请先处理成本定额标准的结论和理由。`,
	'standard/comparison-not-frozen': ({ title }) =>
		`同类比对“${title}”还没有固化，数据仍可能变动，不能据此编制标准。请先在同类比对页面固化。`,
	'standard/verdict-forbids': ({ verdict, reasons }) =>
		`结论是“${verdict}”，不能提出标准。理由：${reasons}请按理由补充样本、拆分类别，或改为设定分项成本控制数。`,
	'standard/already-issued': ({ document }) =>
		`这套标准已经印发（${document}），没有重复印发。请到标准库查看；需要修改时，请编制同一编号的新版本。`,
	'standard/document-number': ({ text }) =>
		`“${text}”不像一个文号，无法印发。请填写 60 字以内、带年份六角括号的文号，例如 青财绩〔2026〕8号。`,
	'standard/trial-only': () =>
		`结论是“仅可试行”，不能作为正式标准印发。请选择“试行”印发；要正式印发，请先补足样本或复核依据。`,
	'standard/dates': ({ from, to }) =>
		`失效日期 ${to} 不晚于施行日期 ${from}，标准将没有一天有效。请把失效日期改到施行日期之后。`,
	'standard/code-taken': ({ code, from }) =>
		`编号 ${code} 已有版本自 ${from} 起施行，新版本的施行日期必须更晚，否则无法判断用哪一版。请改施行日期或换一个编号。`,
	'standard/code-of-other': ({ code, title }) =>
		`编号 ${code} 已被另一项标准“${title}”使用（单位、类别或编制部门不同），不能作为它的新版本。请换一个编号。`,
	'standard/not-in-force': ({ code, date, status, advice }) =>
		`标准 ${code} 在 ${date} 的状态是“${status}”，当日不能用来审核预算。${advice}`,
	'standard/none-in-force': ({ code, date }) =>
		`${date} 没有编号为“${code}”的有效标准。请核对编号，或用 --date 指定它有效的日期。`,
	'standard/unit-differs': ({ standardUnit, unit }) =>
		`标准按“${standardUnit}”计价，预算填的数量单位是“${unit}”，两者不能换算。请按“${standardUnit}”填写数量，或选用计量单位一致的标准。`,
	'lineage/bad-ref': ({ text }) => `“${text}”不是有效的数字地址。请从页面上复制完整地址再试。`,
	'lineage/not-found': ({ ref }) =>
		`找不到地址“${ref}”所指的数字：它不存在，或您所在的数据库里没有。请核对地址是否完整。`,
	'lineage/ambiguous': ({ ref }) => `地址“${ref}”对应多个快照，无法确定是哪一个。请输入更长的哈希再试。`,
	'lineage/replay-mismatch': ({ hash, pointer, stored, recomputed, path }) =>
		`快照 ${hash.slice(0, 12)} 复算不一致：${pointer} 存储值为 ${stored}，复算值为 ${recomputed}（路径 ${path}）。存储内容已被改动，请停止使用并从备份核对。`,
	'lineage/replay-broken': ({ hash, reason, path }) =>
		`快照 ${hash.slice(0, 12)} 无法复算：${reason}（路径 ${path}）。请从备份恢复该快照后重试。`,
	'lineage/replay-refused': ({ hash, path, cause }) =>
		`快照 ${hash.slice(0, 12)} 无法复算（路径 ${path}）：${problemText(cause)}存储内容已被改动，请停止使用并从备份核对。`,
	'lineage/issued-differs': ({ code, document, field, stored, frozen }) =>
		`印发记录 ${document}（${code}）的${field}是“${stored}”，而快照里是“${frozen}”：印发记录已被改动。请停止使用并从备份核对。`,
	'lineage/no-figure': ({ ref }) =>
		`地址“${ref}”所指的位置没有可解释的数字。请从页面上点选数字，再复制它的地址。`,
	'lineage/not-frozen': () => `这个数字还在编制中，没有固化，无从复算。请等它确认或固化后再复算。`,
	'audit/entry-altered': ({ seq }) =>
		`操作记录第 ${seq} 条的内容与它的哈希不符，已被改动。请从备份核对这一条。`,
	'audit/entry-missing': ({ from, to }) =>
		from === to
			? `操作记录缺少第 ${from} 条，已被删除。请从备份核对。`
			: `操作记录缺少第 ${from} 至 ${to} 条，已被删除。请从备份核对。`,
	'audit/entry-unlinked': ({ seq }) =>
		`操作记录第 ${seq} 条接不上它的上一条：其中一条已被替换。请从备份核对这两条。`,
	'audit/head-differs': ({ head, last }) =>
		`操作记录的末尾标记是第 ${head} 条，实际最后一条是第 ${last} 条，或两者哈希不符：末尾已被截断或改动。请从备份核对。`,
	'audit/snapshot-altered': ({ hash, kind }) =>
		`快照 ${hash.slice(0, 12)}（${kind}）的内容与哈希不符，已被改动。请从备份恢复后重新校验。`,
	'audit/snapshot-missing': ({ hash, by }) =>
		`${by}签署过的快照 ${hash.slice(0, 12)} 已不在数据库里。请从备份恢复后重新校验。`,
	'audit/issued-altered': ({ code, document }) =>
		`印发记录 ${document}（${code}）与印发时的操作记录不符，已被改动。请从备份核对。`,
	'audit/issued-unrecorded': ({ code, document }) =>
		`印发记录 ${document}（${code}）没有对应的操作记录：不是经本系统印发的。请核查来历。`,
	'audit/issued-missing': ({ seq }) =>
		`操作记录第 ${seq} 条记载了一次印发，但印发记录已不在数据库里。请从备份恢复后重新校验。`,
	'report/not-confirmed': ({ state }) =>
		`成本分析目前是“${state}”，还没有确认，不能生成报告：报告里的数字必须是确认过的。请先提交并由部门领导确认。`,
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
	'copy/same-database': () => `源数据库和目标数据库是同一个，没有复制。请用 --to 指定另一个空的数据库。`,
	'copy/count-differs': ({ table, source, target }) =>
		`“${table}”表复制后行数不符：源 ${source} 行，目标 ${target} 行。复制已全部撤销，请停用系统后重试。`
};

/** Enough to begin with; the page lists the others beside the grid. */
const MOST_BLOCKING = 5;

function blockingWords(findings: ProblemValues['analysis/not-ready']['findings']): string {
	const shown = findings.slice(0, MOST_BLOCKING).map(findingText).join('');
	return findings.length > MOST_BLOCKING ? `${shown}另有 ${findings.length - MOST_BLOCKING} 个。` : shown;
}

/** The Chinese text of a problem. */
export function problemText(problem: Problem): string {
	// Each code's sentence takes exactly that code's values; the union hides the pairing from TypeScript.
	const sentence = SENTENCES[problem.code] as (values: Problem['values']) => string;
	return sentence(problem.values);
}
