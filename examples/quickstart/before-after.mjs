/** What `npm start` runs after the study: four questions to the untuned model and to a LoRA adapter that the study trained. */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readResults } from '@weitiao/study';

const study = join('runs', 'quickstart');
const command = join('apps', 'cli', 'dist', 'bin.js');
const inFolder = (...names) => join('examples', 'quickstart', ...names);
const questions = inFolder('questions.jsonl');
const linesOf = (file) => readFileSync(file, 'utf8').trim().split('\n');

/** Asked once; later calls read what was said then. @param {string} name @param {string[]} adapter */
function answers(name, adapter) {
  const output = join(study, 'answers', `${name}.jsonl`);
  if (!existsSync(output)) {
    const how = ['--template', 'alpaca-zh', '--max-new-tokens', '48', '--repetition-penalty', '1.3'];
    const args = [
      'generate',
      '--model',
      inFolder('model'),
      ...adapter,
      '--input',
      questions,
      '--output',
      output,
      ...how,
    ];
    const { status, stderr } = spawnSync(process.execPath, [command, ...args], { encoding: 'utf8' });
    if (status !== 0) {
      process.stderr.write(stderr);
      process.exit(status ?? 70);
    }
  }
  return linesOf(output).map((line) => JSON.parse(line).text);
}

/** On one line, as long as a terminal likes it. @param {string} text */
function brief(text) {
  const line = text.trim().replace(/\s*\n\s*/g, ' ⏎ ');
  return line === '' ? '(empty)' : line.length > 60 ? `${line.slice(0, 60)}…` : line;
}

const { trials } = await readResults(study);
const { id } = trials.find(({ arm, seed }) => arm.method === 'lora' && seed === 1);
const before = answers('untuned', []);
const after = answers(id, ['--adapter', join(study, 'trials', id, 'adapter')]);
console.log('\nFour questions to the untuned model, and to LoRA with seed 1:');
linesOf(questions).forEach((line, index) => {
  console.log(
    `\n问      ${brief(JSON.parse(line).prompt)}\nbefore  ${brief(before[index])}\nafter   ${brief(after[index])}`,
  );
});
console.log(`
So small a model knows nothing; what it begins to learn is the form: a short answer in Chinese, then silence. To go on:
  examples/quickstart/study.yaml                                               change it and run it: only what is new is computed
  npm run weitiao -- study run examples/quickstart/study.yaml
  npm run weitiao -- train examples/quickstart/trial.yaml --output out/trial   one training, five times as long
  npm run weitiao -- --help`);
