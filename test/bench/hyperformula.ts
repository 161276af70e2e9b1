import { HyperFormula } from 'hyperformula';
import { TOTAL_CELL, type Spreadsheet } from './sheet.ts';

export const HYPERFORMULA = `HyperFormula ${HyperFormula.version}`;

/** The workload in HyperFormula. */
export class HyperFormulaSheet {
	readonly #engine: HyperFormula;

	constructor({ rows }: Spreadsheet) {
		this.#engine = HyperFormula.buildFromArray(
			rows.map((row) => [...row]),
			{ licenseKey: 'gpl-v3', maxRows: 500_000 }
		);
	}

	/** Types a number; answers the new total in 元. */
	type(cell: string, value: number): number {
		this.#engine.setCellContents(this.#address(cell), value);
		return this.total;
	}

	get total(): number {
		return Number(this.#engine.getCellValue(this.#address(TOTAL_CELL)));
	}

	close(): void {
		this.#engine.destroy();
	}

	#address(cell: string) {
		const address = this.#engine.simpleCellAddressFromString(cell, 0);
		if (!address) throw new Error(`Not a cell: ${cell}`);
		return address;
	}
}
