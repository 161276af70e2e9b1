import { refText } from '../address/value-ref.ts';
import { boundNumbers, heading, paragraph, type Block, type Row } from './document.ts';

/**
 * 附件 数字地址表: where each figure of a report stands and the address under which the system explains it. A figure that
 * occurs more than once is listed where it occurs first.
 */
export function addressAnnex(blocks: readonly Block[]): readonly Block[] {
	const seen = new Set<string>();
	const rows: Row[] = [];
	let place = '';
	for (const block of blocks) {
		if (block.kind === 'heading') place = block.text;
		const here = block.kind === 'table' ? block.caption : place;
		for (const { text, ref } of boundNumbers([block])) {
			const address = refText(ref);
			if (seen.has(address)) continue;
			seen.add(address);
			rows.push({ cells: [here, text, address], indent: 0, strong: false });
		}
	}
	return [
		heading(1, '附件：数字地址表'),
		paragraph(
			'在系统“追溯来源”页面粘贴地址，或在命令行运行 hengzhun explain 加地址，即可看到该数字的规则、来源和签署记录。'
		),
		{
			kind: 'table',
			caption: '数字地址表',
			unit: null,
			columns: [
				{ head: '所在位置', width: 20, align: 'left' },
				{ head: '数字', width: 20, align: 'right' },
				{ head: '地址', width: 60, align: 'left' }
			],
			rows,
			notes: [],
			landscape: false
		}
	];
}
