import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { python } from '@weitiao/python-reference';
import { compareEpochs } from './compare-epochs.js';
import { compareScores } from './compare-scores.js';
import { compareSteps } from './compare-steps.js';
import { compareTrials } from './compare-trials.js';

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { rounds: { type: 'string', default: '3' } },
});
const say = (text: string) => void process.stdout.write(`${text}\n`);
const wanted = (name: string) => positionals.length === 0 || positionals.includes(name);
const rounds = Number(values.rounds);

const interpreter = await python(say);
const shared = resolve(import.meta.dirname, '../../../../shared');
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
process.exitCode = fast ? 0 : 1;
