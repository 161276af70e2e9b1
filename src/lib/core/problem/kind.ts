/** What sort of refusal it is; routes/refusal.ts turns each into an HTTP status. */
export type ProblemKind =
	| 'invalid' // the input cannot be right
	| 'unauthenticated' // nobody is signed in, or not any more
	| 'forbidden' // this person may not
	| 'not-found'
	| 'conflict' // somebody or something else was first
	| 'too-large'
	| 'unsupported' // a kind of file or setting we do not handle
	| 'wrong-method' // the address exists, but not for this way of asking
	| 'too-often' // wait before trying again
	| 'unavailable'; // try again later
