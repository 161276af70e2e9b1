import { enableCompileCache } from 'node:module';
import { join } from 'node:path';

// Imported first: what Node compiles of the program is kept beside the packages, so that later starts are quick. Where
// that folder cannot be written, nothing is kept and everything works.
enableCompileCache(join(import.meta.dirname, '..', 'node_modules', '.cache', 'node'));
