/** One entry of a menu. */
export interface MenuItem {
	readonly label: string;
	/** Stands above the entry as the head of a group. */
	readonly head?: string;
	/** The key that does the same, for reading only. */
	readonly keys?: string;
	/** Why it cannot be used, or what it does. */
	readonly title?: string;
	/** Whether it is the one in force; left out where nothing is. */
	readonly checked?: boolean;
	readonly disabled?: boolean;
	readonly run?: () => void;
}
