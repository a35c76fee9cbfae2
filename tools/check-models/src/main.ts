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

const say = (text: string) => void process.stderr.write(`${text}\n`);

async function main(): Promise<boolean> {
  const { values: options } = parseArgs({
    options: {
      families: { type: 'string' },
      'skip-python': { type: 'boolean', default: false },
      write: { type: 'string' },
    },
  });
  const models = chosenModels(options.families);
  await tensorflow({ threads: 2 }).start();
  const exchange = await mkdtemp(join(tmpdir(), 'weitiao-check-models-'));
  try {
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

process.exitCode = await main().then(
  (passed) => (passed ? 0 : 1),
  (error: Error) => {
    say(error.message);
    return WeitiaoError.isInstance(error) ? error.exitCode : 1;
  },
);
