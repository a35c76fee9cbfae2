import { exitCodes, WeitiaoError, type Answer, type Evaluator, type Item, type Services } from '@weitiao/core';
import type { Row } from '../rows/row.js';

/** An answer with its verdict. @throws WeitiaoError where the benchmark gives a score that is none */
export async function grade(evaluator: Evaluator, item: Item, answer: Answer, services: Services): Promise<Row> {
  const { score, note, marking } = await evaluator.grade(item, answer, services);
  if (score !== null && !(score >= 0 && score <= 1)) {
    throw new WeitiaoError(
      `Benchmark ${evaluator.name} gave item ${item.id} the score ${score}; a number from 0 to 1 was wanted, or null where the answer cannot be read.`,
      exitCodes.defect,
    );
  }
  const { id, group, tags } = item;
  // What is undefined has no key, so that a row is the same when it comes back from its file.
  return {
    id,
    group,
    ...(tags && { tags }),
    answer,
    score,
    ...(note !== undefined && { note }),
    ...(marking && { marking }),
  };
}
