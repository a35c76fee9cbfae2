import { readTensors, writeTensors } from '@weitiao/checkpoint';
import { dispose, type Tensor } from '@weitiao/tensor';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** A folder `<name>/` of the exchange, and how Python reads it. */
export interface ExchangeCase {
  readonly name: string;
  readonly kind: 'peft' | 'bottleneck' | 'model';
}

/** cases.json, as tools/fixtures/round_trip.py describes it. */
export interface ExchangeList {
  /** Token ids. */
  readonly prompts: readonly (readonly number[])[];
  readonly cases: readonly ExchangeCase[];
}

export const readList = async (folder: string): Promise<ExchangeList> =>
  JSON.parse(await readFile(join(folder, 'cases.json'), 'utf8')) as ExchangeList;

/** @param logits of each case, one tensor a prompt `[tokens, vocabulary]` */
export async function writeList(
  folder: string,
  list: ExchangeList,
  logits: ReadonlyMap<string, readonly Tensor[]>,
): Promise<void> {
  const flat = [...logits].flatMap(([name, tensors]) =>
    tensors.map((tensor, number) => [`${name}.${number}`, tensor] as const),
  );
  await writeTensors(join(folder, 'logits.safetensors'), new Map(flat));
  await writeFile(join(folder, 'cases.json'), JSON.stringify(list));
}

/** The logits that the writer of a folder computed, a case at a time. */
export async function readLogits(folder: string): Promise<{ of(name: string): Tensor[] } & Disposable> {
  const all = await readTensors(join(folder, 'logits.safetensors'));
  return {
    of: (name) =>
      [...all.keys()].filter((key) => key.startsWith(`${name}.`)).map((_, number) => all.get(`${name}.${number}`)!),
    [Symbol.dispose]: () => dispose([...all.values()]),
  };
}
