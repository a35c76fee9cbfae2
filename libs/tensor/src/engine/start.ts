import { getBackend, ready, setBackend } from '@tensorflow/tfjs-core';
import { useKernels, type Kernels } from './kernels.js';

/** Makes a registered tfjs backend the one to compute on. Called by backend plugins only. */
export async function startEngine(tfjsBackend: string, own: Partial<Kernels> = {}): Promise<void> {
  await setBackend(tfjsBackend);
  await ready();
  useKernels(own);
}

/** Name of the tfjs backend in use, or undefined while none was started. */
export const engineInUse = (): string | undefined => getBackend() || undefined;
