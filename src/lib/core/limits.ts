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
	/** Cost units, named parameters and combined units of one analysis. */
	unitsPerAnalysis: 10_000,
	parametersPerAnalysis: 500,
	combinedPerAnalysis: 200,
	parameterNameLength: 40,
	/** Shared cost pools of one analysis, which are as many equations solved exactly, and digits of a driver volume. */
	poolsPerAnalysis: 30,
	driverDigits: 18,
	/** Targets one pool is shared to. */
	sharesPerPool: 500,
	/** Columns of other years on one line. */
	yearColumns: 40,
	/** Months one amount may pay for: fifty years. */
	periodMonths: 600,
	/** Depth of a cost tree. */
	treeDepth: 32,
	/** Edit commands in one batch. */
	commandsPerBatch: 5_000,
	/** Characters of a formula, checked before parsing; Excel's own limit. */
	formulaLength: 8_192,
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
	/** Decimals to which a formula compares numbers and looks at them before it rounds or cuts: 1/3*3 equals 1. */
	formulaCompareScale: 24,
	/** Steps one evaluation of a formula may take: a node, a cell of a range, a character matched. */
	formulaSteps: 400_000,
	/** Lines of one build-up (定额测算), characters of its code and units, decimals and size of its numbers. */
	recipeLines: 200,
	recipeCode: 40,
	recipePlaces: 10,
	recipeLargest: 1_000_000_000,
	/** Steps that all formulas of an analysis together are estimated to take; beyond it, the heaviest are `#NUM!`. */
	calculationSteps: 20_000_000,
	/** Members of a ring of formulas that its error names. */
	ringMembers: 100,
	/** Characters of a text a formula makes; Excel's own limit. */
	formulaText: 32_767,
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
	/** Characters that the shared formulas of one sheet may come to, copied into every cell that names them. */
	sharedFormulaText: 20_000_000,
	/** Characters of those shared formulas themselves, each of which is taken apart once to be copied. */
	sharedFormulaSources: 1_000_000,
	/** Cell styles of a workbook: somewhat more than Excel's own limit. */
	workbookStyles: 100_000,
	/** Cells whose merged range is looked up. */
	mergedCells: 500_000,
	/** Rows before and behind a cell that a sheet is shown with. */
	windowRows: 200,
	sheetsPerWorkbook: 200,
	/** Characters of one cell's text. */
	cellText: 32_767,
	/** Milliseconds a workbook may take to read in the child process, on a busy machine, before it is stopped. */
	readMilliseconds: 120_000,
	/** Old-generation heap of the reading child process, in MiB. */
	readHeapMebibytes: 1_024,
	/** Characters of names, titles, remarks and reasons typed by people. */
	nameLength: 200,
	remarkLength: 2_000,
	/** Inputs of one step listed with their values; more are counted, and reached by their own address. */
	explainInputs: 200,
	/** Depth of an explained chain, and steps in it. */
	chainDepth: 64,
	chainSteps: 5_000,
	/** Places of one snapshot that are asked what they read, for who rests on a figure; larger ones count as a whole. */
	forwardPlaces: 60_000,
	/** Figures of one thing that are listed as resting on a figure. */
	forwardFigures: 20,
	/** Snapshots above a changed analysis that its impact is computed for; more are counted. */
	impactSnapshots: 2_000,
	/** Cost lines that a page carries in itself; more follow after it stands. */
	linesInPage: 1_000,
	/** Views of the cost grid one person may keep, columns in one, and characters of its name. */
	ownViews: 20,
	viewColumns: 80,
	viewName: 20,
	/** Comments of one analysis, and people one comment may mention. */
	commentsPerAnalysis: 5_000,
	mentionsPerComment: 20,
	/** Pages one person may keep open with live updates. */
	livePagesPerUser: 10,
	/** Batches, and characters of them, sent to a page that fell behind; beyond it loads the draft anew. */
	missedEdits: 200,
	missedCharacters: 2_000_000,
	/** Cost lines of drafts a process remembers between two saves. */
	rememberedLines: 300_000,
	/** Lines of one review workpaper. */
	workpaperLines: 2_000,
	/** Inputs and steps of one rule pack. */
	packSteps: 100,
	/** Items of one cost boundary checklist, and characters of an item. */
	boundaryItems: 60,
	boundaryItemLength: 40,
	/** Rows of one external sample, columns of it that may be attributes, and characters of an attribute's name. */
	sampleRows: 10_000,
	sampleAttributes: 30,
	attributeName: 60,
	/** Members of one comparable set. */
	comparisonMembers: 10_000,
	/** Resamples of one bootstrap interval. */
	bootstrapReplicates: 20_000,
	/** Members of one efficiency frontier: each is two linear programs over all of them. */
	frontierProducers: 300
} as const;
