import { readdirSync, readFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';

/** What the numbers are computed on, for people: the model of the GPU or of the processor. */
export function deviceName(gpu: boolean): string {
  const model = cpus()[0]?.model.trim() || process.arch;
  return gpu ? `GPU ${gpuModels().join(' + ')}`.trim() : `CPU ${model}`;
}

/** Models of NVIDIA devices, as their driver states them. */
export function gpuModels(folder = '/proc/driver/nvidia/gpus'): string[] {
  try {
    const texts = readdirSync(folder).map((name) => readFileSync(join(folder, name, 'information'), 'utf8'));
    return texts.map((text) => /^Model:\s*(.+)$/m.exec(text)?.[1] ?? 'NVIDIA');
  } catch {
    return [];
  }
}
