import { BarChart, BoxplotChart, LineChart, ScatterChart } from 'echarts/charts';
import { GridComponent, LegendComponent, MarkLineComponent, TooltipComponent } from 'echarts/components';
import { init, use, type ECharts, type EChartsCoreOption } from 'echarts/core';
import { CanvasRenderer, SVGRenderer } from 'echarts/renderers';
import { embeddedFonts } from './embedded-fonts.ts';
import { isTelling } from './palette.ts';

use([BarChart, BoxplotChart, LineChart, ScatterChart, GridComponent, LegendComponent]);
use([MarkLineComponent, TooltipComponent, CanvasRenderer, SVGRenderer]);

export function createPicture(element: HTMLElement, onpick: (key: string) => void): ECharts {
	const chart = init(element);
	chart.on('click', ({ data }) => {
		if (isTelling(data)) onpick(data.key);
	});
	return chart;
}

export interface PictureSize {
	readonly width: number;
	readonly height: number;
}

/** The picture as SVG text with its fonts, drawn anew so that it does not depend on what stands under the mouse. */
export async function pictureSvg(option: EChartsCoreOption, size: PictureSize): Promise<string> {
	const chart = init(null, null, { renderer: 'svg', ssr: true, ...size });
	chart.setOption(option);
	const text = chart.renderToSVGString();
	chart.dispose();
	const written = [...text.matchAll(/>([^<]+)</g)].map(([, words]) => words).join('');
	const fonts = await embeddedFonts(written);
	return text.replace(/<svg[^>]*>/, (head) => `${head}<style>${fonts}</style>`);
}

/** The picture as a PNG data address, twice as fine as the screen, for documents. */
export function picturePng(option: EChartsCoreOption, size: PictureSize, background: string): string {
	const chart = init(document.createElement('div'), null, { renderer: 'canvas', ...size });
	chart.setOption(option);
	const address = chart.getDataURL({ type: 'png', pixelRatio: 2, backgroundColor: background });
	chart.dispose();
	return address;
}
