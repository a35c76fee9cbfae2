import type { TrialOutcome } from '../../results/study-results.js';

/** What is compared: a model, a method, data and a template, with its trials of different seeds. */
export interface Arm {
  /** Place among the arms; decides colour and symbol. */
  readonly index: number;
  /** Method, and what else differs between the arms. */
  readonly label: string;
  readonly axes: TrialOutcome['arm'];
  readonly trials: readonly TrialOutcome[];
}

const axes = ['method', 'model', 'data', 'template'] as const;

/** In the order of the study. */
export function armsOf(trials: readonly TrialOutcome[]): Arm[] {
  const varying = axes.filter((axis) => axis === 'method' || new Set(trials.map(({ arm }) => arm[axis])).size > 1);
  const byArm = new Map<string, TrialOutcome[]>();
  for (const trial of trials) {
    const key = JSON.stringify(axes.map((axis) => trial.arm[axis]));
    byArm.set(key, [...(byArm.get(key) ?? []), trial]);
  }
  return [...byArm.values()].map((ofArm, index) => {
    const { arm } = ofArm[0]!;
    return { index, label: varying.map((axis) => arm[axis]).join(' · '), axes: arm, trials: ofArm };
  });
}

/** Trials whose answers count. */
export const doneTrials = ({ trials }: Arm): TrialOutcome[] => trials.filter(({ status }) => status === 'done');
