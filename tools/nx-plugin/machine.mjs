/** Part of what the result of a test depends on, beside the files of its package: a cached result holds only where this is the same. */
import { existsSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..', '..');
const engine = join(root, 'node_modules', '@tensorflow', 'tfjs-node', 'lib');
const facts = {
  node: process.versions.node,
  platform: `${process.platform}-${process.arch}`,
  engine: existsSync(engine) ? attempt(() => readlinkSync(engine)) : undefined,
  // Some tests compare with material that lies beside the checkout and are skipped without it.
  shared: existsSync(join(root, '..', 'shared')),
};
process.stdout.write(JSON.stringify(facts));

/** @param {() => string} read */
function attempt(read) {
  try {
    return read();
  } catch {
    return 'a folder of its own';
  }
}
