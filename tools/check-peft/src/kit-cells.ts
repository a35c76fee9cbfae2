import { repository } from '@weitiao/python-reference';
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { none, wrong, type Cell } from './cell.js';

/** What Jest's JSON says of one test. */
interface TestResult {
  readonly ancestorTitles: readonly string[];
  readonly title: string;
  readonly status: 'passed' | 'failed' | 'pending' | 'skipped' | 'todo';
}
interface JestReport {
  readonly testResults: readonly {
    readonly name: string;
    readonly message: string;
    readonly assertionResults: readonly TestResult[];
  }[];
}

export interface KitCells {
  readonly kit: Cell;
  readonly gradient: Cell;
}

const gradientCheck = 'gradient = finite differences';

/** Runs the specs of the methods' packages, and says what the kit in them found. @param folder for the report of Jest */
export async function kitCells(methods: readonly string[], folder: string): Promise<Map<string, KitCells>> {
  const roots = methods.map((method) => join(repository, 'plugins/peft', method)).filter((root) => existsSync(root));
  const file = join(folder, 'jest.json');
  const jest = [join(repository, 'node_modules/jest/bin/jest.js'), '--rootDir', repository, '--roots', ...roots];
  const flags = ['--experimental-vm-modules', '--no-warnings'];
  const output = ['--json', '--outputFile', file, '--silent', '--maxWorkers', '2'];
  // Jest exits with 1 where a test fails; the report says which.
  await promisify(execFile)(process.execPath, [...flags, ...jest, ...output], { maxBuffer: 2 ** 28 }).catch(
    () => undefined,
  );
  const { testResults } = JSON.parse(await readFile(file, 'utf8')) as JestReport;
  return new Map(
    methods.map((method) => {
      const specs = testResults.filter(({ name }) => name.startsWith(join(repository, 'plugins/peft', method, 'src')));
      const broken = specs.find(({ assertionResults, message }) => assertionResults.length === 0 && message);
      return [
        method,
        broken ? both(wrong(firstLines(broken.message))) : cellsOf(specs.flatMap((spec) => spec.assertionResults)),
      ];
    }),
  );
}

const both = (cell: Cell): KitCells => ({ kit: cell, gradient: cell });
const firstLines = (text: string): string => text.trim().split('\n').slice(0, 4).join(' ');

/** @param tests of one package */
export function cellsOf(tests: readonly TestResult[]): KitCells {
  const ofKit = tests.filter(({ ancestorTitles }) =>
    ancestorTitles.some((title) => /^method .* on a \w+ model$/.test(title)),
  );
  const on = (shape: string) =>
    ofKit.some(({ ancestorTitles }) => ancestorTitles.some((title) => title.endsWith(`on a ${shape} model`)));
  if (!on('fused') || !on('split')) return both(wrong('its package has no spec that calls describePeftMethod'));
  return { kit: kitCell(ofKit.filter((test) => !isGradient(test))), gradient: gradientCell(ofKit.filter(isGradient)) };
}

const isGradient = ({ title }: TestResult): boolean => title.startsWith(gradientCheck);
const failed = (tests: readonly TestResult[]) => tests.filter(({ status }) => status === 'failed');

function kitCell(tests: readonly TestResult[]): Cell {
  const [first] = failed(tests);
  if (first) return wrong(`${failed(tests).length} checks fail; "${first.title}" ${first.ancestorTitles.at(-1) ?? ''}`);
  return { state: 'ok' };
}

function gradientCell(tests: readonly TestResult[]): Cell {
  if (failed(tests).length > 0) return wrong(`the kit's "${gradientCheck}" fails`);
  const skipped = tests.find(({ status }) => status === 'pending' || status === 'skipped');
  if (tests.some(({ status }) => status === 'passed')) return { state: 'ok' };
  const reason = skipped?.title
    .slice(gradientCheck.length)
    .trim()
    .replace(/^\(|\)$/g, '');
  return none(reason ?? 'the kit has no such check');
}
