import { StudyError, type Evaluator, type Generation, type Services } from '@weitiao/core';

/** All that decides answers and grades and that neither subject nor benchmark can tell. */
export interface Circumstances {
  /** How the subject writes its prompts: name and version. */
  readonly template?: string;
  /** Name and version (or fingerprint) of every plugin that took part. */
  readonly plugins?: Readonly<Record<string, string>>;
  /** Hash of the benchmark's files. With it the paths among its options count no more, and answers survive a move. */
  readonly contents?: string;
}

export interface EvaluateOptions extends Circumstances {
  /** What the benchmark is given; the current folder and warnings of the process when absent. */
  readonly services?: Services;
  /** Of answers that are texts, as far as the benchmark does not say; greedy, 128 tokens when absent. */
  readonly generation?: Partial<Generation>;
  /** So many questions with options are asked together; part of what decides the last bits of an answer. */
  readonly scoringBatch?: number;
  /** So many questions without options are asked together. */
  readonly generationBatch?: number;
  /**
   * The subject answers each question as if it were asked alone (an endpoint). Then a question whose answer is known is never asked again; else
   * it is asked once more together with the unanswered ones of its batch, so that their answers do not change.
   */
  readonly independentAnswers?: boolean;
  /** Answers are graded at once, at most so many. */
  readonly gradingAtOnce?: number;
  /** File of rows, one line an item; what stands there already is not done again. */
  readonly rows?: string;
  /** Folder of answers, shared by as many subjects, benchmarks and processes as there are. */
  readonly cache?: string;
}

/** What the loop goes by, defaults filled in. */
export interface Settings {
  readonly generation: Generation;
  readonly scoringBatch: number;
  readonly generationBatch: number;
  readonly independentAnswers: boolean;
  readonly gradingAtOnce: number;
}

export function settingsOf(options: EvaluateOptions, { generation }: Pick<Evaluator, 'generation'>): Settings {
  const { scoringBatch = 128, generationBatch = 16, independentAnswers = false, gradingAtOnce = 8 } = options;
  for (const [name, value] of Object.entries({ scoringBatch, generationBatch, gradingAtOnce })) {
    if (!Number.isInteger(value) || value < 1) {
      throw new StudyError(`evaluate: "${name}" is ${value}; a whole number from 1 was wanted.`);
    }
  }
  return {
    generation: { maxNewTokens: 128, temperature: 0, seed: 1, ...said(options.generation), ...said(generation) },
    scoringBatch,
    generationBatch,
    independentAnswers,
    gradingAtOnce,
  };
}

/** An option that is there and undefined is left to others. */
const said = <T extends object>(options: T | undefined): Partial<T> =>
  Object.fromEntries(Object.entries(options ?? {}).filter(([, value]) => value !== undefined)) as Partial<T>;
