/**
 * The study of this folder on data that lies elsewhere:
 *   node examples/real-input/start.mjs FOLDER [options of `weitiao study run`]
 * FOLDER holds LLaMA-Factory, CMMLU and BELLE, cloned or only the files that the study names. WEITIAO_REAL_DATA may name it too.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { runJob } from '../../tools/setup/src/run-job.mjs';

const root = resolve(import.meta.dirname, '..', '..');
const [given = process.env['WEITIAO_REAL_DATA'], ...options] = process.argv.slice(2);
if (given === undefined) end('Say where the data is: node examples/real-input/start.mjs FOLDER');
const folder = resolve(given);

/** What the study calls it → where it may be, and what must be there. */
const wanted = {
  'data/LLaMA-Factory/data/alpaca_zh_demo.json': [
    ['LLaMA-Factory/data/alpaca_zh_demo.json', 'alpaca_zh_demo.json'],
    '',
  ],
  'data/CMMLU/data': [['CMMLU/data', 'CMMLU'], 'test'],
  'data/BELLE/eval': [['BELLE/eval', 'eval'], 'eval_set.json'],
};

let text = readFileSync(join(import.meta.dirname, 'study.yaml'), 'utf8');
text = text.replace('../quickstart/model', JSON.stringify(join(root, 'examples/quickstart/model')));
for (const [name, [places, inside]] of Object.entries(wanted)) {
  const found = places.map((place) => join(folder, place)).find((path) => existsSync(join(path, inside)));
  if (!found)
    end(
      `${folder} holds no ${places.map((place) => join(place, inside)).join(' and no ')}. See examples/real-input/README.md.`,
    );
  text = text.replace(`from: ${name}`, `from: ${JSON.stringify(found)}`);
}

// The paths are the only difference, and they are no part of what identifies a trial.
const study = join(root, 'runs', 'real-input.yaml');
mkdirSync(join(root, 'runs'), { recursive: true });
writeFileSync(study, text);
process.exitCode = await runJob(['tools/setup/run.mjs', 'weitiao', 'study', 'run', study, ...options], root);

/** @param {string} message @returns {never} */
function end(message) {
  process.stderr.write(`${message}\n`);
  process.exit(64);
}
