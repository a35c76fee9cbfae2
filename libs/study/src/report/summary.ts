import type { Contrast, Verdict } from './contrasts/contrast.js';
import { seedCaveat, sentence } from './contrasts/words.js';
import { equalTermsCaveats } from './equal-terms/caveats.js';
import { counted } from './format.js';
import type { Report } from './report.js';

export interface Finding {
  readonly text: string;
  readonly verdict: Verdict;
}

/** What is found on one benchmark. */
export interface BenchmarkFindings {
  readonly title: string;
  readonly sentences: readonly Finding[];
}

/** What the whole benchmarks say, a sentence each; the mean of groups has its own where it says something else. */
export const findings = ({ benchmarks, contrasts, wishes }: Report): BenchmarkFindings[] =>
  benchmarks
    .map((benchmark) => {
      const wholes = contrasts.filter(
        (contrast) => contrast.benchmark === benchmark && contrast.scope.kind !== 'group',
      );
      const overItems = ({ arm, baseline }: Contrast) =>
        wholes.find((other) => other.arm === arm && other.baseline === baseline && other.scope.kind === 'items')!;
      const told = wholes.filter(
        (contrast) => contrast.scope.kind === 'items' || contrast.verdict !== overItems(contrast).verdict,
      );
      const { correction } = wishes;
      const sentences = told.map((contrast) => ({ text: sentence(contrast, correction), verdict: contrast.verdict }));
      return { title: benchmark.title, sentences };
    })
    .filter(({ sentences }) => sentences.length > 0);

/** What must be known before a finding is believed. */
export function caveats({ arms, benchmarks, contrasts, results }: Report): string[] {
  const failed = results.trials.filter(({ status }) => status !== 'done').length;
  const holes = `${failed} of ${counted(results.trials.length, 'trial')} gave no result; nothing below counts ${failed === 1 ? 'it' : 'them'}.`;
  const isCompared = contrasts.length > 0 || arms.length < 2 || benchmarks.length === 0;
  const method = results.baseline ?? arms[0]?.axes.method;
  const isAnswered = benchmarks.some((benchmark) => benchmark.arms.some(({ arm }) => arm.axes.method === method));
  const baseline = `Nothing is compared: ${isAnswered ? `beside the baseline, ${method}, no arm has answers` : `the baseline, ${method}, has no answers`}.`;
  return [
    failed > 0 ? holes : undefined,
    isCompared ? undefined : baseline,
    seedCaveat(arms),
    ...equalTermsCaveats({ results, arms }),
  ].filter((caveat) => caveat !== undefined);
}

/** What was run. */
export function facts({ arms, benchmarks, results }: Report): string[] {
  const done = results.trials.filter(({ status }) => status === 'done').length;
  return [
    `${counted(arms.length, 'arm')}, ${counted(results.trials.length, 'trial')} (${done} done), ${counted(benchmarks.length, 'benchmark')}.`,
    [results.engine, results.machine].filter(Boolean).join(' · '),
  ].filter(Boolean);
}
