import { z } from 'zod';
import { reportOptions } from '../config/study-file.js';
import { triesOf, type StudyPlan } from '../plan/study-plan.js';
import { bestRate, type TriedRate } from './tried-rates.js';

const arm = z.strictObject({ model: z.string(), method: z.string(), data: z.string(), template: z.string() });
const failure = z.object({ exitCode: z.int(), message: z.string() });

export const lockSchema = z.looseObject({
  lockVersion: z.literal(1),
  name: z.string(),
  question: z.string().optional(),
  baseline: z.string().optional(),
  study: z.looseObject({ report: reportOptions.optional() }).optional(),
  /** In the order of the grid; there when learning rates are searched. */
  arms: z.array(arm).optional(),
  searches: z
    .array(
      z.strictObject({
        arm,
        /** Of its tries. */
        seed: z.int(),
        /** Of the trials that follow. */
        seeds: z.array(z.int()),
        tries: z.array(
          z.strictObject({
            id: z.string(),
            learningRate: z.number(),
            heldOutLoss: z.number().optional(),
            failure: failure.optional(),
          }),
        ),
        /** Absent while a try is open, and when all of them failed. */
        chosen: z.number().optional(),
      }),
    )
    .optional(),
  sizes: z
    .array(
      z.strictObject({
        model: z.string(),
        method: z.string(),
        wanted: z.number(),
        reached: z.number(),
        option: z.string().optional(),
        value: z.number().optional(),
      }),
    )
    .optional(),
  trials: z.array(z.looseObject({ id: z.string(), arm, seed: z.int() })),
});
/** What study.lock.json says: the study as it was resolved. */
export type StudyLock = z.output<typeof lockSchema>;

/** @param tried what became of a try so far */
export function lockOf(plan: StudyPlan, tried: (id: string, learningRate: number) => TriedRate): StudyLock {
  const { study, trials, searches, sizes } = plan;
  const { question, report } = study;
  const all = [...triesOf(plan), ...trials];
  const packages = Object.assign({}, ...all.map(({ manifest }) => manifest.packages)) as object;
  return {
    lockVersion: 1,
    name: study.study,
    ...(question !== undefined && { question }),
    ...(report.baseline !== undefined && { baseline: report.baseline }),
    study,
    packages,
    ...(sizes.length > 0 && { sizes: [...sizes] }),
    ...(searches.length > 0 && { arms: [...plan.arms], searches: searchesOf(plan, tried) }),
    trials: trials.map(({ manifest: { id, contents, trial }, cell: { arm, seed } }) => ({
      id,
      arm,
      seed,
      contents,
      trial,
    })),
  };
}

const searchesOf = ({ searches }: StudyPlan, tried: (id: string, learningRate: number) => TriedRate) =>
  searches.map(({ arm, seed, tries, trials }) => {
    const outcomes = tries.map(({ manifest: { id }, learningRate }) => tried(id, learningRate));
    const chosen = bestRate(outcomes);
    return {
      arm,
      seed,
      seeds: trials.map(({ cell }) => cell.seed),
      tries: outcomes,
      ...(chosen !== undefined && { chosen }),
    };
  });
