import { readBytes } from './read-bytes.ts';

/**
 * The child process in which files from outside are read. It gets one file, answers once and ends: whatever a hostile
 * file does to memory or time ends here with it, and never in the process that serves people.
 */
process.once('message', (message: { readonly file: string; readonly bytes: Uint8Array }) => {
	process.send?.(readBytes(message.bytes, message.file), () => process.disconnect());
});
