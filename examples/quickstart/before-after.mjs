/** What `npm start` runs after the study: some of its answers before and after training, read from the study's folder. */
import { readResults } from '@weitiao/study';

const { trials } = await readResults('runs/quickstart');
const questions = ['open qa/2', 'rewrite/2', 'extract/3', 'code/2'];
const asked = ['untuned', 'lora'].map(
  (method) => trials.find(({ arm }) => arm.method === method)?.evaluations['belle'],
);
const [before, after] = asked.map((outcome) => new Map(outcome?.rows.map((row) => [row.id, row])));

/** On one line, as long as a terminal likes it. @param {string | undefined} text */
const brief = (text = '(no answer)') => {
  const line = text.trim().replace(/\s*\n\s*/g, ' ⏎ ');
  return line === '' ? '(empty)' : line.length > 60 ? `${line.slice(0, 60)}…` : line;
};

console.log('\nFour of the 30 instructions, answered before and after LoRA (seed 1):');
for (const id of questions) {
  console.log(`\n问      ${brief(before.get(id)?.question)}`);
  console.log(`before  ${brief(before.get(id)?.answer)}\nafter   ${brief(after.get(id)?.answer)}`);
}
console.log(`
So small a model knows nothing; what it learns is the form: a short answer to what was asked, then silence. To go on:
  examples/quickstart/study.yaml                                               the study; change it, and run it again:
  npm run weitiao -- study run examples/quickstart/study.yaml                  only what is new is computed
  npm run weitiao -- train examples/quickstart/trial.yaml --output out/trial   one training from a file
  npm run weitiao -- --help`);
