import {
	dec,
	divide,
	isZero,
	multiply,
	round,
	squareRoot,
	subtract,
	sum,
	toText,
	ZERO,
	type Decimal
} from '../decimal/decimal.ts';
import { LIMITS } from '../limits.ts';
import { isOfTheService } from './place-attribute.ts';
import { mean } from './statistics/mean.ts';
import { standardDeviation } from './statistics/standard-deviation.ts';

/** Figures that describe a place (人口、面积、密度…), by name; never how the service is run. */
export type PlaceAttributes = { readonly [name: string]: string };

/** What one attribute adds to a distance. */
export interface AttributeDistance {
	readonly name: string;
	readonly subject: string | null;
	readonly value: string | null;
	/** (value − subject) ÷ standard deviation, 4 decimals; null where one of the two is missing. */
	readonly standardised: string | null;
	/** Share of the squared distance, 4 decimals; null where it does not count. */
	readonly share: string | null;
	/** Why it does not count. */
	readonly left: 'missing' | 'all-equal' | 'of-the-service' | null;
}

/** How far a candidate is from the subject; null where no attribute is known of both. */
export interface Distance {
	readonly distance: string | null;
	/** In the order of the names. */
	readonly attributes: readonly AttributeDistance[];
}

const SHOWN = 4;

/**
 * Distances of candidates from a subject (就近比较): each attribute is divided by its standard deviation (n − 1) over the
 * subject and all candidates that have it; the distance is the root of the mean square over the attributes both have, so
 * that a missing attribute neither shortens nor lengthens it. An attribute equal everywhere tells nobody apart, and one
 * that describes how the service is run may not choose its peers.
 */
export function distancesFrom(
	subject: PlaceAttributes,
	candidates: readonly PlaceAttributes[],
	names: readonly string[]
): readonly Distance[] {
	const deviations = new Map(names.map((name) => [name, deviationOf(name, [subject, ...candidates])]));
	return candidates.map((candidate) => distance(subject, candidate, deviations));
}

/** Names that at least two of the places have, in the order of their first meeting. */
export function sharedAttributes(places: readonly PlaceAttributes[]): readonly string[] {
	const counts = new Map<string, number>();
	for (const place of places)
		for (const name of Object.keys(place)) counts.set(name, (counts.get(name) ?? 0) + 1);
	return [...counts].flatMap(([name, count]) => (count > 1 ? [name] : []));
}

function distance(
	subject: PlaceAttributes,
	candidate: PlaceAttributes,
	deviations: ReadonlyMap<string, Decimal | null>
): Distance {
	const measured = [...deviations].map(([name, deviation]) => {
		const [own, other] = [subject[name] ?? null, candidate[name] ?? null];
		if (isOfTheService(name)) return { name, own, other, left: 'of-the-service' as const, z: null };
		if (own === null || other === null) return { name, own, other, left: 'missing' as const, z: null };
		if (deviation === null || isZero(deviation))
			return { name, own, other, left: 'all-equal' as const, z: null };
		const z = divide(subtract(dec(other), dec(own)), deviation, 'half-up', LIMITS.intermediateScale);
		return { name, own, other, left: null, z };
	});
	const squares = measured.flatMap(({ z }) => (z === null ? [] : [multiply(z, z)]));
	const total = sum(squares);
	const square =
		squares.length === 0 ? null : divide(total, dec(squares.length), 'half-up', LIMITS.intermediateScale);
	return {
		distance: square === null ? null : toText(squareRoot(square, 'half-up', SHOWN)),
		attributes: measured.map(({ name, own, other, left, z }) => ({
			name,
			subject: own,
			value: other,
			standardised: z === null ? null : toText(round(z, SHOWN, 'half-up')),
			share: z === null ? null : toText(shareOf(multiply(z, z), total)),
			left
		}))
	};
}

function shareOf(square: Decimal, total: Decimal): Decimal {
	return isZero(total) ? ZERO : divide(square, total, 'half-up', SHOWN);
}

/** Null where fewer than two places have it. */
function deviationOf(name: string, places: readonly PlaceAttributes[]): Decimal | null {
	const values = places.flatMap((place) => (place[name] === undefined ? [] : [dec(place[name])]));
	return values.length < 2 ? null : standardDeviation(values, LIMITS.intermediateScale);
}

/** The middle of a set, for sets without a subject of their own: the mean of each attribute over the places that have it. */
export function centreOf(places: readonly PlaceAttributes[]): PlaceAttributes {
	return Object.fromEntries(
		sharedAttributes([...places, ...places]).map((name) => {
			const values = places.flatMap((place) => (place[name] === undefined ? [] : [dec(place[name])]));
			return [name, toText(mean(values, LIMITS.intermediateScale))];
		})
	);
}
