import { existsSync, readFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { enclosingPackages, installedFolder } from '@weitiao/container';
import { z } from 'zod';
import { contentHash } from './content-hash.js';

export const fingerprint = z.strictObject({ version: z.string(), sources: z.string().optional() });
export type Fingerprint = z.output<typeof fingerprint>;

const own = enclosingPackages(fileURLToPath(new URL('.', import.meta.url)))[0]!.folder;

/** Engines and what merely finds plugins do not decide a result. */
const decides = (name: string) =>
  name.startsWith('@weitiao/') && !/^@weitiao\/(backend-|launcher-|container$|conformance$)/.test(name);

/**
 * Versions of the plugins and libraries that decide a result, by name; in a checkout also hashes of each one's sources and data,
 * or a change of code would pass for the same trial.
 * @param plugins real folders of the plugins' packages
 */
export async function packageFingerprints(plugins: readonly string[]): Promise<Record<string, Fingerprint>> {
  const folders = new Map<string, string>();
  [own, ...plugins].forEach((folder) => collect(folder, folders));
  const entries = [...folders].map(async ([name, folder]) => [name, await fingerprintOf(folder)] as const);
  return Object.fromEntries((await Promise.all(entries)).sort(([a], [b]) => (a < b ? -1 : 1)));
}

function collect(folder: string, found: Map<string, string>): void {
  const { name, dependencies = {}, peerDependencies = {} } = readManifest(folder);
  if (found.has(name)) return;
  found.set(name, folder);
  for (const needed of Object.keys({ ...dependencies, ...peerDependencies }).filter(decides)) {
    const at = installedFolder(needed, folder);
    if (at) collect(at, found);
  }
}

async function fingerprintOf(folder: string): Promise<Fingerprint> {
  const { version } = readManifest(folder);
  const sources = join(folder, 'src');
  const isCheckout = !folder.split(sep).includes('node_modules') && existsSync(sources);
  // How results are shown changes none.
  const isCode = (name: string) => !/\.spec\.ts$|__fixtures__|^report\//.test(name);
  if (!isCheckout) return { version };
  const data = join(folder, 'data');
  const hashes = [await contentHash(sources, isCode), ...(existsSync(data) ? [await contentHash(data)] : [])];
  return { version, sources: hashes.join(' ') };
}

interface PackageJson {
  readonly name: string;
  readonly version: string;
  readonly dependencies?: Record<string, string>;
  readonly peerDependencies?: Record<string, string>;
}
const readManifest = (folder: string): PackageJson => JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
