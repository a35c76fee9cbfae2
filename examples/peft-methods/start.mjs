/**
 * Runs the study of this folder, and puts its tables and plots into docs/peft-methods.md:
 *   node examples/peft-methods/start.mjs [--rows FILE] [options of `weitiao study run`]
 * FILE holds instructions in Alpaca's form, in place of those that come with the project.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { runJob } from '../../tools/setup/src/run-job.mjs';

const root = resolve(import.meta.dirname, '..', '..');
const { values, tokens } = parseArgs({ options: { rows: { type: 'string' } }, strict: false, tokens: true });
const own = tokens.find((token) => token.kind === 'option' && token.name === 'rows');
const others = process.argv.slice(2).filter((_, index) => !own || index < own.index || index > own.index + 1);
const name = values.rows ? 'peft-methods-real' : 'peft-methods';

const source = join(import.meta.dirname, 'study.yaml');
const study = values.rows ? onRows(String(values.rows)) : source;
const ran = await runJob(
  ['tools/setup/run.mjs', 'weitiao', 'study', 'run', study, '--output', `runs/${name}`, ...others],
  root,
);
process.exitCode = ran || (await runJob(['examples/peft-methods/results.mjs', `runs/${name}`], root));

/** The study on other rows; its paths are the only other difference. @param {string} rows */
function onRows(rows) {
  if (!existsSync(rows)) {
    process.stderr.write(`There is no file ${rows}. Wanted is a JSON file of instructions in Alpaca's form.\n`);
    process.exit(64);
  }
  const text = readFileSync(source, 'utf8')
    .replace('study: peft-methods', `study: ${name}`)
    .replace('../quickstart/model', JSON.stringify(join(root, 'examples/quickstart/model')))
    .replace('../../plugins', join(root, 'plugins'))
    .replace('starter: { use: starter-zh }', `rows: { use: alpaca, from: ${JSON.stringify(resolve(rows))} }`)
    .replace(/ of 300 instructions/, ` of the instructions in ${rows.split('/').at(-1)}`);
  mkdirSync(join(root, 'runs'), { recursive: true });
  const file = join(root, 'runs', `${name}.yaml`);
  writeFileSync(file, text);
  return file;
}
