import {
	AlignmentType,
	convertMillimetersToTwip,
	Document,
	Footer,
	HeadingLevel,
	LineRuleType,
	Packer,
	PageNumber,
	PageOrientation,
	Paragraph,
	SectionType,
	TextRun,
	type FileChild,
	type ISectionOptions,
	type IStylesOptions
} from 'docx';
import type { Block, Heading, ReportDocument } from '#lib/core/reporting/document.ts';
import { HeadingNumbers } from '#lib/core/reporting/numbering.ts';
import { widePunctuation } from '#lib/core/reporting/punctuation.ts';
import { docxPicture } from './docx-picture.ts';
import { CAPTION, docxTable } from './docx-table.ts';
import { BODY, fontTable, HEADING_FONTS, SIZE, TITLE_FONT } from './fonts.ts';

/** GB/T 9704-2012: A4, 天头 37 mm, 订口 28 mm, 版心 156 × 225 mm. */
const MARGIN = {
	top: convertMillimetersToTwip(37),
	left: convertMillimetersToTwip(28),
	bottom: convertMillimetersToTwip(35),
	right: convertMillimetersToTwip(26)
};
/** 210 × 297 mm in twips, rounded the way Word writes A4. */
const PAGE = { width: 11_906, height: 16_838 };
const TEXT_WIDTH = PAGE.width - MARGIN.left - MARGIN.right;
/** A turned page: what was its top is on the left, so the binding edge stays the same. */
const WIDE_TEXT_WIDTH = PAGE.height - MARGIN.top - MARGIN.bottom;
/** 22 lines per page: 225 mm / 22 = 28.99 pt. */
const LINE = 580;
const TWO_CHARACTERS = 2 * SIZE.body * 10;

/** Headings and captions are real styles, so that Word's outline and lists of tables find them. */
const plain = { bold: false, italics: false, color: '000000' } as const;
const STYLES: IStylesOptions = {
	default: {
		document: { run: { font: BODY, size: SIZE.body } },
		title: { run: { ...plain, font: TITLE_FONT, size: SIZE.title } },
		heading1: { run: { ...plain, font: HEADING_FONTS[1], size: SIZE.body } },
		heading2: { run: { ...plain, font: HEADING_FONTS[2], size: SIZE.body } },
		heading3: { run: { ...plain, font: HEADING_FONTS[3], size: SIZE.body } }
	},
	paragraphStyles: [
		{
			id: CAPTION,
			name: 'caption',
			basedOn: 'Normal',
			run: { ...plain, font: HEADING_FONTS[1], size: SIZE.pageNumber }
		}
	]
};

/** The Word file of a report in official layout. Fonts are named, never shipped; their substitutes are named too. */
export async function docxOf(report: ReportDocument): Promise<Uint8Array> {
	const numbers = { headings: new HeadingNumbers(), tables: 0, pictures: 0 };
	const sections: ISectionOptions[] = [];
	for (const { landscape, blocks } of pages(report.blocks)) {
		const children = blocks.flatMap((block) => childrenOf(block, numbers, landscape));
		sections.push(section(landscape, sections.length === 0 ? [...titleOf(report), ...children] : children));
	}
	const file = new Document({
		title: report.title,
		creator: '衡准',
		description: report.subtitle.join(' '),
		evenAndOddHeaderAndFooters: true,
		styles: STYLES,
		sections
	});
	return Packer.toBuffer(file, undefined, [{ path: 'word/fontTable.xml', data: fontTable() }]);
}

/** Blocks in runs of the same orientation: a wide table gets turned pages of its own. */
function pages(blocks: readonly Block[]): readonly { landscape: boolean; blocks: Block[] }[] {
	const runs: { landscape: boolean; blocks: Block[] }[] = [];
	for (const block of blocks) {
		const landscape = block.kind === 'table' && block.landscape;
		const last = runs.at(-1);
		if (last?.landscape === landscape) last.blocks.push(block);
		else runs.push({ landscape, blocks: [block] });
	}
	return runs;
}

