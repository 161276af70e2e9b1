import type { Hash } from '../../address/value-ref.ts';
import type { ExplainedOutline, ExplainedStep, Signature } from '../../lineage/explained-step.ts';

/** A chain as a 公开版 shows it: what stands in a withheld source is named by its hash alone, and nobody by name. */
export function publicOutline(node: ExplainedOutline, handed: ReadonlySet<Hash>): ExplainedOutline {
	const { step, children, cut } = node;
	if (step.hash === null || !handed.has(step.hash)) return { step: closed(step), children: [], cut: null };
	const typed = step.typed && { who: '', when: step.typed.when };
	return {
		step: { ...step, typed, signatures: step.signatures.map(publicSignature) },
		children: children.map((child) => publicOutline(child, handed)),
		cut
	};
}

/** Who signed, by office; an opinion may name people and projects. */
export function publicSignature(signature: Signature): Signature {
	return { ...signature, who: '', opinion: '' };
}

function closed({ hash }: ExplainedStep): ExplainedStep {
	return {
		ref: hash === null ? '' : `sha256/${hash}`,
		label: '未公开的来源',
		value: '—',
		unit: null,
		method: null,
		end: null,
		source: null,
		hash,
		signatures: [],
		typed: null,
		cell: null,
		inputs: [],
		more: 0
	};
}
