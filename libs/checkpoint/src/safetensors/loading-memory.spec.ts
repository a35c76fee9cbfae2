import { beforeAll, describe, expect, it } from '@jest/globals';
import tensorflow from '@weitiao/backend-tensorflow';
import { dispose } from '@weitiao/tensor';
import { existsSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { rawSafetensors } from '../__fixtures__/raw-safetensors.js';
import { temporaryFolder } from '../__fixtures__/temporary-folder.js';
import { readTensors } from './read-tensors.js';

const folder = temporaryFolder();
const elements = 2 ** 25;
const largest = 4 * elements; // 128 MiB: beside it, pages that are only partly used count little
const count = 3;

/** Resident memory now and at its highest since the last reset, in bytes; Linux only. */
function resident(): { now: number; highest: number } {
  const status = readFileSync('/proc/self/status', 'utf8');
  const field = (name: string) => 1024 * Number(new RegExp(`${name}:\\s+(\\d+) kB`).exec(status)![1]);
  return { now: field('VmRSS'), highest: field('VmHWM') };
}

/** Frees what nobody holds, so that the next measurement starts from what is in use. */
function collectGarbage(): void {
  setFlagsFromString('--expose-gc');
  (runInNewContext('gc') as () => void)();
}

/** In half precision, which is widened on the way. Sparse: it takes no space on the disk, and all of it in memory. */
function zerosFile(name: string, length: number): string {
  const file = join(folder, name);
  const bytes = 2 * length;
  const entry = (i: number) => ({ dtype: 'F16', shape: [length], data_offsets: [i * bytes, (i + 1) * bytes] });
  const header = rawSafetensors(
    Object.fromEntries(Array.from({ length: count }, (_, i) => [`tensor.${i}`, entry(i)])),
    0,
  );
  writeFileSync(file, header);
  truncateSync(file, header.length + count * bytes);
  return file;
}

const measurable = existsSync('/proc/self/clear_refs');

(measurable ? describe : describe.skip)(
  measurable ? 'readTensors' : 'readTensors (its memory is measured on Linux only)',
  () => {
    beforeAll(() => tensorflow({ threads: 2 }).start());

    // Once a process: the engine keeps what it frees for itself, which hides what a second reading takes.
    it('needs little more than the largest tensor beside the tensors that it gives', async () => {
      dispose([...(await readTensors(zerosFile('small', 1024))).values()]); // what a process loads once
      const file = zerosFile('large', elements);
      collectGarbage();
      writeFileSync('/proc/self/clear_refs', '5');
      const before = resident().now;
      const tensors = await readTensors(file);
      const beside = resident().highest - before - count * largest;
      dispose([...tensors.values()]);
      expect(beside).toBeGreaterThan(0.8 * largest); // it measures
      expect(beside).toBeLessThan(1.2 * largest);
    });
  },
);
