/**
 * Every limit of the product in one place. Reaching one is refused with a Problem that names it; the README publishes
 * the ones users can meet.
 */
export const LIMITS = {
	/** Longest text read as one number. */
	decimalTextLength: 100,
	/** Digits a decimal may carry before or after the point on reading. */
	decimalDigits: 60,
	/** 90 trillion yuan: three times China's general public budget, and still exact in a double and in int8. */
	amountFen: 9_000_000_000_000_000,
	/** Decimals of a unit cost as stored; intermediate normalisation steps carry more. */
	unitCostScale: 6,
	/** Decimals of every intermediate division in comparison and standards. */
	intermediateScale: 12,
	/** Cost lines of one analysis. */
	linesPerAnalysis: 100_000,
	/** Performance indicators of one analysis. */
	indicatorsPerAnalysis: 200,
	/** Months one amount may pay for: fifty years. */
	periodMonths: 600,
	/** Depth of a cost tree. */
	treeDepth: 32,
	/** Edit commands in one batch. */
	commandsPerBatch: 5_000,
	/** Characters of a formula, checked before parsing. */
	formulaLength: 1_000,
	/** Nodes of a parsed formula. */
	formulaNodes: 400,
	/** Nesting of a parsed formula. */
	formulaDepth: 40,
	/** Largest absolute exponent in a power. */
	formulaExponent: 100,
	/** Digits a formula's intermediate result may carry. */
	formulaDigits: 400,
	/** Decimals of quotients, averages and roots inside a formula, and of its result. */
	formulaScale: 30,
	/** Bytes of an uploaded file. */
	uploadBytes: 20 * 1024 * 1024,
	/** Bytes all entries of a workbook may unpack to. */
	unpackedBytes: 200 * 1024 * 1024,
	/** Entries of a workbook's ZIP container. */
	zipEntries: 2_000,
	/** How many times larger than packed a part of more than 1 MiB may unpack to. */
	zipRatio: 500,
	/** Rows, columns and filled cells read from one sheet. */
	sheetRows: 200_000,
	sheetColumns: 500,
	sheetCells: 3_000_000,
	/** Cells whose merged range is looked up. */
	mergedCells: 500_000,
	/** Rows before and behind a cell that a sheet is shown with. */
	windowRows: 200,
	sheetsPerWorkbook: 200,
	/** Characters of one cell's text. */
	cellText: 32_767,
	/** Milliseconds a workbook may take to read in the child process before it is stopped. */
	readMilliseconds: 20_000,
	/** Old-generation heap of the reading child process, in MiB. */
	readHeapMebibytes: 512,
	/** Characters of names, titles, remarks and reasons typed by people. */
	nameLength: 200,
	remarkLength: 2_000,
	/** Inputs of one step listed with their values; more are counted, and reached by their own address. */
	explainInputs: 200,
	/** Depth of an explained chain, and steps in it. */
	chainDepth: 64,
	chainSteps: 5_000,
	/** Members of one comparable set. */
	comparisonMembers: 10_000
} as const;
