import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { template } from '@weitiao/tokenizer';

/** Where the data may lie in the folder that the user gives. */
const places = {
  english: ['LLaMA-Factory/data/alpaca_en_demo.json', 'alpaca_en_demo.json'],
  instructions: ['LLaMA-Factory/data/alpaca_zh_demo.json', 'alpaca_zh_demo.json'],
  chinese: ['MedicalGPT/sharegpt_zh_1K_format.jsonl', 'sharegpt_zh_1K_format.jsonl'],
};

/** Characters of Chinese text in the base's: LLaMA's had little of it. */
const littleChinese = 120_000;
/** Characters of the texts that the expanded model is trained on further: some and five times as much. */
const lengths = { short: 240_000, long: 1_200_000 };
const longestReply = 160;
const rows = { english: 500, tuned: 200, heldOut: 60 };

/** @param {string} folder @returns {Record<keyof typeof places, string>} @throws {Error} that names what is not there */
export function sources(folder) {
  return /** @type {never} */ (
    Object.fromEntries(
      Object.entries(places).map(([name, candidates]) => {
        const found = candidates.map((place) => join(folder, place)).find((path) => existsSync(path));
        if (found) return [name, found];
        throw new Error(
          `${folder} holds no ${candidates.join(' and no ')}. See examples/vocabulary-expansion/README.md.`,
        );
      }),
    )
  );
}

/** Writes what the steps read. @param {ReturnType<typeof sources>} from @param {string} work */
export function writeTexts(from, work) {
  const parse = (/** @type {string} */ path) => JSON.parse(readFileSync(path, 'utf8'));
  const english = parse(from.english)
    .slice(0, rows.english)
    .map((/** @type {Row} */ row) => [row.instruction, row.input, row.output].filter(Boolean).join('\n'));
  const chinese = readFileSync(from.chinese, 'utf8')
    .trim()
    .split('\n')
    .map((line) =>
      JSON.parse(line)
        .conversations.map((/** @type {{ value: string }} */ turn) => turn.value)
        .join('\n'),
    );
  const paragraphs = (/** @type {readonly string[]} */ all) =>
    all.map((each) => each.replace(/\n\s*\n/g, '\n')).join('\n\n') + '\n';
  const [little, rest] = cut(chinese, littleChinese);
  write('base.txt', paragraphs([...english, ...little]));
  for (const [name, length] of Object.entries(lengths)) write(`${name}.txt`, paragraphs(cut(rest, length)[0]));
  const short = parse(from.instructions).filter((/** @type {Row} */ row) => row.output.length <= longestReply);
  write('tuned.json', JSON.stringify(short.slice(0, rows.tuned)));
  const heldOut = short.slice(rows.tuned, rows.tuned + rows.heldOut).map(questionOf);
  write('held-out.jsonl', heldOut.map((/** @type {object} */ each) => JSON.stringify(each)).join('\n') + '\n');

  /** @param {string} name @param {string} text */
  function write(name, text) {
    writeFileSync(join(work, name), text);
  }
}

/** @typedef {{ instruction: string, input?: string, output: string }} Row */

/** The first documents of so many characters, and the others. @param {readonly string[]} all @param {number} length */
function cut(all, length) {
  let count = 0;
  let at = 0;
  while (at < all.length && count < length) count += all[at++].length;
  return [all.slice(0, at), all.slice(at)];
}

/** As training writes it, without the end of the text. @param {Row} row */
function questionOf({ instruction, input, output }) {
  const turns = [
    { role: 'user', content: instruction, ...(input ? { input } : {}) },
    { role: 'assistant', content: output },
  ];
  const pieces = template('alpaca-zh').render(/** @type {never} */ ({ turns }), { endOfText: '' });
  const join = (/** @type {boolean} */ trained) =>
    pieces
      .filter((piece) => piece.trained === trained)
      .map(({ text }) => text)
      .join('');
  return { prompt: join(false), completion: join(true) };
}
