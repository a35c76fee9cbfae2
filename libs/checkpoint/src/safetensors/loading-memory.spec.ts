import { beforeAll, describe, expect, it } from '@jest/globals';
import tensorflow from '@weitiao/backend-tensorflow';
import { dispose, ones } from '@weitiao/tensor';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from '../__fixtures__/temporary-folder.js';
import { readTensors } from './read-tensors.js';
import { writeTensors } from './write-tensors.js';

const folder = temporaryFolder();
const megabyte = 2 ** 20;
/** Resident memory now and at its highest since the last reset, in bytes; Linux only. */
const resident = () => {
  const status = readFileSync('/proc/self/status', 'utf8');
  const field = (name: string) => 1024 * Number(new RegExp(`${name}:\\s+(\\d+) kB`).exec(status)![1]);
  return { now: field('VmRSS'), highest: field('VmHWM') };
};
const measurable = existsSync('/proc/self/clear_refs');

(measurable ? describe : describe.skip)(
  measurable ? 'readTensors' : 'readTensors (its memory is measured on Linux only)',
  () => {
    beforeAll(() => tensorflow({ threads: 2 }).start());

    it.each(['F32', 'F16', 'BF16'] as const)(
      'needs little more than the largest tensor beside the %s tensors that it gives',
      async (type) => {
        const file = join(folder, `${type}.safetensors`);
        const one = ones([16 * megabyte]); // 64 MB
        await writeTensors(file, new Map(Array.from({ length: 3 }, (_, i) => [`tensor.${i}`, one])), { type });
        dispose(one);
        dispose([...(await readTensors(file)).values()]); // what is loaded once a process
        writeFileSync('/proc/self/clear_refs', '5');
        const before = resident().now;
        const tensors = await readTensors(file);
        const kept = 4 * one.size * tensors.size;
        expect(resident().highest - before - kept).toBeLessThan(1.2 * 4 * one.size);
        dispose([...tensors.values()]);
      },
    );
  },
);
