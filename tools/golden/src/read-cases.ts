import { loadAdapter, loadWeights } from '@weitiao/checkpoint';
import { ParameterStore, Weights } from '@weitiao/nn';
import lora from '@weitiao/peft-lora';
import prefixTuning from '@weitiao/peft-prefix-tuning';
import sadapterH from '@weitiao/peft-sadapter-h';
import { abs, dispose, max, scope, sub, type Tensor } from '@weitiao/tensor';
import { join } from 'node:path';
import { readList, readLogits, type ExchangeCase, type ExchangeList } from './exchange-folder.js';
import type { GoldenModel } from './golden-model.js';
import { promptLogits } from './prompt-logits.js';

/** Largest difference of two logits, in units of the largest. */
const tolerance = 1e-4;

/** Reads what Python wrote and compares logits. @returns a line for each case, and whether all agree */
export async function readCases(folder: string, golden: GoldenModel): Promise<{ lines: string[]; passed: boolean }> {
  const { prompts, cases } = await readList(folder);
  const written = await readLogits(folder);
  const lines: string[] = [];
  let passed = cases.length > 0;
  for (const one of cases) {
    const { text, agrees } = await compareCase(folder, one, golden, prompts, written.of(one.name));
    passed &&= agrees;
    lines.push(`${one.name.padEnd(38)}${text}`);
  }
  written[Symbol.dispose]();
  return { lines, passed };
}

/** A case that cannot be read is a wrong one; the others are still worth a look. */
async function compareCase(
  folder: string,
  one: ExchangeCase,
  golden: GoldenModel,
  prompts: ExchangeList['prompts'],
  wanted: readonly Tensor[],
): Promise<{ text: string; agrees: boolean }> {
  try {
    const found = await logitsOf(folder, one, golden, prompts);
    const difference = relative(found, wanted);
    dispose(found);
    const agrees = difference <= tolerance;
    return { text: `${difference.toExponential(1).padStart(12)}   ${agrees ? 'ok' : 'WRONG'}`, agrees };
  } catch (error) {
    return { text: `WRONG: ${(error as Error).message}`, agrees: false };
  }
}

async function logitsOf(
  folder: string,
  { name, kind }: ExchangeCase,
  { model, weights }: GoldenModel,
  prompts: readonly (readonly number[])[],
): Promise<Tensor[]> {
  if (kind === 'model') {
    const own = new Weights(await loadWeights(join(folder, name), model));
    const found = promptLogits(model, own, [], prompts);
    own[Symbol.dispose]();
    return found;
  }
  const { adapter, tensors } = await loadAdapter(join(folder, name), [lora, prefixTuning, sadapterH], model);
  const values = ParameterStore.of(tensors);
  const found = promptLogits(model, weights, [{ adapter, values }], prompts);
  values[Symbol.dispose]();
  return found;
}

/** Infinite where shapes or numbers of prompts differ. */
function relative(found: readonly Tensor[], wanted: readonly Tensor[]): number {
  if (String(found.map(({ shape }) => shape)) !== String(wanted.map(({ shape }) => shape))) return Infinity;
  const largest = (tensor: () => Tensor) => scope(() => max(abs(tensor()))).dataSync()[0]!;
  return Math.max(
    ...found.map((logits, prompt) => largest(() => sub(logits, wanted[prompt]!)) / largest(() => wanted[prompt]!)),
  );
}
