import { createRequire } from 'node:module';
import { describe, expect, it, jest } from '@jest/globals';
import { StudyError } from '@weitiao/core';
import { engineInUse, matMul, scope, tensor } from '@weitiao/tensor';
import { keepThreads, loadedThreads, realProcess } from './environment.js';
import tensorflow, { engineInfo } from './index.js';

describe('tensorflow', () => {
  it('starts, says what computes, and computes', async () => {
    realProcess.env['TF_NUM_INTRAOP_THREADS'] = '7';
    const info = await tensorflow({ threads: 2 }).start();
    expect(info).toMatchObject({ name: 'tfjs-node', library: expect.stringMatching(/^TensorFlow 2\.\d+/), threads: 2 });
    expect(info.device).toMatch(/^(CPU|GPU) ./);
    expect(engineInUse()).toBe('tensorflow');
    const product = scope(() => matMul(tensor([[1, 2]]), tensor([[3], [4]])).dataSync());
    expect([...product]).toEqual([11]);
  });

  it('overrules numbers of threads that were inherited', () => {
    const {
      TF_NUM_INTRAOP_THREADS: within,
      TF_NUM_INTEROP_THREADS: between,
      OMP_NUM_THREADS: openMp,
    } = realProcess.env;
    expect([within, between, openMp]).toEqual(['2', '2', '2']);
  });

  it('may be started again', async () => {
    expect(await tensorflow({}).start()).toMatchObject({ threads: 2 });
  });

  it('refuses another number of threads in the same process', async () => {
    const again = tensorflow({ threads: 3 }).start();
    await expect(again).rejects.toThrow(StudyError);
    await expect(again).rejects.toThrow('runs with 2 threads in this process and cannot change to 3');
  });

  it('refuses it too when another copy of this plugin loaded TensorFlow', async () => {
    jest.resetModules();
    const { default: copy } = await import('./index.js');
    expect(copy).not.toBe(tensorflow);
    await expect(copy({ threads: 3 }).start()).rejects.toThrow('runs with 2 threads in this process');
  });

  it('refuses a TensorFlow that other code loaded, with who knows how many threads', async () => {
    const before = loadedThreads();
    jest.resetModules();
    // tfjs-core remarks on every kernel that is there already.
    jest.spyOn(console, 'warn').mockReturnValue();
    createRequire(import.meta.url)('@tensorflow/tfjs-node');
    Reflect.deleteProperty(realProcess, Symbol.for('weitiao.tensorflow.threads'));
    const { default: copy } = await import('./index.js');
    await expect(copy({ threads: 2 }).start()).rejects.toThrow(/was loaded before the engine was started/);
    keepThreads(before!);
    expect(loadedThreads()).toBe(2);
  });

  it('refuses to start in a worker thread, from which TensorFlow hears no number, unless the process was given it', async () => {
    jest.resetModules();
    jest.unstable_mockModule('node:worker_threads', () => ({ isMainThread: false }));
    const { setEnvironment } = await import('./environment.js');
    expect(() => setEnvironment(3)).toThrow(
      /^A worker thread cannot tell TensorFlow .* 3 threads.*before the worker is made: TF_NUM_INTRAOP_THREADS=3 TF_NUM_INTEROP_THREADS=3 OMP_NUM_THREADS=3$/,
    );
    expect(realProcess.env['OMP_NUM_THREADS']).toBe('2');
    expect(() => setEnvironment(2)).not.toThrow();
    jest.unstable_unmockModule('node:worker_threads');
  });

  it('knows what is installed without loading it', () => {
    expect(tensorflow({}).missing()).toBeUndefined();
    expect(engineInfo()).toMatchObject({ package: expect.stringMatching(/^tfjs-node/), folder: expect.any(String) });
  });
});
