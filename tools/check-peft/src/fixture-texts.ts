import { readTensors } from '@weitiao/checkpoint';
import { dispose } from '@weitiao/tensor';
import { join } from 'node:path';

/** Ids of two texts of a tiny model's fixture, so that every model can read them: a text of the first ChatGLM must have its special tokens. */
export async function fixtureTexts(folder: string): Promise<number[][]> {
  const numbers = await readTensors(join(folder, 'logits.safetensors'));
  const texts = [0, 2].map((number) => Array.from(numbers.get(`ids.${number}`)!.dataSync()));
  dispose([...numbers.values()]);
  return texts;
}
