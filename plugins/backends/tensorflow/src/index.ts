import { createRequire } from 'node:module';
import { defineBackend } from '@weitiao/core';
import { startEngine } from '@weitiao/tensor';
import { z } from 'zod';
import { nativeKernels } from './kernels.js';

const require = createRequire(import.meta.url);

export default defineBackend({
  name: 'tensorflow',
  options: z.strictObject({ threads: z.int().positive().default(2) }),
  missing: () => undefined,
  async start({ threads }) {
    process.env['TF_CPP_MIN_LOG_LEVEL'] ??= '2';
    process.env['TF_FORCE_GPU_ALLOW_GROWTH'] ??= 'true';
    process.env['OMP_NUM_THREADS'] ??= String(threads);
    process.env['TF_NUM_INTRAOP_THREADS'] ??= String(threads);
    const util = require('node:util');
    util.isNullOrUndefined ??= (value: unknown) => value == null;
    require('@tensorflow/tfjs-node');
    await startEngine('tensorflow', {});
    const { backend } = await import('@tensorflow/tfjs-core');
    await startEngine('tensorflow', nativeKernels());
    void backend;
    return { name: 'tfjs-node', library: 'TensorFlow', device: 'CPU', threads };
  },
});
