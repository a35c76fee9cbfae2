import { comparePaired, holm, type PairedComparison } from '@weitiao/evaluation';
import type { Arm } from '../arms/arm.js';
import type { Baseline } from '../arms/baseline.js';
import type { ArmAnswers, Benchmark } from '../scores/benchmark.js';
import { scopesOf, scoresOf, type Scope } from '../scores/score-lines.js';

/** `tie`: no difference is shown, which is not the same as none. `untested`: too little to say even that. */
export type Verdict = 'higher' | 'lower' | 'tie' | 'untested';

/** An arm against its baseline. */
export interface Contrast {
  readonly benchmark: Benchmark;
  readonly scope: Scope;
  readonly arm: Arm;
  readonly baseline: Arm;
  readonly comparison: PairedComparison;
  /** p-value after Holm's correction over the family. */
  readonly corrected: number | null;
  /** Tests in the family: those of whole benchmarks are one, those of groups are one a benchmark. */
  readonly family: number;
  readonly verdict: Verdict;
}

type Uncorrected = Omit<Contrast, 'corrected' | 'family' | 'verdict'>;

/** Every arm against its baseline, benchmark by benchmark, scope by scope. */
export function contrastsOf(benchmarks: readonly Benchmark[], baseline: Baseline): Contrast[] {
  const all = benchmarks.map((benchmark) => uncorrected(benchmark, baseline));
  const wholes = corrected(all.flatMap((of) => of.filter(({ scope }) => scope.kind !== 'group')));
  return benchmarks.flatMap((benchmark, index) => [
    ...wholes.filter((contrast) => contrast.benchmark === benchmark),
    ...corrected(all[index]!.filter(({ scope }) => scope.kind === 'group')),
  ]);
}

function uncorrected(benchmark: Benchmark, baseline: Baseline): Uncorrected[] {
  const answersOf = new Map(benchmark.arms.map((answers) => [answers.arm, answers]));
  const pairs = benchmark.arms.flatMap((after) => {
    const before = answersOf.get(baseline(after.arm) as Arm);
    return before ? [{ before, after }] : [];
  });
  return scopesOf(benchmark).flatMap((scope) =>
    pairs.map(({ before, after }) => ({
      benchmark,
      scope,
      arm: after.arm,
      baseline: before.arm,
      comparison: compare(scope, before, after),
    })),
  );
}

const compare = ({ groups, average }: Scope, before: ArmAnswers, after: ArmAnswers): PairedComparison =>
  comparePaired(
    groups.map((items) => ({ before: scoresOf(before, items), after: scoresOf(after, items) })),
    { average },
  );

function corrected(family: readonly Uncorrected[]): Contrast[] {
  const pValues = family.map(({ comparison }) => comparison.pValue);
  const made = pValues.filter((pValue) => pValue !== null).length;
  return holm(pValues).map((pValue, index) => {
    const contrast = family[index]!;
    return { ...contrast, corrected: pValue, family: made, verdict: verdictOf(contrast.comparison, pValue) };
  });
}

/** A difference counts as shown when the corrected test says so at 5 % and the interval, too, leaves zero out. */
export function verdictOf({ interval, difference }: PairedComparison, corrected: number | null): Verdict {
  if (corrected === null || difference === null || !interval) return 'untested';
  if (corrected >= 0.05 || (interval.low <= 0 && interval.high >= 0)) return 'tie';
  return difference > 0 ? 'higher' : 'lower';
}
