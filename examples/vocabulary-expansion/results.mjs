import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const arms = /** @type {const} */ (['plain', 'plain-pre-l', 'voc', 'voc-pre', 'voc-pre-l']);
const meanings = {
  plain: 'base, tuned',
  'plain-pre-l': 'base, pre-trained on five times the text, tuned',
  voc: 'expanded, tuned',
  'voc-pre': 'expanded, pre-trained briefly, tuned',
  'voc-pre-l': 'expanded, pre-trained on five times the text, tuned',
};

/**
 * Nats a character of the replies that nothing was trained on. Tokens are no common measure, as the tokenizers differ; characters are.
 * Intervals are of the mean over replies (Student's t, paired for differences); they do not tell how far another seed would be.
 * @param {string} work @param {readonly number[]} seeds
 */
export function report(work, seeds) {
  const lines = (/** @type {string} */ name) => readFileSync(join(work, name), 'utf8').trim().split('\n').map((line) => JSON.parse(line)); // prettier-ignore
  const replies = lines('held-out.jsonl').map(({ completion }) => [...completion].length);
  const scored = Object.fromEntries(
    arms.map((arm) => {
      const bySeed = seeds.map((seed) => lines(`tuned-${arm}-${seed}.jsonl`));
      const perReply = replies.map((length, at) => mean(bySeed.map((all) => -sum(all[at].logprobs) / length)));
      const each = bySeed.map((all) => mean(replies.map((length, at) => -sum(all[at].logprobs) / length)));
      const tokens = mean(bySeed.map((all) => sum(all.map(({ logprobs }) => logprobs.length))));
      return [arm, { perReply, each, charactersPerToken: sum(replies) / tokens }];
    }),
  );
  const rows = arms.map((arm) => {
    const { perReply, each, charactersPerToken } = scored[arm];
    const difference = perReply.map((value, at) => value - scored['plain'].perReply[at]);
    return [
      arm,
      meanings[arm],
      charactersPerToken.toFixed(2),
      `${mean(perReply).toFixed(3)} ± ${margin(perReply).toFixed(3)}`,
      arm === 'plain' ? '' : `${signed(mean(difference))} ± ${margin(difference).toFixed(3)}`,
      each.map((value) => value.toFixed(3)).join(' '),
    ];
  });
  const head = [
    '',
    'what',
    'characters per token',
    'nats per character',
    'difference from plain',
    `seed ${seeds.join(', ')}`,
  ];
  const widths = head.map((_, column) => Math.max(...[head, ...rows].map((row) => row[column].length)));
  const text = (/** @type {string[]} */ row) =>
    `| ${row.map((cell, column) => cell.padEnd(widths[column])).join(' | ')} |`;
  const rule = `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`;
  const pieces = replies.map((_, at) => scored['voc-pre-l'].perReply[at] - scored['plain-pre-l'].perReply[at]);
  const table = [text(head), rule, ...rows.map(text)].join('\n');
  return (
    `${replies.length} held-out replies, ${sum(replies).toLocaleString('en')} characters\n\n${table}\n\n` +
    `What the pieces give, with the same further text (voc-pre-l − plain-pre-l): ${signed(mean(pieces))} ± ${margin(pieces).toFixed(3)}\n`
  );
}

/** @param {readonly number[]} values */
const sum = (values) => values.reduce((total, value) => total + value, 0);
/** @param {readonly number[]} values */
const mean = (values) => sum(values) / values.length;
/** @param {number} value */
const signed = (value) => (value < 0 ? '−' : '+') + Math.abs(value).toFixed(3);

/** Half of the 95 % interval of a mean; t at 59 degrees of freedom, of 60 replies, is 2.001. @param {readonly number[]} values */
function margin(values) {
  const centre = mean(values);
  const variance = sum(values.map((value) => (value - centre) ** 2)) / (values.length - 1);
  return 2.001 * Math.sqrt(variance / values.length);
}
