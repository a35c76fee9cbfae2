import { comparePaired, holm, type PairedComparison } from '@weitiao/evaluation';
import type { ReportWishes } from '../../results/study-results.js';
import type { Arm } from '../arms/arm.js';
import type { Baseline } from '../arms/baseline.js';
import type { ArmAnswers, Benchmark } from '../scores/benchmark.js';
import { scopesOf, scoresOf, type Scope } from '../scores/score-lines.js';

/** `tie`: no difference is shown, which is not the same as none. `untested`: too little to say even that. */
export type Verdict = 'higher' | 'lower' | 'tie' | 'untested';

/** An arm against another one. */
export interface Contrast {
  readonly benchmark: Benchmark;
  readonly scope: Scope;
  readonly arm: Arm;
  /** Whom it is compared with. */
  readonly baseline: Arm;
  /** Whether that is the baseline of the study, and not just another arm. */
  readonly isWithBaseline: boolean;
  readonly comparison: PairedComparison;
  /** p-value after the correction that the study wants. */
  readonly corrected: number | null;
  /** Tests in the family: those of whole benchmarks are one, those of groups are one a benchmark. */
  readonly family: number;
  readonly verdict: Verdict;
}

type Uncorrected = Omit<Contrast, 'corrected' | 'family' | 'verdict'>;

/** Arms against their baselines, or every two, benchmark by benchmark, scope by scope. */
export function contrastsOf(benchmarks: readonly Benchmark[], baseline: Baseline, wishes: ReportWishes): Contrast[] {
  const { by, correction } = wishes;
  const all = benchmarks.map((benchmark) => uncorrected(benchmark, baseline, wishes));
  const wholes = corrected(
    all.flatMap((of) => of.filter(({ scope }) => scope.kind !== 'group')),
    correction,
  );
  return benchmarks.flatMap((benchmark, index) => [
    ...wholes.filter((contrast) => contrast.benchmark === benchmark),
    ...(by.includes('category')
      ? corrected(
          all[index]!.filter(({ scope }) => scope.kind === 'group'),
          correction,
        )
      : []),
  ]);
}

function uncorrected(benchmark: Benchmark, baseline: Baseline, { by, contrasts }: ReportWishes): Uncorrected[] {
  const { arms } = benchmark;
  const pairs = arms.flatMap((after, place) => {
    const isBaseline = (before: ArmAnswers) => before.arm === baseline(after.arm);
    const others = arms.filter((before, index) => isBaseline(before) || (contrasts === 'all' && index < place));
    // Of two arms one is enough: that which has the other for its baseline.
    const wanted = others.filter((before) => isBaseline(before) || baseline(before.arm) !== after.arm);
    return wanted.map((before) => ({ before, after, isWithBaseline: isBaseline(before) }));
  });
  const scopes = scopesOf(benchmark).filter(({ kind }) => kind !== 'group' || by.includes('category'));
  return scopes.flatMap((scope) =>
    pairs.map(({ before, after, isWithBaseline }) => ({
      benchmark,
      scope,
      arm: after.arm,
      baseline: before.arm,
      isWithBaseline,
      comparison: compare(scope, before, after),
    })),
  );
}

const compare = ({ groups, average }: Scope, before: ArmAnswers, after: ArmAnswers): PairedComparison =>
  comparePaired(
    groups.map((items) => ({ before: scoresOf(before, items), after: scoresOf(after, items) })),
    { average },
  );

function corrected(family: readonly Uncorrected[], correction: ReportWishes['correction']): Contrast[] {
  const pValues = family.map(({ comparison }) => comparison.pValue);
  const made = pValues.filter((pValue) => pValue !== null).length;
  return (correction === 'holm' ? holm(pValues) : pValues).map((pValue, index) => {
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
