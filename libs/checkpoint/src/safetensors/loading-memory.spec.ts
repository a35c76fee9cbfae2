import { beforeAll, describe, expect, it } from '@jest/globals';
import tensorflow from '@weitiao/backend-tensorflow';
import { dispose } from '@weitiao/tensor';
import { readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { rawSafetensors } from '../__fixtures__/raw-safetensors.js';
import { temporaryFolder } from '../__fixtures__/temporary-folder.js';
import { readTensors } from './read-tensors.js';

const folder = temporaryFolder();
const count = 16;
const elements = 2 ** 22;
/** In double precision, which is narrowed on the way, so that the file is twice as large as all its tensors. */
const [fileBytes, tensorBytes] = [8 * count * elements, 4 * count * elements];

/** Resident memory now and at its highest since the last reset, in bytes; undefined where the system does not tell. */
function resident(): { now: number; highest: number } | undefined {
  const status = readFileSync('/proc/self/status', 'utf8');
  const field = (name: string) => 1024 * Number(new RegExp(`${name}:\\s+(\\d+) kB`).exec(status)?.[1] ?? NaN);
  const [now, highest] = [field('VmRSS'), field('VmHWM')];
  return Number.isNaN(now + highest) ? undefined : { now, highest };
}

/** Frees what nobody holds and measures from here. Undefined where this process may not. */
function startMeasuring(): number | undefined {
  setFlagsFromString('--expose-gc');
  (runInNewContext('gc') as () => void)();
  try {
    writeFileSync('/proc/self/clear_refs', '5');
    return resident()?.now;
  } catch {
    return undefined;
  }
}

/** What `work` takes at its highest, in bytes. Less where it can use what the process had before and has given up. */
async function mostTakenBy(work: () => unknown): Promise<number> {
  const before = startMeasuring()!;
  await work();
  return resident()!.highest - before;
}

/** Sparse: it takes no space on the disk, and all of it in memory. */
function zerosFile(name: string, length: number): string {
  const file = join(folder, name);
  const bytes = 8 * length;
  const entry = (i: number) => ({ dtype: 'F64', shape: [length], data_offsets: [i * bytes, (i + 1) * bytes] });
  const header = rawSafetensors(
    Object.fromEntries(Array.from({ length: count }, (_, i) => [`tensor.${i}`, entry(i)])),
    0,
  );
  writeFileSync(file, header);
  truncateSync(file, header.length + count * bytes);
  return file;
}

const measurable = startMeasuring() !== undefined;

(measurable ? describe : describe.skip)(
  measurable ? 'readTensors' : 'readTensors (its memory is measured where Linux tells it)',
  () => {
    beforeAll(() => tensorflow({ threads: 2 }).start());

    // Linux counts resident pages a processor at a time and is tens of MiB off, and what specs before this one gave up may be used
    // again: hence gates that lie hundreds of MiB from what is usual, and a measurement of what must not happen.
    it('never holds the whole file beside the tensors that it gives', async () => {
      const file = zerosFile('large', elements);
      expect(await mostTakenBy(() => readFileSync(file))).toBeGreaterThan(fileBytes / 2);
      const most = await mostTakenBy(async () => dispose([...(await readTensors(file)).values()]));
      expect(most).toBeLessThan(tensorBytes + fileBytes / 2); // usual: a tenth of the file beside the tensors
    });
  },
);
