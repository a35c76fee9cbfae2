import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = new URL('../../../../', import.meta.url);

/** The quick start's model folder: a BLOOM tokenizer of 8,000 ids. */
export const modelFolder = fileURLToPath(new URL('examples/quickstart/model', root));

/** A file of the folder `shared` beside the checkout, which only some machines have. */
export const sharedFile = (path: string): string => fileURLToPath(new URL(`../shared/${path}`, root));

/** What a title says when a test cannot run without the folder `shared`. */
export const withShared = (title: string): string =>
  hasShared ? title : `${title} (skipped: there is no folder "shared" beside the checkout)`;

export const hasShared = existsSync(sharedFile('data/INDEX.md'));
