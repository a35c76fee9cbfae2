import { lstatSync, mkdirSync, mkdtempSync, readFileSync, readlinkSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, it } from '@jest/globals';
import { placeLink } from './place-link.js';

const folder = mkdtempSync(join(tmpdir(), 'weitiao-link-'));
const [blob, path] = [join(folder, 'blobs/a'), join(folder, 'snapshots/c/file')];
mkdirSync(join(folder, 'blobs'));
mkdirSync(join(folder, 'snapshots/c'), { recursive: true });
writeFileSync(blob, 'bytes');
afterEach(() => rmSync(path, { force: true }));
const refusing = (code: string) => () => Promise.reject(Object.assign(new Error(code), { code }));

it('makes a relative link, and replaces what stood there', async () => {
  writeFileSync(path, 'older');
  await placeLink(blob, path);
  expect(readlinkSync(path)).toBe('../../blobs/a');
});

it('makes a copy where links cannot be made', async () => {
  await placeLink(blob, path, refusing('EPERM'));
  expect(lstatSync(path).isSymbolicLink()).toBe(false);
  expect(readFileSync(path, 'utf8')).toBe('bytes');
});

it('tells of a full disk', async () => {
  await expect(placeLink(blob, path, refusing('ENOSPC'))).rejects.toMatchObject({ exitCode: 74 });
  await expect(placeLink(blob, path, refusing('ENOSPC'))).rejects.toThrow(
    /the disk is full\. Free some space, or set HF_HUB_CACHE/,
  );
});
