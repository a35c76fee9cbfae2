import { exitCodes } from '@weitiao/core';
import { print, printJson, type Console } from '../console.js';
import { findings, type Finding } from './findings.js';

/** Looks at everything that is needed; says of what is missing how to get it. @returns 69 when something is */
export async function runDoctor({ json = false }: { json?: boolean }, { out }: Console): Promise<number> {
  const all = await findings();
  for (const finding of all) {
    if (json) printJson(out, finding);
    else describe(finding).forEach((line) => print(out, line));
  }
  const isWell = all.every(({ problems }) => problems.length === 0);
  if (!json) print(out, isWell ? 'Nothing is missing.' : 'Run `weitiao doctor` again when you have done this.');
  return isWell ? exitCodes.done : exitCodes.unavailable;
}

const describe = ({ what, found, problems }: Finding): string[] => [
  `${problems.length === 0 ? 'ok     ' : 'MISSING'} ${what}${found ? `: ${found}` : ''}`,
  ...problems.map((problem) => `        ${problem.replaceAll('\n', '\n        ')}`),
];
