import tensorflow from '@weitiao/backend-tensorflow';
import { WeitiaoError } from '@weitiao/core';
import { passes, tableText, writeBetweenMarks } from '@weitiao/python-reference';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { checkModels } from './check.js';
import { head } from './columns.js';
import { chosenModels } from './subject.js';
import { writeQuestions } from './support/protocols.js';
import { architectures, methodNames, supportTables } from './support/support-matrix.js';

const say = (text: string) => void process.stderr.write(`${text}\n`);

async function main(): Promise<boolean> {
  const { values: options } = parseArgs({
    options: {
      families: { type: 'string' },
      'skip-python': { type: 'boolean', default: false },
      write: { type: 'string' },
      support: { type: 'string' },
    },
  });
  const models = chosenModels(options.families);
  await tensorflow({ threads: 2 }).start();
  const exchange = await mkdtemp(join(tmpdir(), 'weitiao-check-models-'));
  try {
    if (options.support) return await writeSupport(options.support, exchange);
    const rows = await checkModels(models, { exchange, say, withPython: !options['skip-python'] });
    const table = tableText(head, rows);
    process.stdout.write(`${table}\n\n${passes(rows) ? 'All cells hold.' : 'A cell is wrong.'}\n`);
    if (options.write)
      await writeBetweenMarks(resolve(process.env['INIT_CWD'] ?? '.', options.write), 'check:models', table);
    return passes(rows);
  } finally {
    await rm(exchange, { recursive: true, force: true });
  }
}

/** The matrix of docs/support.md. */
async function writeSupport(file: string, folder: string): Promise<boolean> {
  await writeQuestions(folder);
  const services = { signal: new AbortController().signal, folder, warn: say };
  const { text, isWrong } = await supportTables(architectures(), methodNames(), services, say);
  await writeBetweenMarks(resolve(process.env['INIT_CWD'] ?? '.', file), 'support', text);
  say(isWrong ? 'A cell is wrong.' : 'No cell is wrong.');
  return !isWrong;
}

process.exitCode = await main().then(
  (passed) => (passed ? 0 : 1),
  (error: Error) => {
    say(error.message);
    return WeitiaoError.isInstance(error) ? error.exitCode : 1;
  },
);
