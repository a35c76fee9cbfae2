import tensorflow from '@weitiao/backend-tensorflow';
import { StudyError, WeitiaoError } from '@weitiao/core';
import { passes, tableText, writeBetweenMarks } from '@weitiao/python-reference';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { casesFolder, readCases, type CaseFile } from './case-file.js';
import { head, tableRow, wrong, type Row } from './cell.js';
import { checkOurs, checkWithPython, rowOf, type Found } from './check.js';
import { kitCells } from './kit-cells.js';
import { proofModels } from './models.js';
import { askPython } from './python-side.js';
import { pluginsOf, trialOf, type Trial } from './trial.js';

const { values: options } = parseArgs({
  options: {
    cases: { type: 'string' },
    methods: { type: 'string' },
    models: { type: 'string' },
    'skip-python': { type: 'boolean', default: false },
    'skip-kit': { type: 'boolean', default: false },
    write: { type: 'string' },
  },
});
const say = (text: string) => void process.stderr.write(`${text}\n`);

/** The cases that the command line asks for. @throws StudyError when it names one that is not there */
function chosen(all: readonly CaseFile[]): CaseFile[] {
  const by = (key: 'name' | 'method', text: string | undefined) => {
    const names = text?.split(',');
    const unknown = names?.find((name) => !all.some((one) => one[key] === name));
    if (unknown === undefined) return (one: CaseFile) => names?.includes(one[key]) ?? true;
    const known = [...new Set(all.map((one) => one[key]))];
    throw new StudyError(`There is no ${key === 'name' ? 'case' : key} "${unknown}". There are: ${known.join(', ')}`);
  };
  const [byName, byMethod] = [by('name', options.cases), by('method', options.methods)];
  return all.filter((one) => byName(one) && byMethod(one));
}

async function check(exchange: string): Promise<Row[]> {
  const all = await readCases(casesFolder);
  const cases = chosen(all);
  const methods = [...new Set(cases.map(({ method }) => method))];
  say(`${cases.length} cases of ${methods.length} methods`);
  const kits = options['skip-kit'] ? undefined : await kitCells(methods, exchange);
  await tensorflow({ threads: 2 }).start();
  const wanted = options.models?.split(',');
  const named = cases.flatMap(({ models }) => Object.keys(models)).filter((name) => wanted?.includes(name) ?? true);
  const [models, plugins] = [await proofModels(named, say), await pluginsOf(all)];
  const found = new Map<string, { one: CaseFile; model: string; trial?: Trial; cells: Found }>();
  for (const one of cases) {
    for (const model of Object.keys(one.models).flatMap((name) => models.get(name) ?? [])) {
      const entry = { one, model: model.name };
      try {
        const trial = trialOf(one, model, plugins, exchange);
        found.set(trial.id, { ...entry, trial, cells: await checkOurs(trial, hasPython(one)) });
      } catch (error) {
        found.set(`${one.name}@${model.name}`, {
          ...entry,
          cells: { 'merge parity': wrong((error as Error).message) },
        });
      }
    }
  }
  const trials = [...found.values()].flatMap(({ one, trial }) => (trial && hasPython(one) ? [trial] : []));
  for (const [trial, result] of await askPython(exchange, trials, say)) {
    const entry = found.get(trial.id)!;
    entry.cells = await checkWithPython(trial, result, plugins, entry.cells);
  }
  const why = ({ python }: CaseFile) => (typeof python === 'string' ? python : 'not run');
  return [...found.values()].map(({ one, model, cells }) => rowOf(one, model, kits?.get(one.method), cells, why(one)));
}

const hasPython = ({ python }: CaseFile): boolean => !options['skip-python'] && typeof python !== 'string';

async function main(): Promise<boolean> {
  const exchange = await mkdtemp(join(tmpdir(), 'weitiao-check-peft-'));
  try {
    const rows = (await check(exchange)).map(tableRow);
    const table = tableText(head, rows);
    process.stdout.write(`${table}\n\n${passes(rows) ? 'All cells hold.' : 'A cell is wrong.'}\n`);
    if (options.write)
      await writeBetweenMarks(resolve(process.env['INIT_CWD'] ?? '.', options.write), 'check:peft', table);
    return passes(rows);
  } finally {
    await rm(exchange, { recursive: true, force: true });
  }
}

process.exitCode = await main().then(
  (passed) => (passed ? 0 : 1),
  (error: Error) => {
    process.stderr.write(`${error.message}\n`);
    return WeitiaoError.isInstance(error) ? error.exitCode : 1;
  },
);
