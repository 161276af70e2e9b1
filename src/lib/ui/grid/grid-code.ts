/** The grid's code is large: pages are there before it. Asking for it early, and again, costs nothing more. */
export const fetchGridCode = () => import('./draw-grid.ts');
