/**
 * Expand, pre-train, tune, as the study's models with a Chinese vocabulary came about, on a small LLaMA:
 *   node examples/vocabulary-expansion/start.mjs FOLDER [--seeds 1,2] [--output runs/vocabulary-expansion]
 * FOLDER holds three public files; README.md says which. What is done already is not done twice.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { runJob } from '../../tools/setup/src/run-job.mjs';

const root = resolve(import.meta.dirname, '..', '..');
const { values, positionals } = parseArgs({
  options: {
    seeds: { type: 'string', default: '1' },
    output: { type: 'string', default: 'runs/vocabulary-expansion' },
  },
  allowPositionals: true,
});
const folder = positionals[0] ?? process.env['WEITIAO_REAL_DATA'];
if (folder === undefined) end('Say where the data is: node examples/vocabulary-expansion/start.mjs FOLDER', 64);
const work = resolve(values.output);
const at = (/** @type {string[]} */ ...names) => join(work, ...names);
const seeds = values.seeds.split(',').map(Number);
const sizes = { base: 1200, chinese: 2600 };

if (!existsSync(join(root, 'apps/cli/dist/bin.js'))) await must(['tools/setup/run.mjs', 'weitiao', 'plugins']);
const { newModel } = await import('./new-model.mjs');
const { sources, writeTexts } = await import('./texts.mjs');
const { report } = await import('./results.mjs');
mkdirSync(work, { recursive: true });
try {
  writeTexts(sources(resolve(folder)), work);
} catch (error) {
  end(/** @type {Error} */ (error).message, 65);
}

// The base: a tokenizer with few Chinese characters, and a model that has read little Chinese.
await once(at('base.model'), [
  'tokenizer',
  'train',
  at('base.txt'),
  '--vocabulary',
  `${sizes.base}`,
  '--coverage',
  '0.985',
  '--output',
  at('base.model'),
]);
await once(at('chinese.model'), ['tokenizer', 'train', at('long.txt'), '--vocabulary', `${sizes.chinese}`, '--coverage', '0.995', '--no-byte-fallback', '--output', at('chinese.model')]); // prettier-ignore
if (!existsSync(at('random', 'config.json'))) newModel(at('random'), at('base.model'), sizes.base);
await train('base', 'base', { MODEL: at('random'), TEXT: at('base.txt') }, 1);
const base = at('base', 'model');

for (const seed of seeds) {
  const named = (/** @type {string} */ name) => `${name}-${seed}`;
  await once(at(named('expanded')), ['tokenizer', 'expand', base, '--with', at('chinese.model'), '--seed', `${seed}`, '--output', at(named('expanded')), '--report', at('long.txt'), '--report', at('tuned.json'), '--report', at('base.txt')]); // prettier-ignore
  const preTrained = {
    short: await preTrain('pre-short', at(named('expanded')), 'short', seed),
    long: await preTrain('pre-long', at(named('expanded')), 'long', seed),
    plain: await preTrain('pre-plain', base, 'long', seed),
  };
  const models = {
    plain: base,
    'plain-pre-l': preTrained.plain,
    voc: at(named('expanded')),
    'voc-pre': preTrained.short,
    'voc-pre-l': preTrained.long,
  };
  for (const [name, model] of Object.entries(models)) {
    const tuned = named(`tuned-${name}`);
    await train('tune', tuned, { MODEL: model, ROWS: at('tuned.json') }, seed);
    await once(at(`${tuned}.jsonl`), ['score', '--model', model, '--adapter', at(tuned, 'adapter'), '--input', at('held-out.jsonl'), '--output', at(`${tuned}.jsonl`)]); // prettier-ignore
  }
}
process.stdout.write(report(work, seeds));

/** Trains as a file of this folder says. @param {string} file @param {string} name @param {Record<string, string>} paths @param {number} seed */
async function train(file, name, paths, seed) {
  let text = readFileSync(join(import.meta.dirname, `${file}.yaml`), 'utf8').replace('seed: 1', `seed: ${seed}`);
  for (const [key, path] of Object.entries(paths)) text = text.replace(key, JSON.stringify(path));
  writeFileSync(at(`${name}.yaml`), text);
  await must(['apps/cli/dist/bin.js', 'train', at(`${name}.yaml`), '--output', at(name)]);
}

/** Trains a model further on a text. @param {string} name @param {string} model @param {string} text @param {number} seed @returns its folder */
async function preTrain(name, model, text, seed) {
  const trained = `${name}-${seed}`;
  await train('pretrain', trained, { MODEL: model, TEXT: at(`${text}.txt`) }, seed);
  await once(at(`${trained}-merged`), ['adapter', 'merge', at(trained, 'adapter'), '--model', model, '--output', at(`${trained}-merged`)]); // prettier-ignore
  return at(`${trained}-merged`);
}

/** Runs a command unless its output is there. @param {string} output @param {readonly string[]} command */
async function once(output, command) {
  if (!existsSync(output)) await must(['apps/cli/dist/bin.js', ...command]);
}

/** @param {readonly string[]} command */
async function must(command) {
  const code = await runJob(command, root);
  if (code !== 0) process.exit(code);
}

/** @param {string} message @param {number} code @returns {never} */
function end(message, code) {
  process.stderr.write(`${message}\n`);
  process.exit(code);
}
