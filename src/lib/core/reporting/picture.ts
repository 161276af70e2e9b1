/** A drawing in a report, made of plain shapes, so that Word, WPS and LibreOffice draw and print the same. */
export interface Picture {
	readonly kind: 'picture';
	/** Without "图1", which the document counts. */
	readonly caption: string;
	/** What it shows, for people who do not see it. */
	readonly summary: string;
	/** In the unit of the shapes; the document scales it to the width of the text. */
	readonly width: number;
	readonly height: number;
	readonly shapes: readonly Shape[];
}

/** Where a value stands decides only where it is drawn, so coordinates are doubles. */
export type Shape =
	| {
			readonly shape: 'line';
			readonly from: Point;
			readonly to: Point;
			readonly tone: Tone;
			readonly dashed?: true;
	  }
	| { readonly shape: 'box'; readonly at: Point; readonly size: Point; readonly tone: Tone }
	| {
			readonly shape: 'dot';
			readonly at: Point;
			readonly radius: number;
			readonly tone: Tone;
			readonly hollow?: true;
	  }
	| { readonly shape: 'words'; readonly at: Point; readonly size: Point; readonly text: string };

export interface Point {
	readonly x: number;
	readonly y: number;
}

/** `mark` is what the reader should see first. */
export type Tone = 'ink' | 'plain' | 'soft' | 'mark';
