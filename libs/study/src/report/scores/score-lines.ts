import { estimate, type Average, type Estimate, type ItemScores } from '@weitiao/evaluation';
import { itemKey, type ArmAnswers, type Benchmark, type Item } from './benchmark.js';

/** What a score or a contrast is about: all items alike, all groups alike, or the items of one group. */
export interface Scope {
  readonly kind: 'items' | 'groups' | 'group';
  /** For people: “all items”, “mean of 4 groups”, or the group's name. */
  readonly title: string;
  readonly groups: readonly (readonly Item[])[];
  readonly average: Average;
}

export interface ScoreLine {
  readonly benchmark: Benchmark;
  readonly answers: ArmAnswers;
  readonly scope: Scope;
  readonly estimate: Estimate;
  /** Answers, over all seeds, that nobody could grade. */
  readonly unread: number;
  /** Questions, over all seeds, that have no answer at all. */
  readonly missing: number;
}

/** The whole first. A benchmark with one group has one scope. */
export function scopesOf({ items, groups }: Benchmark): Scope[] {
  const byGroup = new Map<string, Item[]>(groups.map((group) => [group, []]));
  for (const item of items) byGroup.get(item.group)!.push(item);
  const parts = [...byGroup.values()];
  const all: Scope = { kind: 'items', title: 'all items', groups: parts, average: 'micro' };
  if (parts.length < 2) return [all];
  return [
    all,
    { kind: 'groups', title: `mean of ${parts.length} groups`, groups: parts, average: 'macro' },
    ...[...byGroup].map(([title, part]): Scope => ({ kind: 'group', title, groups: [part], average: 'micro' })),
  ];
}

/** Each item with its score in every run of the arm. */
export const scoresOf = ({ runs }: ArmAnswers, items: readonly Item[]): ItemScores[] =>
  items.map((item) => runs.map((run) => run.get(itemKey(item))?.score ?? null));

/** Scope by scope, arm by arm. */
export const scoreLines = (benchmark: Benchmark): ScoreLine[] =>
  scopesOf(benchmark).flatMap((scope) => benchmark.arms.map((answers) => scoreLine(benchmark, scope, answers)));

function scoreLine(benchmark: Benchmark, scope: Scope, answers: ArmAnswers): ScoreLine {
  const keys = scope.groups.flat().map(itemKey);
  const count = (is: (score: number | null | undefined) => boolean) =>
    answers.runs.reduce((sum, run) => sum + keys.filter((key) => is(run.get(key)?.score)).length, 0);
  return {
    benchmark,
    answers,
    scope,
    estimate: estimate(
      scope.groups.map((items) => scoresOf(answers, items)),
      scope.average,
    ),
    unread: count((score) => score === null),
    missing: count((score) => score === undefined),
  };
}
