import { unpackedComparison } from '../packed-comparison.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = ({ data }) => ({ ...data, comparison: unpackedComparison(data.comparison) });
