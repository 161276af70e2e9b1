import { describe, expect, it } from 'vitest';
import type { Step } from '#lib/core/address/step.ts';
import type { ValueRef } from '#lib/core/address/value-ref.ts';
import { outline } from '#lib/core/lineage/outline.ts';

const at = (pointer: string): ValueRef => ({ kind: 'frozen', snapshot: 'a'.repeat(64), pointer });
const LIMITS = { depth: 64, size: 100 };

/** A little world: the figure at "/n" reads the figures named. */
function world(reads: { readonly [pointer: string]: readonly string[] }) {
	return (ref: ValueRef): Promise<Step | undefined> => {
		const pointer = ref.kind === 'frozen' ? ref.pointer : '';
		const inputs = reads[pointer];
		const step: Step | undefined = inputs && {
			ref,
			label: pointer,
			value: '1',
			unit: null,
			method: null,
			inputs: inputs.map(at)
		};
		return Promise.resolve(step);
	};
}

async function grow(reads: { readonly [pointer: string]: readonly string[] }, limits = LIMITS) {
	const explain = world(reads);
	const root = await explain(at('/1'));
	if (!root) throw new Error('the root is in every world');
	return outline(root, explain, limits);
}

describe('outline', () => {
	it('opens a figure once and names it again', async () => {
		const tree = await grow({ '/1': ['/2', '/3'], '/2': ['/3'], '/3': ['/4'], '/4': [] });
		expect(tree).toMatchObject({
			step: { label: '/1' },
			children: [
				{
					step: { label: '/2' },
					children: [{ step: { label: '/3' }, children: [{ step: { label: '/4' } }] }]
				},
				{ step: { label: '/3' }, children: [], cut: 'repeated' }
			]
		});
	});

	it('keeps the place of an input nobody can explain', async () => {
		expect((await grow({ '/1': ['/2', '/3'], '/3': [] })).children).toMatchObject([
			{ unexplained: { pointer: '/2' } },
			{ step: { label: '/3' } }
		]);
	});

	it('stops at the depth and at the size allowed, and says so', async () => {
		const chain = { '/1': ['/2'], '/2': ['/3'], '/3': [] };
		expect(await grow(chain, { depth: 1, size: 100 })).toMatchObject({
			children: [{ cut: 'depth', children: [] }]
		});
		const wide = await grow({ '/1': ['/2', '/3'], '/2': [], '/3': [] }, { depth: 64, size: 2 });
		expect(wide).toMatchObject({ cut: 'size', children: [{ step: { label: '/2' } }] });
	});

	it('ends even where figures read each other', async () => {
		expect(await grow({ '/1': ['/2'], '/2': ['/1'] })).toMatchObject({
			children: [{ children: [{ step: { label: '/1' }, cut: 'repeated' }] }]
		});
	});
});
