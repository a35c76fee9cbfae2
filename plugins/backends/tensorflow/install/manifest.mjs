import { createHash } from 'node:crypto';
import { createReadStream, existsSync, lstatSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * What an engine in the cache consists of. Written last, so a folder that has one is complete.
 * @typedef {{ library: string, route: string, files: { path: string, bytes: number, sha256: string }[] }} Manifest
 */

const fileName = 'manifest.json';

/** @param {string} folder @param {{ library: string, route: string }} facts @returns {Promise<Manifest>} */
export async function writeManifest(folder, facts) {
  const files = [];
  for (const path of filesIn(folder)) {
    files.push({ path, bytes: statSync(join(folder, path)).size, sha256: await sha256(join(folder, path)) });
  }
  const manifest = { ...facts, files };
  writeFileSync(join(folder, fileName), `${JSON.stringify(manifest, undefined, 2)}\n`);
  return manifest;
}

/**
 * The manifest of an engine whose files are all there in their full size; a millisecond's work, done at every start.
 * @param {string} folder
 * @returns {Manifest | undefined}
 */
export function readManifest(folder) {
  const path = join(folder, fileName);
  if (!existsSync(path)) return undefined;
  /** @type {Manifest} */
  const manifest = JSON.parse(readFileSync(path, 'utf8'));
  const whole = manifest.files.every(
    ({ path, bytes }) => statSync(join(folder, path), { throwIfNoEntry: false })?.size === bytes,
  );
  return whole ? manifest : undefined;
}

/** The files of an engine whose content is not what was installed. @param {string} folder @param {Manifest} manifest */
export async function changedFiles(folder, { files }) {
  const changed = [];
  for (const { path, sha256: expected } of files) {
    if ((await sha256(join(folder, path))) !== expected) changed.push(path);
  }
  return changed;
}

/** @param {string} folder */
const filesIn = (folder) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => path !== fileName && lstatSync(join(folder, path)).isFile())
    .sort();

/** @param {string} path */
async function sha256(path) {
  const hash = createHash('sha256');
  for await (const part of createReadStream(path, { highWaterMark: 1 << 20 })) hash.update(part);
  return hash.digest('hex');
}
