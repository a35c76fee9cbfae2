import { join } from 'node:path';
import { readPackage } from './read-package.js';

/** While the libraries themselves run from sources, so do the plugins of the checkout. */
const conditions = [
  ...(import.meta.url.endsWith('.ts') ? ['@weitiao/source'] : []),
  'node',
  'import',
  'module-sync',
  'default',
];

/** The file that `import '<package>'` loads, or undefined when the package exports none. */
export function entryPoint(folder: string): string | undefined {
  const found = readPackage(folder);
  const exported = found?.exports;
  const target =
    exported === undefined
      ? (found?.main ?? 'index.js')
      : pick(isMap(exported) && '.' in exported ? exported['.'] : exported);
  return target === undefined ? undefined : join(folder, target);
}

/** Node's rule: of conditions the first in the order of the file, of a list the first that fits. */
function pick(target: unknown): string | undefined {
  if (typeof target === 'string') return target;
  if (Array.isArray(target)) return target.map(pick).find((found) => found !== undefined);
  if (!isMap(target)) return undefined;
  for (const [condition, value] of Object.entries(target)) {
    const found = conditions.includes(condition) ? pick(value) : undefined;
    if (found !== undefined) return found;
  }
  return undefined;
}

const isMap = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
