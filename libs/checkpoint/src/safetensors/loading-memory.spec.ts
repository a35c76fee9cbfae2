import { beforeAll, describe, expect, it } from '@jest/globals';
import tensorflow from '@weitiao/backend-tensorflow';
import { bytesOfStored, dispose, tensorsAlive } from '@weitiao/tensor';
import { readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { rawSafetensors } from '../__fixtures__/raw-safetensors.js';
import { temporaryFolder } from '../__fixtures__/temporary-folder.js';
import { readFrozen } from './read-frozen.js';
import { readSafetensorsHeader } from './read-header.js';
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

/** Bytes of tensors and of arrays on the host that `work` holds at its highest, looked at whenever it waits for the disk. */
async function mostHeldBy(work: () => Promise<void>): Promise<number> {
  startMeasuring();
  const held = () => tensorsAlive().bytes + process.memoryUsage().arrayBuffers;
  const before = held();
  let most = 0;
  const look = setInterval(() => (most = Math.max(most, held() - before)), 1);
  try {
    await work();
  } finally {
    clearInterval(look);
  }
  return most;
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

/** Sparse as well: matrices of zeros, which every type has. */
function matricesFile(type: 'F32' | 'F16' | 'BF16', rows: readonly number[], width: number): string {
  const file = join(folder, `${type}.safetensors`);
  let end = 0;
  const entries = rows.map((count, index) => {
    const start = end;
    end += count * width * (type === 'F32' ? 4 : 2);
    return [`matrix.${index}`, { dtype: type, shape: [count, width], data_offsets: [start, end] }] as const;
  });
  const header = rawSafetensors(Object.fromEntries(entries), 0);
  writeFileSync(file, header);
  truncateSync(file, header.length + end);
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

describe('readFrozen', () => {
  beforeAll(() => tensorflow({ threads: 2 }).start());

  // The table of words alone is two thirds of this model.
  it.each([
    ['F32', 'float32'],
    ['F16', 'float32'],
    ['BF16', 'float32'],
    ['F32', 'bfloat16'],
    ['F16', 'bfloat16'],
    ['BF16', 'bfloat16'],
  ] as const)('takes at most 1.2 times the larger of model and file: %s held as %s', async (type, storage) => {
    const rows = [64_000, 8_000, 8_000, 8_000, 8_000];
    const file = matricesFile(type, rows, 1024);
    const { tensors } = await readSafetensorsHeader(file);
    const wanted = [...tensors].map(([name, entry]) => ({ name, file, entry }));
    const packing = storage === 'bfloat16' ? { rounds: false, smallest: 0 } : undefined;
    let held = 0;
    const most = await mostHeldBy(async () => {
      const { weights } = await readFrozen(wanted, packing);
      for (const stored of weights.values()) {
        held += bytesOfStored(stored);
        stored.dispose();
      }
    });
    const numbers = 1024 * rows.reduce((sum, count) => sum + count, 0);
    expect(held).toBe(numbers * (storage === 'bfloat16' ? 2 : 4));
    expect(most).toBeGreaterThan(0.8 * held);
    expect(most).toBeLessThan(1.2 * Math.max(held, statSync(file).size));
  });
});
