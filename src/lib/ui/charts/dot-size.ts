/** From this many points on they are drawn in one go, as small squares. */
const LARGE = 2000;

/** Thousands of points want smaller dots. Below 4 the SVG of a picture would lose those drawn in one go. */
export function dotSize(points: number) {
	return {
		symbolSize: points > LARGE ? 4 : points > 500 ? 5 : 10,
		large: points > LARGE,
		largeThreshold: LARGE
	};
}
