import type { MethodPlugin } from '@weitiao/checkpoint';
import { StudyError, type Services } from '@weitiao/core';
import { evaluate } from '@weitiao/evaluation';
import { parametersOf, ParameterStore } from '@weitiao/nn';
import {
  none,
  smallMethodOptions,
  subfolders,
  tableText,
  tinyModels,
  wrong,
  type Cell,
  type ModelFolder,
} from '@weitiao/python-reference';
import { readFile } from 'node:fs/promises';
import { train } from '@weitiao/training';
import { join } from 'node:path';
import { openSubject, type Subject } from '../subject.js';
import { protocols } from './protocols.js';
import { TinySubject } from './tiny-subject.js';

export const methodNames = (): string[] => subfolders('plugins/peft');

/** One checkpoint of every family; of chatglm two, for under one `model_type` it has two architectures. */
export const architectures = (): ModelFolder[] =>
  tinyModels().filter(
    ({ family, name }, _, all) =>
      name === all.find((one) => one.family === family)!.name || (name === 'grouped' && family === 'chatglm'),
  );

export const architectureName = ({ family, name }: ModelFolder): string =>
  family === 'chatglm' ? (name.startsWith('first') ? 'chatglm 1' : 'chatglm 2, 3, glm-4') : family;

/** What each protocol says of a method on a model: trained one step, then asked. */
export async function supportOf(model: Subject, method: string, services: Services): Promise<Cell[]> {
  const all = (cell: Cell) => protocols.map(() => cell);
  const { default: plugin } = (await import(`@weitiao/peft-${method}`)) as { default: MethodPlugin };
  const { weights } = model.loaded;
  try {
    const adapter = plugin((smallMethodOptions[method] ?? {}) as never).attach(model.loaded.model);
    using values = ParameterStore.start(parametersOf(adapter), weights, 1);
    const texts = model.numbers.texts.filter(({ tokens }) => tokens.length > 4).slice(0, 2);
    const microBatch = texts.map(({ tokens }, id) => [{ id, tokens, labels: tokens }]);
    await train({
      ...{ model: model.loaded.model, weights, adapter, values, steps: [{ step: 0, microBatches: [microBatch] }] },
      ...{ schedule: { name: 'constant' }, totalSteps: 1, seed: 1, learningRate: 0.01 },
    });
    const tuned = { model: model.loaded.model, weights, adapters: [{ adapter, values }] };
    const subject = new TinySubject(tuned, await endsOf(model));
    const cells: Cell[] = [];
    for (const { evaluator } of protocols) cells.push(await asked(subject, evaluator, services));
    return cells;
  } catch (error) {
    return all(refusal(error));
  }
}

async function asked(
  subject: TinySubject,
  evaluator: (typeof protocols)[number]['evaluator'],
  services: Services,
): Promise<Cell> {
  try {
    await evaluate(subject, evaluator, { services });
    return { state: 'ok' };
  } catch (error) {
    return refusal(error);
  }
}

/** A refusal is what a user would be told; anything else is a fault. */
const refusal = (error: unknown): Cell => {
  const [told] = (error as Error).message.split('\n');
  return error instanceof StudyError ? none(told!) : wrong(told!);
};

/** What ends the context of a model that has one. */
async function endsOf({ folder, loaded: { model } }: Subject): Promise<number[]> {
  if (!model.divide) return [];
  const config = JSON.parse(await readFile(join(folder, 'config.json'), 'utf8')) as Record<string, number>;
  return [config['gmask_token_id']!, config['bos_token_id']!];
}

/** A table for each protocol: method × architecture. */
export async function supportTables(
  models: readonly ModelFolder[],
  methods: readonly string[],
  services: Services,
  say: (text: string) => void,
): Promise<{ text: string; isWrong: boolean }> {
  const cells = new Map<string, Cell[]>();
  for (const folder of models) {
    say(architectureName(folder));
    const model = await openSubject(folder, services.folder);
    for (const method of methods)
      cells.set(`${architectureName(folder)} ${method}`, await supportOf(model, method, services));
    model.loaded.weights[Symbol.dispose]();
  }
  const head = ['method', ...models.map(architectureName)];
  const parts = protocols.map(({ name }, protocol) => {
    const of = (method: string) => models.map((one) => cells.get(`${architectureName(one)} ${method}`)![protocol]!);
    const rows = methods.map((method) => ({ labels: [method], cells: of(method) }));
    return `## ${name}\n\n${tableText(head, rows)}`;
  });
  return { text: parts.join('\n\n'), isWrong: [...cells.values()].flat().some(({ state }) => state === 'wrong') };
}
