import type { GridSettings } from '#lib/ui/grid/grid-settings.ts';

/** Dragging a column reports many widths: only the last one is sent. */
const PAUSE_MILLISECONDS = 600;

/**
 * Keeps on the server how the person likes the grid. Nothing is said when that fails: it is a comfort, and the next
 * change tries again.
 */
export function settingsKeeper(): (settings: GridSettings) => void {
	let waiting: ReturnType<typeof setTimeout> | undefined;
	return (settings) => {
		clearTimeout(waiting);
		waiting = setTimeout(() => {
			void fetch('/api/settings', {
				method: 'PUT',
				headers: { 'content-type': 'application/json' },
				body: JSON.stringify({ key: 'grid', value: settings }),
				keepalive: true
			}).catch(() => undefined);
		}, PAUSE_MILLISECONDS);
	};
}
