import { report } from './cold-load.ts';
import { HyperFormulaSheet } from './hyperformula.ts';
import { spreadsheet } from './sheet.ts';
import { workload } from './workload.ts';

const sheet = spreadsheet(workload(100_000));
const start = performance.now();
const { total } = new HyperFormulaSheet(sheet);
report(performance.now() - start, total);
