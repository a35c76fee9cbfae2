import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { python } from '@weitiao/python-reference';
import { compareEpochs } from './compare-epochs.js';
import { compareProducts } from './compare-products.js';
import { compareScores } from './compare-scores.js';
import { compareSteps } from './compare-steps.js';
import { compareStorage } from './compare-storage.js';
import { compareTrials } from './compare-trials.js';
import { runLarge } from './run-large.js';
import { runPickled } from './run-pickled.js';

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { rounds: { type: 'string', default: '3' } },
});
const say = (text: string) => void process.stdout.write(`${text}\n`);
const wanted = (name: string) => positionals.length === 0 || positionals.includes(name);
const rounds = Number(values.rounds);

const shared = resolve(import.meta.dirname, '../../../../shared');
const quickstart = resolve(import.meta.dirname, '../../../examples/quickstart/model');
// These take up to 3 GB of disk and up to 8 GB of memory: only for those who ask for it.
if (positionals.includes('large')) await runLarge(quickstart, say);
if (positionals.includes('pickled')) await runPickled(await python(say), quickstart, say);
if (wanted('products')) await compareProducts(say);
if (wanted('storage')) await compareStorage(quickstart, `${shared}/models/bloom-zh-7m`, rounds, say);
if (['step', 'epoch', 'score', 'trial'].some(wanted)) process.exitCode = (await besidePython()) ? 0 : 1;

/** @returns whether our step is as fast as allowed */
async function besidePython(): Promise<boolean> {
  const interpreter = await python(say);
  const fast = !wanted('step') || (await compareSteps(interpreter, rounds, say));
  for (const [name, compare] of [
    ['epoch', compareEpochs],
    ['score', compareScores],
    ['trial', compareTrials],
  ] as const) {
    if (!wanted(name)) continue;
    if (existsSync(shared)) await compare(interpreter, shared, rounds, say);
    else say(`${name}: left out, the folder "shared" is not beside the checkout.`);
  }
  return fast;
}
