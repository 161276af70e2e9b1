import type { ParseArgsOptionsConfig } from 'node:util';
import type { Problem } from '#lib/core/problem.ts';
import type { Json } from '#lib/core/snapshot/canonical.ts';

/** What was typed after the command's name, already checked against its options. */
export interface Arguments {
	readonly positionals: readonly string[];
	/** Value of an option that takes text; undefined when it was not given. */
	text(name: string): string | undefined;
	/** Was an option without a value given? */
	flag(name: string): boolean;
}

/** What a command says: lines for people, one document for programs, and whether it succeeded. */
export interface Outcome {
	readonly ok: boolean;
	readonly lines: readonly string[];
	readonly json: { readonly [name: string]: Json };
}

export interface Command {
	/** "hengzhun replay [选项]" */
	readonly usage: string;
	/** What it does and what each option means, in Chinese. */
	readonly help: readonly string[];
	readonly options: ParseArgsOptionsConfig;
	/** How many words without dashes it takes at most. */
	readonly positionals: number;
	run(given: Arguments): Promise<Outcome>;
}

/** Typed wrongly: one line, exit code 2. Thrown by commands, printed by the program. */
export class UsageError extends Error {}

/** An expected refusal that ends the command: its sentence, exit code 1. */
export class CommandRefused extends Error {
	readonly problem: Problem;

	constructor(refused: Problem) {
		super(refused.code);
		this.problem = refused;
	}
}
