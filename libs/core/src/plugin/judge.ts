import type { z } from 'zod';
import { definePlugin, type Component } from './component.js';
import type { Services } from './services.js';

/** One answer that is to be marked. */
export interface AnswerToMark {
  /** The whole message to a judge that reads, in the words of the benchmark. */
  readonly prompt: string;
  readonly question: string;
  readonly answer: string;
  /** Absent where the question has no one right answer. */
  readonly reference?: string;
}

export interface Marking {
  /** What the judge said, untouched: kept in the row of the item. */
  readonly verdict: string;
  /** From 0 to 1, of a judge that computes; null where it cannot. Absent where the benchmark reads the score out of `verdict`. */
  readonly score?: number | null;
  /** Price of all requests that it took, in the currency of the judge's prices. */
  readonly cost?: number;
}

/** Marks answers; may be asked for several at once. Its `options` hold no secret: they go into the manifest. */
export interface Judge extends Component<'judge'> {
  /** Changes when the same answer may be marked otherwise: part of every cache key. */
  readonly version: string;
  /** What its score tells, where that is less than a judgement of quality: stands beside its name in reports. */
  readonly measures?: string;
  /**
   * Whether it can be asked, without asking for a verdict: what would only be known after hours of training is told before.
   * @throws UnavailableError
   */
  check?(services?: Pick<Services, 'signal'>): Promise<void>;
  /** @throws UnavailableError when it cannot be reached, or its limit of cost is met */
  mark(work: AnswerToMark, services?: Pick<Services, 'signal'>): Promise<Marking>;
}

export const defineJudge = <Schema extends z.ZodType>(definition: {
  name: string;
  version: string;
  /** What its score tells, where that is less than a judgement of quality. */
  measures?: string;
  options: Schema;
  /**
   * The options that decide verdicts, where some only say how to come by them (a limit of cost, retries): what the judge says of itself. Verdicts are
   * kept under it, so changing another option asks for none again.
   */
  decisive?(options: z.output<Schema>): Readonly<Record<string, unknown>>;
  /** Where it can be known beforehand whether it can be asked. */
  check?(options: z.output<Schema>): NonNullable<Judge['check']>;
  /** Called once a configured judge, so what it returns may count and wait across answers. Reaches for nothing yet. */
  judge(options: z.output<Schema>): Judge['mark'];
}) => {
  const { name, version, measures, options: schema, decisive, check, judge } = definition;
  return definePlugin<'judge', Schema, Judge>('judge', name, schema, (options) => ({
    ...(decisive && { options: decisive(options) }),
    version,
    ...(measures !== undefined && { measures }),
    ...(check && { check: check(options) }),
    mark: judge(options),
  }));
};
