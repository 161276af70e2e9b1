/** Keys by which somebody tries to change a cell: a sign, or what begins, clears or removes. */
const CHANGING = new Set(['F2', 'Delete', 'Backspace', 'Insert']);

/** Whether a key pressed in the grid is an attempt to change the cell. */
export function triesToChange({
	key,
	ctrlKey,
	metaKey,
	altKey
}: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey'>): boolean {
	const plain = !ctrlKey && !metaKey && !altKey;
	return (
		(plain && (CHANGING.has(key) || [...key].length === 1)) || ((ctrlKey || metaKey) && /^[vxd]$/i.test(key))
	);
}
