import { BarChart, BoxplotChart, LineChart, ScatterChart } from 'echarts/charts';
import { GridComponent, LegendComponent, MarkLineComponent, TooltipComponent } from 'echarts/components';
import { init, use, type ECharts, type EChartsCoreOption } from 'echarts/core';
import { CanvasRenderer, SVGRenderer } from 'echarts/renderers';

use([BarChart, BoxplotChart, LineChart, ScatterChart, GridComponent, LegendComponent]);
use([MarkLineComponent, TooltipComponent, CanvasRenderer, SVGRenderer]);

export function createPicture(element: HTMLElement, onpick: (key: string) => void): ECharts {
	const chart = init(element);
	chart.on('click', (event) => {
		const data: unknown = event.data;
		if (data !== null && typeof data === 'object' && 'key' in data && typeof data.key === 'string')
			onpick(data.key);
	});
	return chart;
}

export interface PictureSize {
	readonly width: number;
	readonly height: number;
}

/** The picture as SVG text, drawn anew so that it does not depend on what stands under the mouse. */
export function pictureSvg(option: EChartsCoreOption, size: PictureSize): string {
	const chart = init(null, null, { renderer: 'svg', ssr: true, ...size });
	chart.setOption(option);
	const text = chart.renderToSVGString();
	chart.dispose();
	return text;
}

/** The picture as a PNG data address, twice as fine as the screen, for documents. */
export function picturePng(option: EChartsCoreOption, size: PictureSize, background: string): string {
	const chart = init(document.createElement('div'), null, { renderer: 'canvas', ...size });
	chart.setOption(option);
	const address = chart.getDataURL({ type: 'png', pixelRatio: 2, backgroundColor: background });
	chart.dispose();
	return address;
}
