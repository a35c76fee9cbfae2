import tensorflow from '@weitiao/backend-tensorflow';
import { StudyError, WeitiaoError } from '@weitiao/core';
import bloom from '@weitiao/model-bloom';
import { loadedModel, sharedFolder } from '@weitiao/python-reference';
import { parseArgs } from 'node:util';
import { compareTraining } from './compare-training.js';
import { realSet, tinySet, type GoldenSet } from './golden-set.js';
import { passes, tableHead, tableRow, type Row } from './golden-table.js';

const { values: options } = parseArgs({
  options: {
    methods: { type: 'string' },
    steps: { type: 'string', default: 'all' },
  },
});
const methods = options.methods?.split(',');
const count = options.steps === 'all' ? Infinity : Number(options.steps);
const say = (text: string) => void process.stdout.write(`${text}\n`);

/** Trains every method of a set in both forms and prints a row when it is done. @returns whether all gates hold */
async function compare(set: GoldenSet): Promise<boolean> {
  say(`── ${set.title}`);
  const model = await loadedModel(set.model, bloom);
  const rows: Row[] = [];
  for (const goldenCase of set.cases.filter(({ name }) => methods?.includes(name) ?? true)) {
    for (const form of ['padded', 'packed'] as const) {
      const row = { name: goldenCase.name, form, ...(await compareTraining(set, model, goldenCase, form, count)) };
      rows.push(row);
      say(tableRow(row));
    }
  }
  model.weights[Symbol.dispose]();
  return rows.every(passes);
}

/** @throws when a name is of no set */
function checkMethods(sets: readonly GoldenSet[]): void {
  const known = new Set(sets.flatMap(({ cases }) => cases.map(({ name }) => name)));
  const unknown = methods?.find((name) => !known.has(name));
  if (unknown !== undefined) throw new StudyError(`There is no method "${unknown}". Methods: ${[...known].join(', ')}`);
}

async function main(): Promise<boolean> {
  const shared = sharedFolder();
  checkMethods([tinySet, ...(shared ? [realSet(shared)] : [])]);
  const { library, device, threads } = await tensorflow({ threads: 2 }).start();
  say(
    `Worst relative difference of a training from PyTorch + transformers + peft, ${options.steps} steps (${library}, ${device}, ${threads} threads)\n`,
  );
  say(tableHead());
  if (!shared) say('── bloom-zh-7m on real rows: left out, the folder "shared" is not beside the checkout');
  const onReal = !shared || (await compare(realSet(shared)));
  const onTiny = await compare(tinySet);
  const all = onReal && onTiny;
  say(all ? '\nAll gates hold.' : '\nA gate does not hold.');
  return all;
}

process.exitCode = await main().then(
  (passed) => (passed ? 0 : 1),
  (error: Error) => {
    process.stderr.write(`${error.message}\n`);
    return WeitiaoError.isInstance(error) ? error.exitCode : 1;
  },
);