function section(landscape: boolean, children: readonly FileChild[]): ISectionOptions {
	const margin = landscape
		? { top: MARGIN.left, left: MARGIN.bottom, bottom: MARGIN.right, right: MARGIN.top }
		: MARGIN;
	return {
		properties: {
			type: SectionType.NEXT_PAGE,
			page: {
				// The library swaps width and height of a turned page itself.
				size: { ...PAGE, orientation: landscape ? PageOrientation.LANDSCAPE : PageOrientation.PORTRAIT },
				margin: { ...margin, footer: convertMillimetersToTwip(25) }
			}
		},
		footers: { default: pageNumber(AlignmentType.RIGHT), even: pageNumber(AlignmentType.LEFT) },
		children
	};
}

/** — 1 — in 四号, odd pages on the right, even ones on the left. */
function pageNumber(alignment: typeof AlignmentType.LEFT | typeof AlignmentType.RIGHT): Footer {
	const run = new TextRun({ children: ['— ', PageNumber.CURRENT, ' —'], size: SIZE.pageNumber, font: BODY });
	return new Footer({
		children: [new Paragraph({ alignment, indent: { left: 320, right: 320 }, children: [run] })]
	});
}

function titleOf(report: ReportDocument): readonly Paragraph[] {
	const title = new Paragraph({
		heading: HeadingLevel.TITLE,
		alignment: AlignmentType.CENTER,
		spacing: { before: LINE, after: LINE / 2, line: 700, lineRule: LineRuleType.EXACT },
		children: [new TextRun({ text: widePunctuation(report.title), font: TITLE_FONT, size: SIZE.title })]
	});
	const lines = report.subtitle.map(
		(text) =>
			new Paragraph({
				alignment: AlignmentType.CENTER,
				spacing: { line: LINE, lineRule: LineRuleType.EXACT },
				children: [new TextRun({ text: widePunctuation(text), font: HEADING_FONTS[2], size: SIZE.body })]
			})
	);
	return [title, ...lines, new Paragraph({ spacing: { line: LINE, lineRule: LineRuleType.EXACT } })];
}

function childrenOf(
	block: Block,
	numbers: { headings: HeadingNumbers; tables: number; pictures: number },
	landscape: boolean
): readonly FileChild[] {
	switch (block.kind) {
		case 'heading':
			return [headingOf(block, numbers.headings)];
		case 'paragraph':
			return [
				new Paragraph({
					spacing: { line: LINE, lineRule: LineRuleType.EXACT },
					indent: { firstLine: TWO_CHARACTERS },
					alignment: AlignmentType.JUSTIFIED,
					children: block.runs
						.map((run) => (typeof run === 'string' ? widePunctuation(run) : run.text))
						.filter((text) => text !== '')
						.map((text) => new TextRun({ text, font: BODY, size: SIZE.body }))
				})
			];
		case 'table':
			numbers.tables += 1;
			return docxTable(block, numbers.tables, landscape ? WIDE_TEXT_WIDTH : TEXT_WIDTH);
		case 'picture':
			numbers.pictures += 1;
			return docxPicture(block, numbers.pictures, TEXT_WIDTH);
	}
}

const LEVELS = { 1: HeadingLevel.HEADING_1, 2: HeadingLevel.HEADING_2, 3: HeadingLevel.HEADING_3 } as const;

function headingOf(block: Heading, numbers: HeadingNumbers): Paragraph {
	return new Paragraph({
		heading: LEVELS[block.level],
		keepNext: true,
		spacing: { line: LINE, lineRule: LineRuleType.EXACT, before: 0, after: 0 },
		indent: { firstLine: TWO_CHARACTERS },
		children: [
			new TextRun({
				text: widePunctuation(numbers.next(block.level, block.text)),
				font: HEADING_FONTS[block.level],
				size: SIZE.body
			})
		]
	});
}
