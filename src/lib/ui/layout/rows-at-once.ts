/** More rows than this are not drawn at once: a sample may give a set thousands of members. */
export const ROWS_AT_ONCE = 30;
