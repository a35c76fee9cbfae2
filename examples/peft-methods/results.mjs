/**
 * Puts the results of the study of this folder into docs/peft-methods.md, and its plots beside it:
 *   node examples/peft-methods/results.mjs RUNS
 */
import { readResults, writeReport } from '@weitiao/study';
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '..', '..');
const folder = resolve(process.argv[2] ?? join(root, 'runs/peft-methods'));
const { trials, searches = [], engine, machine } = await readResults(folder);
const { plots } = await writeReport(folder);

const heads = [
  'method',
  'trained parameters',
  'adapter',
  'ms a step',
  'tokens/s',
  'peak memory',
  'loss',
  'held-out loss',
  'learning rates tried',
];

/** @param {readonly (number | undefined)[]} values */
const mean = (values) => {
  const known = values.filter((value) => value !== undefined);
  return known.length > 0 ? known.reduce((sum, value) => sum + value, 0) / known.length : undefined;
};
/** @param {number | undefined} value @param {number} [digits] @param {string} [unit] */
const number = (value, digits = 0, unit = '') =>
  value === undefined || !Number.isFinite(value)
    ? '–'
    : value.toLocaleString('en-US', { minimumFractionDigits: digits, maximumFractionDigits: digits }) + unit;

/** Rates and the held-out loss that each came to, the chosen one in bold. @param {string} method */
function tried(method) {
  const search = searches.find(({ arm }) => arm.method === method);
  return (search?.tries ?? [])
    .map(({ learningRate, heldOutLoss }) => {
      const told = `${learningRate}: ${number(heldOutLoss, 3)}`;
      return learningRate === search?.chosen ? `**${told}**` : told;
    })
    .join(' · ');
}

/** A row of the table: means over the seeds. @param {string} method */
function row(method) {
  const done = trials.filter(({ arm, status }) => arm.method === method && status === 'done');
  const trained = done.flatMap(({ training }) => (training && training.steps > 0 ? [training] : []));
  const [first] = trained;
  const held = done.map(({ training }) => training?.heldOutLoss);
  return [
    method,
    number(first?.trainedParameters),
    number((first?.savedBytes ?? NaN) / 1e6, 2, ' MB'),
    number(mean(trained.map(({ millisecondsPerStep }) => millisecondsPerStep))),
    number(mean(trained.map(({ tokensPerSecond }) => tokensPerSecond))),
    number(mean(trained.map(({ peakMegabytes }) => peakMegabytes)), 0, ' MB'),
    number(mean(trained.map(({ loss }) => loss)), 3),
    number(mean(held), 3),
    tried(method),
  ];
}

const methods = [...new Set(trials.map(({ arm }) => arm.method))];
const seeds = new Set(trials.map(({ seed }) => seed)).size;
const line = (/** @type {readonly string[]} */ cells) => `| ${cells.join(' | ')} |`;
const table = [
  line(heads),
  line(heads.map((_, column) => (column === 0 || column === heads.length - 1 ? '---' : '---:'))),
  ...methods.map((method) => line(row(method))),
];

const pictures = join(root, 'docs/peft-methods');
mkdirSync(pictures, { recursive: true });
const shown = [
  ['loss-by-parameters', 'Held-out loss against trained parameters'],
  ['held-out-loss', 'Held-out loss while training'],
  ['loss', 'Loss while training'],
].flatMap(([name, title]) => {
  const file = plots.find((path) => basename(path) === `${name}.svg`);
  if (!file) return [];
  copyFileSync(file, join(pictures, `${name}.svg`));
  return [`![${title}](peft-methods/${name}.svg)`];
});

const legend = `Means over seeds (${seeds}); ${engine ?? 'engine unknown'}, ${machine ?? 'machine unknown'}. Time and memory are of a whole training process.`;
const [begin, end] = ['<!-- examples/peft-methods: begin -->', '<!-- examples/peft-methods: end -->'];
const block = [begin, legend, table.join('\n'), ...shown, end].join('\n\n');
const file = join(root, 'docs/peft-methods.md');
const before = readFileSync(file, 'utf8');
const [from, to] = [before.indexOf(begin), before.indexOf(end)];
const after =
  from < 0 ? `${before.trimEnd()}\n\n${block}\n` : before.slice(0, from) + block + before.slice(to + end.length);
writeFileSync(file, after);
console.log(
  `${file}: ${methods.length} methods, ${trials.filter(({ status }) => status === 'done').length} of ${trials.length} trials done`,
);
