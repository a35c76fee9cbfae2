import { savedValues, within, wrong, type Cell } from '@weitiao/python-reference';
import { dispose } from '@weitiao/tensor';
import { join } from 'node:path';
import type { PythonResult } from './python-side.js';
import { stepOptions, type Step } from './step.js';

export const tolerances = { loss: 1e-5, update: 1e-3 };
/** Of a step that follows its gradient: what moves less is compared with this. */
const smallestMove = 0.01 * stepOptions.learningRate;

export interface Steps {
  readonly lora: Step;
  readonly full: Step;
}

/** Python took the same step from the same start. */
export async function stepCell(steps: Steps, folder: string, { step: theirs, errors }: PythonResult): Promise<Cell> {
  if (!theirs) return wrong(errors.step ?? errors.model ?? 'Python took no step');
  const relative = (found: number, wanted: number) => Math.abs(found - wanted) / Math.abs(wanted);
  const loss = Math.max(relative(steps.lora.loss, theirs.lora), relative(steps.full.loss, theirs.full));
  const lora = await worstUpdate(join(folder, 'lora-end.safetensors'), steps.lora);
  const full = await worstUpdate(join(folder, 'full-end.safetensors'), steps.full);
  return within([
    ['the loss', loss, tolerances.loss],
    [`the step of ${lora.name}`, lora.difference, tolerances.update],
    [`the step of ${full.name}`, full.difference, tolerances.update],
  ]);
}

/** The tensor whose step is farthest from Python's: ‖Δ‖ in units of the length of Python's step. */
async function worstUpdate(file: string, { start, values }: Step): Promise<{ name: string; difference: number }> {
  const wanted = await savedValues(file, values.parameters);
  try {
    const all = [...wanted].map(([parameter, value]) => {
      const [found, target] = [values.get(parameter).dataSync(), value.dataSync()];
      return { name: parameter.name, difference: difference(found, target, start.get(parameter.name)!) };
    });
    return all.reduce((worst, one) => (one.difference > worst.difference ? one : worst));
  } finally {
    dispose([...wanted.values()]);
  }
}

function difference(found: ArrayLike<number>, wanted: ArrayLike<number>, start: Float32Array): number {
  const length = (numbers: Float32Array) => Math.sqrt(numbers.reduce((sum, value) => sum + value * value, 0));
  const gap = length(start.map((_, index) => found[index]! - wanted[index]!));
  const update = length(start.map((value, index) => wanted[index]! - value));
  const relative = gap / Math.max(update, smallestMove * Math.sqrt(start.length));
  return Number.isNaN(relative) ? Infinity : relative;
}
