import {
  folderForm,
  loadAdapter,
  loadWeights,
  readSafetensorsHeader,
  saveAdapter,
  writeTensors,
} from '@weitiao/checkpoint';
import { ParameterStore, virtualRows, Weights } from '@weitiao/nn';
import { join } from 'node:path';
import { logitsOf, type Bench } from '../bench/bench.js';
import { gradientStep } from '../bench/gradient-step.js';
import { inTemporaryFolder } from '../bench/temporary-folder.js';
import { assert, assertClose } from '../kit/assertions.js';
import { attachedAsync, base, first, second, type MethodCheck, type MethodSubject } from './subject.js';

const rows = [[first], [second]];

/** What a method leaves on disk: an adapter folder, or base weights where it trains those. */
export const diskChecks: readonly MethodCheck[] = [
  {
    name: 'save → load gives the same logits',
    run: (subject) =>
      onDisk(subject, async (bench, folder) => {
        const wanted = logitsOf(bench, rows);
        const found = await (subject.method.file ? logitsOfAdapter(subject, folder) : logitsOfModel(subject, folder));
        // What a method makes of its values for the file computes the same in another order.
        const tolerance = subject.method.written ? 1e-5 : 0;
        found.forEach((logits, row) => assertClose(logits, wanted[row]!, tolerance, `logits of row ${row}`));
      }),
  },
  {
    name: 'writes the keys of the reference library',
    run: (subject) =>
      onDisk(subject, async (_bench, folder) => {
        const keys = await keysIn(folder, subject);
        const wanted = subject.diskKeys ?? keys;
        assert(
          String(keys.toSorted()) === String([...wanted].sort()),
          `wrote ${keys.join(', ')}; wanted ${wanted.join(', ')}`,
        );
      }),
  },
  {
    name: 'writes no base weight that it does not train',
    run: (subject) =>
      onDisk(subject, async ({ adapters }, folder) => {
        const trained = adapters[0]!.adapter.weights;
        const extra = (await keysIn(folder, subject)).map((key) => key.replace(/^base_model\.model\./, ''));
        const base = extra.filter((key) => subject.model.weights.has(key) && !trained?.has(key));
        assert(base.length === 0, `wrote ${base.join(', ')}`);
      }),
  },
];

/** Attaches, takes a step, writes to a temporary folder. */
function onDisk(subject: MethodSubject, use: (bench: Bench, folder: string) => Promise<void>): Promise<void> {
  return attachedAsync(subject, (bench) =>
    inTemporaryFolder(async (folder) => {
      gradientStep(bench, rows, 0.05);
      const { adapter, values } = bench.adapters[0]!;
      const { method, model } = subject;
      if (method.file) {
        const inFront = virtualRows(model, subject.weights, bench.adapters[0]!);
        const saved = {
          method,
          model,
          adapter,
          values: values.get.bind(values),
          baseModel: 'tiny',
          ...(inFront && { rows: inFront }),
        };
        await saveAdapter(join(folder, 'adapter'), saved);
        inFront?.dispose();
      } else {
        const trained = [...model.weights.keys()].map((name) => [name, replaced(bench, name)] as const);
        await writeTensors(join(folder, 'model.safetensors'), new Map(trained));
      }
      await use(bench, folder);
    }),
  );
}

function replaced({ adapters, weights }: Bench, name: string) {
  const { adapter, values } = adapters[0]!;
  const parameter = adapter.weights?.get(name);
  return parameter ? values.get(parameter) : weights.get(name);
}

async function keysIn(folder: string, { method }: MethodSubject): Promise<string[]> {
  const file = method.file
    ? join(folder, 'adapter', folderForm(method.file.type).tensorFile)
    : join(folder, 'model.safetensors');
  return [...(await readSafetensorsHeader(file)).tensors.keys()];
}

async function logitsOfAdapter(subject: MethodSubject, folder: string): Promise<Float32Array[]> {
  const { adapter, tensors } = await loadAdapter(join(folder, 'adapter'), [subject.plugin], subject.model);
  const values = ParameterStore.of(tensors);
  const logits = logitsOf({ ...base(subject), adapters: [{ adapter, values }] }, rows);
  values[Symbol.dispose]();
  return logits;
}

async function logitsOfModel(subject: MethodSubject, folder: string): Promise<Float32Array[]> {
  const weights = new Weights(await loadWeights(folder, subject.model));
  const logits = logitsOf({ ...base(subject), weights }, rows);
  weights[Symbol.dispose]();
  return logits;
}
