import { defineBackend } from '@weitiao/core';
import { z } from 'zod';
import { engineInfo, howToInstall } from './engine-info.js';
import { start } from './start.js';

const options = z.strictObject({
  threads: z
    .int()
    .positive()
    .default(2)
    .describe('Threads that compute. Part of what decides a result, so never taken from the machine.'),
});

/** tfjs-node on the C library of TensorFlow. */
export default defineBackend({
  name: 'tensorflow',
  options,
  missing: () => (engineInfo() ? undefined : howToInstall),
  start: ({ threads }) => start(threads),
});
