import { unwrap } from '#lib/core/result.ts';
import type { RulePack } from '#lib/core/standards/rule-pack/rule-pack.ts';
import elderBuilding from '../../../../examples/rule-packs/elder-care-construction.json' with { type: 'json' };
import elderLease from '../../../../examples/rule-packs/elder-care-lease.json' with { type: 'json' };
import elderRunning from '../../../../examples/rule-packs/elder-care-operation.json' with { type: 'json' };
import highway from '../../../../examples/rule-packs/highway-cleaning-beijing.json' with { type: 'json' };
import meetingCentral from '../../../../examples/rule-packs/meeting-central.json' with { type: 'json' };
import meetingQingdao from '../../../../examples/rule-packs/meeting-qingdao.json' with { type: 'json' };
import ruralRoad from '../../../../examples/rule-packs/rural-road-cangzhou.json' with { type: 'json' };
import schoolBefore from '../../../../examples/rule-packs/school-2016.json' with { type: 'json' };
import school from '../../../../examples/rule-packs/school-2023.json' with { type: 'json' };
import designFee from '../../../../examples/rule-packs/software-design-fee.json' with { type: 'json' };
import guangdong from '../../../../examples/rule-packs/software-guangdong.json' with { type: 'json' };
import liuzhou from '../../../../examples/rule-packs/software-liuzhou.json' with { type: 'json' };
import shandong from '../../../../examples/rule-packs/software-shandong.json' with { type: 'json' };
import toilet from '../../../../examples/rule-packs/toilet-fujian.json' with { type: 'json' };
import upgrade from '../../../../examples/rule-packs/software-upgrade-guangdong.json' with { type: 'json' };
import publicToilet from '../../../../examples/rule-packs/toilet-fujian-public.json' with { type: 'json' };
import training from '../../../../examples/rule-packs/training-over-30.json' with { type: 'json' };
import { parsePack } from './pack-schema.ts';

/** Published rules typed in as data, to start a draft from; `test/golden/rule-packs.test.ts` holds them to their sources. */
export const EXAMPLE_PACKS: readonly RulePack[] = [
	shandong,
	guangdong,
	liuzhou,
	upgrade,
	designFee,
	meetingCentral,
	meetingQingdao,
	training,
	school,
	schoolBefore,
	ruralRoad,
	elderBuilding,
	elderLease,
	elderRunning,
	toilet,
	publicToilet,
	highway
].map((pack) => unwrap(parsePack(pack)));
