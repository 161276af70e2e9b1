import { CostEngine } from '../../src/lib/core/costing/engine/cost-engine.ts';
import { unwrap } from '../../src/lib/core/result.ts';
import { report } from './cold-load.ts';
import { draftOf, workload } from './workload.ts';

const draft = draftOf(workload(100_000));
const start = performance.now();
const total = unwrap(CostEngine.load(draft)).totals.declared;
report(performance.now() - start, total / 100);
